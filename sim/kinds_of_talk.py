"""What people hear from each other about the shop: the kinds of event on its page and in its forum."""

from __future__ import annotations

from sim.codes import HEARD, SAID, THREADS
from sim.columns import CUSTOMER, ITEM, ORDER, Column, kind

OF_TALK = (
    kind("page_followed", "Somebody follows the shop's page.", "follows the shop's page", customer=CUSTOMER),
    kind(
        "post_published",
        "The shop posts something on its page.",
        "the shop posts something; {people} of {followers} followers see it",
        followers=Column("i4", "followers"),
        people=Column("i4", "followers who see it"),
    ),
    kind("post_seen", "A follower sees a post.", "sees a post of the shop", customer=CUSTOMER),
    kind(
        "said_in_public",
        "A customer praises the shop or complains on its page; the customer's friends read it.",
        "says on the shop's page: {about} ({friends} friends read it)",
        customer=CUSTOMER,
        order=ORDER,
        about=Column("i1", "what about", SAID),
        friends=Column("i2", "friends who read it"),
    ),
    kind(
        "heard",
        "Somebody hears of the shop from a friend.",
        "hears {what} from a friend, customer {speaker}",
        customer=CUSTOMER,
        speaker=Column("i4", "customer number of the friend who spoke"),
        what=Column("i1", "what", HEARD),
        size=Column("f4", "logarithm of the factor on visits, fading from now on"),
    ),
    kind(
        "comment_answered",
        "The shop answers a complaint on its page.",
        "is answered on the page after {waited_days} days ({about})",
        customer=CUSTOMER,
        order=ORDER,
        about=Column("i1", "what about", SAID),
        waited_days=Column("f4", "days that it stood there"),
    ),
    kind(
        "thread_opened",
        "A customer writes in the forum.",
        "writes in the forum: {about}",
        customer=CUSTOMER,
        about=Column("i1", "what", THREADS),
    ),
    kind(
        "thread_closed",
        "A question is answered, a rumour replied to, abuse removed.",
        "the shop takes care of it after {waited_days} days ({about})",
        customer=CUSTOMER,
        about=Column("i1", "what", THREADS),
        waited_days=Column("f4", "days that it stood there or waited"),
    ),
    kind(
        "review_written",
        "A customer reviews what they came for.",
        "reviews {item}: {stars} of 5 stars",
        customer=CUSTOMER,
        order=ORDER,
        item=ITEM,
        stars=Column("i1", "stars, 1 to 5"),
    ),
    kind(
        "forum_mood",
        "The forum on a morning: what can be read there and has not been taken care of, and the readers' mood.",
        "",
        readers=Column("i4", "active customers who read the forum"),
        questions=Column("i4", "open questions"),
        rumours=Column("i4", "rumours"),
        abuse=Column("i4", "abuse"),
        mood=Column("f4", "logarithm of the factor on the visits of readers"),
    ),
)
"""In the order in which the data dictionary lists them."""
