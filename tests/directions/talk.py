"""Directions of the levers on the places where customers hear from each other."""

from sim.codes import HEARD, TASKS, THREADS
from sim.run import Run
from tests.direction import Neutral, Row, mean, rows, rows_where, total

PAGE = ("fulfilment", "satisfaction", "social")
LATE_PARCELS = {"parcel.mean_days": 6.0}
LOUD = {**LATE_PARCELS, "talk.complains": 5.0, "talk.complaint": 0.3, "social.fan": 0.0, "social.lift": 0.0}
FORUM = ("forum",)
LIVELY = {
    "forum.readers": 0.8,
    "forum.writes_question": 0.01,
    "forum.writes_rumour": 0.002,
    "forum.writes_abuse": 0.002,
}


def mood(life: Run) -> float:
    """Mean mood of the forum."""
    return float(life.log.table("forum_mood")["mood"].mean())


ROWS = (
    Row(
        "social.posts_per_week",
        (0, 7),
        rows("visit"),
        "up",
        ("social",),
        customers=1500,
        why="followers come more often",
    ),
    Row(
        "social.posts_per_week",
        (7, 21),
        rows("post_seen"),
        "down",
        ("social",),
        why="beyond one a day, fewer sightings in all",
    ),
    Row(
        "social.posts_per_week",
        (2, 14),
        total("work", "hours"),
        "up",
        ("social",),
        rule="never against",
        why="each post takes a clerk's time",
    ),
    Row(
        "social.look_every_days",
        (0, 1),
        rows("visit"),
        "up",
        PAGE,
        parameters=LOUD,
        both={"social.posts_per_week": 1},
        customers=600,
        days=90,
        why="an answer brings back some of those who heard a complaint",
    ),
    Row(
        "social.look_every_days",
        (2, 14),
        mean("comment_answered", "waited_days"),
        "up",
        PAGE,
        parameters=LOUD,
        both={"social.posts_per_week": 1},
        why="complaints stand longer",
    ),
    Row(
        "social.look_every_days",
        (0, 2),
        rows_where("heard", "what", HEARD.index("an answer by the shop")),
        "up",
        PAGE,
        parameters=LOUD,
        both={"social.posts_per_week": 1},
        rule="never against",
        why="friends read the answers",
    ),
    Row(
        "forum.is_open",
        (False, True),
        rows_where("work", "task", TASKS.index("forum")),
        "up",
        FORUM,
        rule="never against",
        why="somebody must look at it",
    ),
    Row(
        "forum.is_open",
        (False, True),
        rows("visit"),
        "up",
        FORUM,
        parameters={**LIVELY, "forum.writes_rumour": 0.0, "forum.writes_abuse": 0.0},
        both={"forum.look_every_days": 1},
        customers=600,
        why="where questions are answered soon, readers come more often",
    ),
    Row(
        "forum.look_every_days",
        (1, 30),
        rows("visit"),
        "down",
        FORUM,
        parameters=LIVELY,
        both={"forum.is_open": True},
        customers=600,
        why="rumours and abuse stand longer and answers come late",
    ),
    Row(
        "forum.moderation",
        ("after publishing", "before publishing"),
        total("forum_mood", "abuse"),
        "down",
        FORUM,
        rule="to nothing",
        parameters=LIVELY,
        both={"forum.is_open": True, "forum.look_every_days": 14},
        why="nobody reads abuse",
    ),
    Row(
        "forum.moderation",
        ("after publishing", "before publishing"),
        rows_where("thread_opened", "about", THREADS.index("a question")),
        "down",
        FORUM,
        parameters=LIVELY,
        both={"forum.is_open": True},
        why="fewer people write where it has to wait",
    ),
    Row(
        "forum.moderation",
        ("after publishing", "before publishing"),
        mood,
        "up",
        FORUM,
        parameters=LIVELY,
        both={"forum.is_open": True, "forum.look_every_days": 30},
        why="where nobody looks for a month, readers are spared the worst",
    ),
)

NEUTRAL = (
    Neutral("social.posts_per_week", 7, "a shop in a world without networks", without=("social",)),
    Neutral("social.look_every_days", 1, "comments on a page that is not there"),
    Neutral("forum.is_open", True, "a shop in a world without forums", without=("forum",)),
    Neutral("forum.look_every_days", 1, "a forum that is not open"),
    Neutral("forum.moderation", "before publishing", "a forum that is not open"),
)
