"""Directions of the levers on signing in, and on accounts that are opened, closed and looked at."""

from sim.codes import OBSTACLES
from sim.run import Run
from tests.direction import MANY_ATTACKS, Neutral, Row, got_in, hours_of, rows, rows_where

ACCESS = ("access", "account attacks", "phishing", "satisfaction")
MANY_LEAVERS = {"access.leavers_per_year": 60.0, "access.vendors_per_year": 60.0, "orphan.misuse_per_day": 0.05}
MANY_WAVES = {"stuffing.waves_per_year": 60.0, "stuffing.fits": 0.05}
MANY_GUESSES = {"guess.per_year": 300.0, "guess.short": 0.5, "guess.long": 0.2, "guess.screened": 0.01}


def orphan_days(life: Run) -> float:
    """Account-days after the owner has left."""
    left, closed = life.log.table("staff_left")["day"], life.log.table("orphan_closed")["day"]
    return float(closed.sum() + (len(left) - len(closed)) * life.days - left.sum())


ROWS = (
    Row(
        "access.passwords",
        ("short", "long"),
        got_in("a guessed administrator's password"),
        "down",
        ACCESS,
        parameters=MANY_GUESSES,
        why="long ones are harder to guess",
    ),
    Row(
        "access.passwords",
        ("long", "long and not on lists"),
        rows("customer_account_taken"),
        "down",
        ACCESS,
        parameters=MANY_WAVES,
        why="leaked ones are refused",
    ),
    Row(
        "access.passwords",
        ("short", "long"),
        rows("locked_out"),
        "up",
        ("access",),
        parameters={"access.slip_staff": 0.3},
        both={"access.lock_out_tries": 2},
        why="long ones are mistyped more often",
    ),
    Row(
        "access.password_change_days",
        (0, 30),
        hours_of("new passwords"),
        "up",
        ("access",),
        rule="never against",
        why="each change takes time",
    ),
    Row(
        "access.lock_out_tries",
        (0, 3),
        got_in("a guessed administrator's password"),
        "down",
        ACCESS,
        parameters=MANY_GUESSES,
        why="whoever guesses is stopped early",
    ),
    Row(
        "access.lock_out_tries",
        (10, 1),
        rows("locked_out"),
        "up",
        ("access",),
        why="honest people mistype",
    ),
    Row(
        "access.lock_out_tries",
        (0, 1),
        rows_where("enquiry", "about", 0),
        "up",
        ("access", "service"),
        parameters={"access.held_up_writes": 0.5},
        why="customers who are locked out write",
    ),
    Row(
        "access.customer_two_step",
        ("off", "always"),
        rows("customer_account_taken"),
        "down",
        ACCESS,
        rule="to nothing",
        parameters=MANY_WAVES,
        why="a code stops a machine",
    ),
    Row(
        "access.customer_two_step",
        ("off", "always"),
        rows_where("basket_left", "reason", OBSTACLES.index("had to sign in")),
        "up",
        ("access", "website"),
        parameters={"base.r": 1.5, "base.conversion": 0.4},
        why="many have no phone at hand",
    ),
    Row(
        "access.session_hours",
        (720, 1),
        hours_of("signing in again"),
        "up",
        ("access",),
        rule="never against",
        why="staff sign in again and again",
    ),
    Row(
        "access.close_after_days",
        (30, 1),
        orphan_days,
        "down",
        ACCESS,
        parameters=MANY_LEAVERS,
        why="accounts of leavers close sooner",
    ),
    Row(
        "access.close_after_days",
        (30, 0),
        got_in("an account of somebody who left"),
        "down",
        ACCESS,
        parameters=MANY_LEAVERS,
        why="fewer come back in",
    ),
    Row(
        "access.review_days",
        (0, 14),
        orphan_days,
        "down",
        ACCESS,
        parameters={**MANY_LEAVERS, "access.forgotten": 0.8},
        why="a review finds what was forgotten",
    ),
    Row(
        "access.review_days",
        (0, 14),
        hours_of("access review"),
        "up",
        ("access",),
        rule="never against",
        why="reviews take time",
    ),
    Row(
        "security.training_every_days",
        (0, 30),
        rows_where("phishing_attempt", "stopped_by", 2),
        "up",
        ("phishing",),
        parameters=MANY_ATTACKS,
        why="colleagues warn each other",
    ),
    Row(
        "security.training_every_days",
        (0, 30),
        hours_of("training"),
        "up",
        ("phishing",),
        rule="never against",
        why="it takes working time",
    ),
)

NEUTRAL = (
    Neutral("access.passwords", "long", "a rule for passwords where nobody signs in", without=("access",)),
    Neutral("access.password_change_days", 30, "changes of passwords that nobody has", without=("access",)),
    Neutral(
        "access.lock_out_tries",
        5,
        "a lock that nobody meets",
        parameters={"access.slip_staff": 0.0, "access.slip_customer": 0.0, "guess.per_year": 0.0},
    ),
    Neutral(
        "access.customer_two_step",
        "always",
        "a second step that guests do not meet, and no leaked passwords",
        both={"website.checkout": "guests welcome"},
        parameters={"stuffing.waves_per_year": 0.0},
    ),
    Neutral("access.session_hours", 24, "open screens where staff may do it anyway"),
    Neutral(
        "access.close_after_days",
        60,
        "a routine where nobody leaves",
        parameters={"access.leavers_per_year": 0.0, "access.vendors_per_year": 0.0},
    ),
    Neutral("access.review_days", 30, "a review where there are no accounts", without=("access",)),
    Neutral("security.training_every_days", 60, "a training where no false messages come", without=("phishing",)),
)
