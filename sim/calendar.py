"""Hong Kong dates: general holidays, working days of the law, and the hours in which staff work.

Simulation time is a number of days since midnight at the start of day 0; negative numbers are the past.

Three kinds of day are kept apart:

- a *general holiday* (Cap. 149): every Sunday, and the days listed in ``datasets/holidays.csv``;
- a *working day* (Cap. 593): no general holiday and no day of a gale or black rainstorm warning (Cap. 1 s.71(2)).
  Saturdays count unless the scenario says otherwise;
- a *staffed day*: a day on which the shop's staff work. These are the working days, or those from Monday to Friday
  only, or every day of a shop that works round the clock.

Of the years that the file does not hold, only the Sundays are known to be holidays. No clock is changed in Hong Kong,
so a day always has 24 hours.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from math import ceil, floor, inf
from typing import Final

import numpy as np
import numpy.typing as npt

from sim.places import DATASETS

HOURS_PER_DAY: Final = 24.0
SATURDAY: Final = 5
SUNDAY: Final = 6
FIRST_COVERED_DAY: Final = -800
LAST_COVERED_DAY: Final = 1200
FARTHEST_DAY: Final = 200_000
"""Days before or after day 0 beyond which a moment is taken for a mistake (547 years)."""
INSTANT: Final = 1e-10
"""Days (9 microseconds) below which work left over is rounding, so that a full day's work ends at closing time."""


@cache
def listed_holidays() -> dict[date, str]:
    """Return the general holidays other than ordinary Sundays, by date, with their names."""
    with (DATASETS / "holidays.csv").open(encoding="utf-8", newline="") as file:
        return {date.fromisoformat(row["date"]): row["name"] for row in csv.DictReader(file)}


class _DayTable:
    """The days of one kind within a stretch of days, numbered, so that counting them needs no search."""

    def __init__(self, low: int, is_of_kind: npt.NDArray[np.bool_]) -> None:
        """Number the days of the kind; `is_of_kind[i]` speaks of day `low + i`."""
        self.is_of_kind: list[bool] = is_of_kind.tolist()
        self.days: list[int] = (np.flatnonzero(is_of_kind) + low).tolist()
        self.counts_before = np.concatenate(([0], np.cumsum(is_of_kind, dtype=np.int64)))
        self.before: list[int] = self.counts_before.tolist()
        self.before_start: int = self.before[-low]


@dataclass(frozen=True)
class Calendar:
    """The days and hours of one scenario. Equal settings make equal calendars; the tables behind it grow on demand."""

    start: date
    """The date of day 0."""
    saturdays_count: bool = True
    """Whether a Saturday that is no holiday is a working day of the law."""
    warning_days: Iterable[date] = ()
    """Dates of gale or black rainstorm warnings; no working days."""
    opening_hours: tuple[float, float] = (9.0, 18.0)
    """Hours of the day at which staff begin and stop."""
    round_the_clock: bool = False
    """Whether staff work at every hour of every day; the opening hours and closed days then do not matter."""
    staff_weekdays_only: bool = False
    """Whether staff work from Monday to Friday only, even if Saturdays are working days of the law."""
    _low: int = field(init=False, repr=False, compare=False)
    _high: int = field(init=False, repr=False, compare=False)
    _working: _DayTable = field(init=False, repr=False, compare=False)
    _staffed: _DayTable = field(init=False, repr=False, compare=False)
    _opens: float = field(init=False, repr=False, compare=False)
    _closes: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check the settings and fill the tables."""
        years = sorted({holiday.year for holiday in listed_holidays()})
        if self.start.year not in years:
            raise ValueError(f"start date {self.start}: holidays are known for {years[0]} to {years[-1]} only")
        opens, closes = (0.0, HOURS_PER_DAY) if self.round_the_clock else self.opening_hours
        if not 0.0 <= opens < closes <= HOURS_PER_DAY:
            raise ValueError(f"opening hours {self.opening_hours}: need 0 <= opening < closing <= 24")
        self._set(warning_days=frozenset(self.warning_days))
        self._set(_opens=opens / HOURS_PER_DAY, _closes=closes / HOURS_PER_DAY)
        self._fill(FIRST_COVERED_DAY, LAST_COVERED_DAY)

    @property
    def hours_per_day(self) -> float:
        """Working hours of one staffed day."""
        return (self._closes - self._opens) * HOURS_PER_DAY

    def date_of(self, day: float) -> date:
        """Return the date on which the moment `day` falls."""
        return self.start + timedelta(days=floor(day))

    def day_of(self, moment: date) -> int:
        """Return the day number of a date."""
        return (moment - self.start).days

    def weekday(self, day: float) -> int:
        """Return the day of the week, 0 for Monday to 6 for Sunday."""
        return (self.start.weekday() + floor(day)) % 7

    def holiday_name(self, day: float) -> str | None:
        """Return the name of a listed general holiday, or None; an ordinary Sunday has none."""
        return listed_holidays().get(self.date_of(day))

    def is_general_holiday(self, day: float) -> bool:
        """Tell whether the day is a Sunday or a listed general holiday."""
        return self.weekday(day) == SUNDAY or self.holiday_name(day) is not None

    def is_working_day(self, day: float) -> bool:
        """Tell whether the day counts towards a deadline in working days."""
        index = self._index(floor(day))
        return self._working.is_of_kind[index]

    def add_working_days(self, day: float, count: int) -> int:
        """Return the `count`-th working day after the given day (counting starts the day after); 0 gives the day."""
        if count < 0:
            raise ValueError(f"working days to add: {count}; need 0 or more")
        if count == 0:
            return floor(day)
        return self._nth_from(floor(day) + 1, count - 1, staffed=False)

    def working_days_between(self, start_days: npt.ArrayLike, end_days: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """Count the working days d with floor(start) < d <= floor(end), element by element (0 if none)."""
        starts, ends = np.floor(start_days), np.floor(end_days)
        for days in (starts, ends):
            if days.size:
                self._cover(days.min())
                self._cover(days.max())
        first, last = ((days - self._low + 1).astype(np.int64) for days in (starts, ends))
        counts: npt.NDArray[np.int64] = self._working.counts_before[last] - self._working.counts_before[first]
        return counts.clip(min=0)

    def next_opening(self, moment: float) -> float:
        """Return the first moment, from the given one on, at which staff are at work."""
        day = floor(moment)
        index = self._index(day)
        if self._staffed.is_of_kind[index]:
            if moment < day + self._opens:
                return day + self._opens
            if moment < day + self._closes:
                return moment
        return self._nth_from(day + 1, 0) + self._opens

    def closing_of(self, moment: float) -> float:
        """Return the moment at which staff stop on the day of the given one; if it is not staffed, minus infinity."""
        day = floor(moment)
        return day + self._closes if self._staffed.is_of_kind[self._index(day)] else -inf

    def after_work(self, moment: float, hours: float) -> float:
        """Return the first moment by which that many working hours lie behind, if work starts at `moment`.

        Nights and closed days are skipped. Work that ends with the day ends at closing time, and no work ends at once.
        """
        if hours < 0.0:
            raise ValueError(f"hours of work: {hours}; need 0 or more")
        if hours == 0.0:
            return moment
        day = floor(moment)
        index = self._index(day)
        left = hours / HOURS_PER_DAY
        if self._staffed.is_of_kind[index]:
            closing = day + self._closes
            begin = max(moment, day + self._opens)
            if begin < closing:
                if begin + left <= closing:
                    return begin + left
                left -= closing - begin
                if left <= INSTANT:
                    return closing
        span = self._closes - self._opens
        full_days = max(0, ceil((left - INSTANT) / span) - 1)
        last = self._nth_from(day + 1, full_days)
        return min(last + self._opens + (left - full_days * span), last + self._closes)

    def working_hours_between(self, begin: float, end: float) -> float:
        """Return the hours that staff work from `begin` to `end` (negative if the end comes first)."""
        return self._hours_before(end) - self._hours_before(begin)

    def _hours_before(self, moment: float) -> float:
        """Return the working hours from day 0 up to the moment, negative in the past."""
        day = floor(moment)
        index = self._index(day)
        worked = (self._staffed.before[index] - self._staffed.before_start) * (self._closes - self._opens)
        if self._staffed.is_of_kind[index]:
            clock = moment - day
            if clock > self._opens:
                worked += min(clock, self._closes) - self._opens
        return worked * HOURS_PER_DAY

    def _nth_from(self, day: int, skip: int, *, staffed: bool = True) -> int:
        """Return the first staffed (or working) day from `day` on after `skip` others."""
        while True:
            index = self._index(day)
            table = self._staffed if staffed else self._working
            position = table.before[index] + skip
            if position < len(table.days):
                return table.days[position]
            self._cover(self._high + 1)

    def _index(self, day: int) -> int:
        """Return the place of a day in the tables, which grow if they must (so ask for it before reading them)."""
        if not self._low <= day <= self._high:
            self._cover(day)
        return day - self._low

    def _cover(self, day: float) -> None:
        """Let the tables reach a day, at least doubling them so that growth stays rare."""
        if self._low <= day <= self._high:
            return
        if not -FARTHEST_DAY <= day <= FARTHEST_DAY:
            raise ValueError(f"day {day}: need a day from {-FARTHEST_DAY} to {FARTHEST_DAY}")
        length = self._high - self._low
        if day < self._low:
            self._fill(max(min(floor(day), self._low - length), -FARTHEST_DAY), self._high)
        else:
            self._fill(self._low, min(max(floor(day), self._high + length), FARTHEST_DAY))

    def _fill(self, low: int, high: int) -> None:
        """Number the working and the staffed days from `low` to `high`, and one day more for counting."""
        days = np.arange(low, high + 2)
        weekdays = (self.start.weekday() + days) % 7
        closed = np.array([self.day_of(closed_date) for closed_date in (*listed_holidays(), *self.warning_days)])
        working = (weekdays != SUNDAY) & ~np.isin(days, closed)
        if not self.saturdays_count:
            working &= weekdays != SATURDAY
        staffed = working & (weekdays != SATURDAY) if self.staff_weekdays_only else working
        if self.round_the_clock:
            staffed = np.ones_like(working)
        self._set(_low=low, _high=high, _working=_DayTable(low, working), _staffed=_DayTable(low, staffed))

    def _set(self, **values: object) -> None:
        """Set fields of this frozen object: its settings once, its tables when they grow."""
        for name, value in values.items():
            object.__setattr__(self, name, value)
