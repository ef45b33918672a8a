"""What is said in public: posts of the shop and comments on its page, the forum, and reviews."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.codes import SAID, THREADS
from sim.measures.measure import window
from sim.pages.months import count_by_month
from sim.run import Run


def posts_by_month(run: Run) -> pd.DataFrame:
    """A row a month: `posts`, how often a post was `seen`, and what customers said on the page: `said`."""
    posts = window(run, "post_published")
    return pd.DataFrame(
        {
            "posts": count_by_month(run, posts["day"]),
            "seen": count_by_month(run, posts["day"], posts["people"]).astype("int64"),
            "said": count_by_month(run, window(run, "said_in_public")["day"]),
        }
    )


def comments_by_subject(run: Run) -> pd.DataFrame:
    """What customers said on the shop's page, by subject: `comments`, `friends` who read them; only what was said."""
    said = window(run, "said_in_public")
    table = pd.DataFrame(
        {
            "comments": np.bincount(said["about"], minlength=len(SAID)),
            "friends": np.bincount(said["about"], weights=said["friends"], minlength=len(SAID)).astype(np.int64),
        },
        index=list(SAID),
    )
    return table[table["comments"] > 0].sort_values("comments", ascending=False, kind="stable")


def threads_by_kind(run: Run) -> pd.DataFrame:
    """What was written in the forum: `opened`, and the mean `days` until the shop took care of it."""
    opened, closed = window(run, "thread_opened"), window(run, "thread_closed")
    count = np.bincount(closed["about"], minlength=len(THREADS))
    waited = np.bincount(closed["about"], weights=closed["waited_days"], minlength=len(THREADS))
    return pd.DataFrame(
        {
            "opened": np.bincount(opened["about"], minlength=len(THREADS)),
            "days": np.where(count > 0, waited / np.maximum(count, 1), np.nan),
        },
        index=list(THREADS),
    )


def reviews_by_stars(run: Run) -> pd.Series:
    """How many reviews gave five stars, four ... one."""
    stars = np.bincount(window(run, "review_written")["stars"], minlength=6)[1:]
    return pd.Series(stars[::-1], index=pd.Index([5, 4, 3, 2, 1], name="stars"))


__all__ = ["comments_by_subject", "posts_by_month", "reviews_by_stars", "threads_by_kind"]
