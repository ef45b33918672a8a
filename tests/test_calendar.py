"""Hong Kong dates, deadlines and staffed hours."""

from collections.abc import Callable
from datetime import date, timedelta

import holidays
import numpy as np
import pytest

from sim.calendar import SUNDAY, Calendar, listed_holidays

TAKE_OVER = date(2026, 1, 5)
LISTED_A_YEAR = 17
"""General holidays a year besides ordinary Sundays."""

# Day a request is sent; last day on which s.10 of Cap. 593 still allows a message, with Saturdays counted and without.
DEADLINES = [
    (date(2025, 1, 20), date(2025, 2, 4), date(2025, 2, 6)),
    (date(2025, 4, 10), date(2025, 4, 25), date(2025, 4, 28)),
    (date(2026, 2, 10), date(2026, 2, 25), date(2026, 2, 27)),
    (date(2026, 3, 27), date(2026, 4, 13), date(2026, 4, 15)),
    (date(2026, 4, 2), date(2026, 4, 18), date(2026, 4, 21)),
    (date(2026, 9, 21), date(2026, 10, 5), date(2026, 10, 6)),
    (date(2026, 12, 18), date(2027, 1, 2), date(2027, 1, 5)),
]

STAFFED = {
    "Monday to Saturday": Calendar(TAKE_OVER),
    "Monday to Friday": Calendar(TAKE_OVER, staff_weekdays_only=True),
    "odd hours": Calendar(TAKE_OVER, opening_hours=(8.3, 20.7)),
    "until midnight": Calendar(TAKE_OVER, opening_hours=(10.0, 24.0)),
    "round the clock": Calendar(TAKE_OVER, round_the_clock=True),
    "storms": Calendar(TAKE_OVER, warning_days=[date(2026, 7, 20), date(2026, 9, 24)]),
}


@pytest.fixture(params=sorted(STAFFED))
def calendar(request: pytest.FixtureRequest) -> Calendar:
    """One of several ways to staff the shop."""
    return STAFFED[request.param]


def moments(count: int, seed: int = 7) -> list[float]:
    """Moments of the past and the future, a third of them on whole or half hours, where mistakes hide."""
    luck = np.random.Generator(np.random.Philox(seed))
    drawn = luck.uniform(-400.0, 700.0, count)
    drawn[::3] = np.round(drawn[::3] * 48.0) / 48.0
    return [float(moment) for moment in drawn]


def hours_by_hand(calendar: Calendar, begin: float, end: float) -> float:
    """Add up the working hours day by day, straight from the definitions."""
    opens, closes = (0.0, 24.0) if calendar.round_the_clock else calendar.opening_hours
    total = 0.0
    for day in range(int(np.floor(begin)), int(np.floor(end)) + 1):
        weekend = calendar.staff_weekdays_only and calendar.weekday(day) >= SUNDAY - 1
        if calendar.round_the_clock or (calendar.is_working_day(day) and not weekend):
            first, last = max(begin, day + opens / 24.0), min(end, day + closes / 24.0)
            total += max(0.0, last - first) * 24.0
    return total


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_listed_holidays_agree_with_the_library(year: int) -> None:
    """Two independent lists; only the library's optional category means general holidays."""
    library = holidays.country_holidays("HK", years=year, categories=("optional",))
    ours = sorted(day for day in listed_holidays() if day.year == year)
    assert ours == sorted(day for day in library if day.weekday() != SUNDAY)
    assert len(ours) == LISTED_A_YEAR


@pytest.mark.parametrize(("sent", "with_saturdays", "without"), DEADLINES)
def test_ten_working_days_match_the_worked_deadlines(sent: date, with_saturdays: date, without: date) -> None:
    """The table of the fact sheet, both ways of counting Saturdays."""
    for saturdays_count, expected in ((True, with_saturdays), (False, without)):
        calendar = Calendar(date(2025, 1, 1), saturdays_count=saturdays_count)
        assert calendar.date_of(calendar.add_working_days(calendar.day_of(sent), 10)) == expected


@pytest.mark.parametrize(
    ("received", "due"), [(date(2026, 1, 5), date(2026, 2, 14)), (date(2026, 2, 10), date(2026, 3, 22))]
)
def test_forty_calendar_days_run_through_holidays(received: date, due: date) -> None:
    """The time limit for a data access request counts every day."""
    calendar = Calendar(TAKE_OVER)
    assert calendar.date_of(calendar.day_of(received) + 40) == due


def test_day_numbers_and_dates_are_two_names_of_one_day() -> None:
    """Day 0 is the start date; a moment belongs to the day that it falls on, in the past as well."""
    calendar = Calendar(TAKE_OVER)
    assert calendar.date_of(0.99) == TAKE_OVER
    assert calendar.date_of(-0.01) == TAKE_OVER - timedelta(days=1)
    for day in range(-800, 1201):
        assert calendar.day_of(calendar.date_of(day)) == day
        assert calendar.weekday(day + 0.5) == calendar.date_of(day).weekday()


def test_working_days_leave_out_sundays_holidays_and_warnings() -> None:
    """Each reason for a closed day, and a Saturday under either switch."""
    storm = date(2026, 7, 20)
    calendar = Calendar(TAKE_OVER, warning_days=[storm])
    lenient_and_strict = (True, False)
    saturday = calendar.day_of(date(2026, 1, 10))
    answers = [Calendar(TAKE_OVER, saturdays_count=switch).is_working_day(saturday) for switch in lenient_and_strict]
    assert answers == [True, False]
    assert not calendar.is_working_day(saturday + 1), "Sunday"
    assert calendar.is_general_holiday(saturday + 1), "every Sunday is a general holiday"
    assert calendar.holiday_name(saturday + 1) is None, "an ordinary Sunday has no name"
    new_year = calendar.day_of(date(2026, 2, 17))
    assert not calendar.is_working_day(new_year)
    assert calendar.holiday_name(new_year) == "Lunar New Year's Day"
    assert not calendar.is_working_day(calendar.day_of(storm))
    assert not calendar.is_general_holiday(calendar.day_of(storm)), "a storm is no holiday"


def test_added_working_days_are_the_days_that_counting_finds() -> None:
    """One at a time, day by day, from every day of two years."""
    calendar = Calendar(TAKE_OVER)
    for day in range(-365, 365):
        found = [later for later in range(day + 1, day + 30) if calendar.is_working_day(later)]
        assert [calendar.add_working_days(day + 0.7, count) for count in range(1, 11)] == found[:10]
        assert calendar.add_working_days(day + 0.7, 0) == day


@pytest.mark.parametrize("saturdays_count", [True, False])
def test_many_intervals_at_once_equal_one_at_a_time(saturdays_count: bool) -> None:
    """The vectorised count is the definition: working days d with floor(start) < d <= floor(end)."""
    calendar = Calendar(TAKE_OVER, saturdays_count=saturdays_count)
    starts = np.array(moments(300))
    ends = starts + np.array(moments(300, seed=8)) / 10.0
    counted = calendar.working_days_between(starts, ends)
    one_by_one = [
        sum(calendar.is_working_day(day) for day in range(int(np.floor(start)) + 1, int(np.floor(end)) + 1))
        for start, end in zip(starts, ends, strict=True)
    ]
    assert counted.tolist() == one_by_one
    assert calendar.working_days_between(np.array([]), np.array([])).size == 0


def test_next_opening_is_the_first_moment_with_staff(calendar: Calendar) -> None:
    """Nobody works between the moment and the opening, and somebody does right after it."""
    minute = 1.0 / 1440.0
    for moment in moments(400):
        opening = calendar.next_opening(moment)
        assert opening >= moment
        assert hours_by_hand(calendar, moment, opening) == pytest.approx(0.0, abs=1e-9)
        assert hours_by_hand(calendar, opening, opening + minute) > 0.0
        assert calendar.next_opening(opening) == opening


def test_working_hours_agree_with_adding_them_up(calendar: Calendar) -> None:
    """Counted from tables and counted day by day."""
    for begin, length in zip(moments(300), moments(300, seed=9), strict=True):
        end = begin + abs(length) / 5.0
        expected = hours_by_hand(calendar, begin, end)
        assert calendar.working_hours_between(begin, end) == pytest.approx(expected, abs=1e-8)
        assert calendar.working_hours_between(end, begin) == -calendar.working_hours_between(begin, end)


def test_work_is_done_once_its_hours_are_worked(calendar: Calendar) -> None:
    """The hours between beginning and end are the hours asked for, and the end lies within opening hours."""
    for moment, length in zip(moments(300), moments(300, seed=10), strict=True):
        hours = abs(length) / 10.0 + 0.1
        done = calendar.after_work(moment, hours)
        assert hours_by_hand(calendar, moment, done) == pytest.approx(hours, abs=1e-8)
        assert hours_by_hand(calendar, done - 0.001, done) > 0.0, "the last of the work was done just before its end"


def test_a_full_day_of_work_ends_at_closing_time() -> None:
    """Rounding must not push the end of a day's work to the next morning."""
    calendar = Calendar(TAKE_OVER)
    friday = calendar.day_of(date(2026, 1, 9))
    for days_of_work in range(1, 200):
        done = calendar.after_work(0.0, 9.0 * days_of_work)
        assert done % 1.0 == pytest.approx(0.75), f"{days_of_work} full days of work end at 18:00"
    monday_to_friday = Calendar(TAKE_OVER, staff_weekdays_only=True)
    assert monday_to_friday.after_work(friday + 17.0 / 24.0, 2.0) == pytest.approx(friday + 3 + 10.0 / 24.0)


def test_no_work_ends_at_once(calendar: Calendar) -> None:
    """Nothing to do takes no time, even at night."""
    for moment in moments(20):
        assert calendar.after_work(moment, 0.0) == moment


def test_days_far_off_are_answered_as_if_they_had_been_covered() -> None:
    """The tables grow in both directions without changing what they said before."""
    grown, fresh = Calendar(TAKE_OVER), Calendar(TAKE_OVER)
    assert not grown.is_working_day(grown.day_of(date(2020, 1, 5))), "a Sunday six years back"
    far_past, far_future = -6000.0, 9000.0
    assert grown.working_hours_between(0.0, far_past) == pytest.approx(-hours_by_hand(fresh, far_past, 0.0))
    assert hours_by_hand(fresh, 0.0, grown.after_work(0.0, 20_000.0)) == pytest.approx(20_000.0)
    counted = grown.working_days_between(0.0, grown.add_working_days(far_future, 5000))
    assert counted == grown.working_days_between(0.0, far_future) + 5000
    for moment in moments(100):
        assert Calendar(TAKE_OVER).after_work(moment, 30.0) == grown.after_work(moment, 30.0)
    assert grown == fresh, "what the tables cover is no setting"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: Calendar(date(2031, 1, 6)), "start date 2031-01-06: holidays are known for 2025 to 2027 only"),
        (lambda: Calendar(TAKE_OVER, opening_hours=(18.0, 9.0)), "opening hours"),
        (lambda: Calendar(TAKE_OVER).after_work(0.0, -1.0), "hours of work: -1.0"),
        (lambda: Calendar(TAKE_OVER).add_working_days(0, -1), "working days to add: -1"),
        (lambda: Calendar(TAKE_OVER).is_working_day(1e9), "day 1000000000"),
        (lambda: Calendar(TAKE_OVER).working_days_between([0.0], [np.nan]), "day nan"),
    ],
)
def test_bad_input_is_refused_in_one_line(wrong: Callable[[], object], words: str) -> None:
    """The message says what was given and what is allowed."""
    with pytest.raises(ValueError, match=words) as refusal:
        wrong()
    assert "\n" not in str(refusal.value)


def test_staff_stop_at_closing_time_on_the_days_on_which_they_work() -> None:
    """Monday 5 January 2026 ends at six o'clock for them; on the Sunday after it nobody came."""
    calendar = Calendar(TAKE_OVER)
    assert calendar.closing_of(0.1) == calendar.closing_of(0.9) == 18 / 24
    assert calendar.closing_of(6.5) == -np.inf
