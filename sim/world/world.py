"""The world of one run: clock, luck, people, shop, staff, log, and the one way to alter the shop."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Generator, Mapping
from functools import cached_property
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.calendar import Calendar
from sim.events import EventLog
from sim.parameters import with_overrides
from sim.policy import Policy
from sim.policy.prices import Prices
from sim.scenario import Scenario
from sim.streams import Floats, Streams
from sim.world.accounts import Accounts
from sim.world.backups import Backups
from sim.world.coupon_code import CouponCode
from sim.world.customer_groups import Seen
from sim.world.hearsay import Hearsay
from sim.world.money_book import MoneyBook
from sim.world.order_book import OrderBook
from sim.world.people import People
from sim.world.purse import Purse
from sim.world.sellers import Sellers
from sim.world.shop import Shop
from sim.world.skills import SKILLS
from sim.world.staff import Helpers, Overtime, Staff
from sim.world.ties import Ties
from sim.world.till_history import TillHistory

USUAL_CUSTOMERS = 2000
"""Policies are written for a shop of this size; a larger one has more clerks and packs more."""

# Share of visits by hour; assumption: no universal curve exists, lunch and evening peaks are the house's guess.
_HOURS = np.array([2, 1, 0.5, 0.5, 0.5, 1, 2, 3, 4, 5, 5, 5, 7, 7, 5, 5, 5, 5, 6, 7, 9, 9, 8, 4], dtype=float)
_HOUR_SHARES = np.arange(25) / 24.0
_HOUR_EDGES = np.concatenate(([0.0], np.cumsum(_HOURS / _HOURS.sum())))


class _Change:
    """The time in which somebody alters the shop; see `World.change`."""

    def __init__(self, world: World, stock_only: bool) -> None:
        self._world = world
        self._stock_only = stock_only

    def __enter__(self) -> Shop:
        return self._world.shop

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            return
        world = self._world
        if not self._stock_only:
            world.shop.refresh()
            world.tills.note(world.shop.till_cents, world.now)
        world.faces.append(world.shop.face(world.now))


class World:
    """Everything that processes need. Attributes are public; the shop may only be altered inside `change()`."""

    def __init__(self, policy: Policy, scenario: Scenario, seed: int) -> None:
        self.policy = policy
        self.scenario = scenario
        self.streams = Streams(seed)
        self.numbers = scenario.numbers()
        self.numbers_after = scenario.numbers_after()  # once a new system is in use, where one is brought in
        self._own_numbers: dict[str, float] = {}
        self.calendar = Calendar(
            scenario.start_date, saturdays_count=scenario.saturdays_count, round_the_clock=scenario.round_the_clock
        )
        self.env = simpy.Environment(initial_time=0.0)
        self.log = EventLog()
        self.scale = max(1.0, scenario.customers / USUAL_CUSTOMERS)
        self.staff = self._staff()
        self.people = People(scenario.customers, self.numbers, self.streams)
        self.shop = Shop(
            policy.prices.floor_percent,
            has_offers=policy.coupons.depth_percent > 0 or policy.prices != Prices() or policy.flash.per_quarter > 0,
            cost_factor=1 - self.numbers["stock.import_discount"] * (policy.supply.source == "import"),
        )
        self.tills = TillHistory(self.shop.till_cents)
        self.code = CouponCode()
        self.money = MoneyBook()
        self.faces = [self.shop.face(-math.inf)]  # those the shop had since visits were last settled
        self.due: dict[tuple[str, int], list[Any]] = defaultdict(list)  # what is due on a later day, by purpose
        self.next_sends: dict[int, float] = {}  # when each kind of campaign goes out next
        self.usual_orders = 0.0  # orders a day at take-over, from the past
        self.usual_units: Floats = np.zeros(self.shop.items)  # units of each item in past orders, where somebody asks
        self.taken: dict[int, float] = {}  # staff accounts in a stranger's hands, and since when
        self.ever_taken = False
        self.when_answered: list[Callable[[Any], None]] = []  # told of each matter that the service desk has answered
        self.when_matched: list[Callable[[], int]] = []  # asked what they find when messages and orders are matched
        self.when_reviewed: list[Callable[[], int]] = []  # asked what they find when sign-ins are reviewed
        self.when_checkout_checked: list[Callable[[], int]] = []  # asked what they find when the checkout is checked
        self.when_settled: list[Callable[[Any, Any], None]] = []  # told of the visits and orders of each day
        self.outage_turn = simpy.Resource(self.env)  # one outage follows another
        self.purse = Purse(policy.budget)
        self.outages: list[tuple[float, float]] = []  # when each began, and when somebody in the shop knows of it
        self.backups: Backups | None = None  # where the scenario has data to lose
        self.order_book: OrderBook | None = None  # likewise
        self.paid_back: dict[int, float] = defaultdict(float)  # cents, by order, of what was charged above the page
        self.follows_up = policy.repair.asks_who_bought  # is anything done for those who bought at a wrong price?
        self.hearsay: Hearsay | None = None  # what people hear of the shop, where it has a page or a forum
        self.wording: Any = None  # what stands in messages, where the scenario has duties
        self.when_aggrieved: list[Callable[[NDArray[np.integer], str], None]] = []  # told of whoever may complain
        self.when_obeyed: list[Callable[[int], None]] = []  # told of an authority whose notice was obeyed
        self.obeyed: set[int] = set()  # authorities whose notices the shop has obeyed, codes of AUTHORITIES
        self.when_data_lost: list[Callable[[str, int], None]] = []  # told how data were lost, and a number of the cause
        self.when_cancelled: list[Callable[[Any, Any, Any], None]] = []  # told of lines that will not come, and whose
        self.when_packed: list[Callable[[int, int], int]] = []  # told room and orders; asked how much others take of it
        self.review_book: Any = None  # the reviews, where they are shown
        self._mechanisms = frozenset(scenario.mechanisms)
        self.accounts: Accounts | None = None  # who may do what, where that is part of the scenario
        if "access" in self._mechanisms:
            self.accounts = Accounts(self.env, policy, self.numbers, self.streams)
        self.trained_at = -math.inf  # when staff were last trained on false messages

    def _staff(self) -> Staff:
        """Clerks, and helpers who are taught later."""
        service = self.policy.service
        clerks = round(service.clerks * self.scale)
        skills = Helpers(SKILLS[service.helpers_do], self.numbers["helper.slower"])
        return Staff(self.env, self.calendar, clerks, self.log, self._overtime(clerks), skills)

    def _overtime(self, clerks: int) -> Overtime | None:
        """What clerks do after closing time; None where they go home, or work round the clock."""
        hours = self.policy.service.overtime_hours
        if not hours or self.scenario.round_the_clock:
            return None
        cents_hour = self.numbers["cost.clerk_cents_hour"] * self.numbers["cost.overtime"]
        return Overtime(hours, clerks * self.numbers["service.long_queue"], cents_hour)

    @property
    def now(self) -> float:
        """The moment, in days since take-over."""
        return float(self.env.now)

    def seen(self, who: NDArray[np.integer]) -> Seen:
        """What the shop has seen of these customers, in whole days; the rules of customer groups read it."""
        people, today = self.people, math.floor(self.now)
        return Seen(
            people.orders[who].astype(np.int64),
            today - people.first_day[who],
            today - people.last_day[who],
            people.spent_cents[who] / 100.0,
            today - people.complained_day[who],
        )

    @cached_property
    def ties(self) -> Ties:
        """Who knows whom; made when somebody first asks."""
        return Ties(self.people.count, self.numbers, self.streams)

    @cached_property
    def sellers(self) -> Sellers | None:
        """The outside sellers; None where the platform is not open to any."""
        is_open = self.has("platform") and self.numbers["sellers.count"] > 0
        return Sellers(self.numbers, self.streams) if is_open else None

    def hear(self) -> Hearsay:
        """What people hear of the shop; made when the first place opens where they hear from each other."""
        if self.hearsay is None:
            self.hearsay = Hearsay(self.people, self.numbers, self.streams)
        return self.hearsay

    def has(self, mechanism: str) -> bool:
        """Is this mechanism part of the scenario?"""
        return mechanism in self._mechanisms

    def change(self, *, stock_only: bool = False) -> _Change:
        """Let the caller alter the shop. Visits up to now meet it as it was, later ones as it is afterwards.

        The faces that the shop has had are kept until the visits that met them are settled, in one block.

        Args:
            stock_only: the change leaves prices and pages alone, so nothing that follows from them is worked out anew.
        """
        return _Change(self, stock_only)

    def forget_faces(self) -> None:
        """From now on only the shop's present face counts; called when visits have been settled."""
        self.faces = [self.shop.face(self.now)]

    def until(self, moment: float) -> simpy.Event:
        """An event at that moment, or now if it has passed."""
        return self.env.timeout(max(0.0, moment - self.env.now))

    def put_off(self, purpose: str, moment: Floats, *columns: NDArray[Any]) -> None:
        """Let rows wait, each for the day on which its moment falls; a block a day in `due`."""
        if not len(moment):
            return
        day = np.floor(moment).astype(np.int64)
        for due in np.unique(day).tolist():
            rows = (day == due).nonzero()[0]
            self.due[purpose, due].append(tuple(column[rows] for column in columns))

    def start(self, process: Generator[simpy.Event, Any, Any]) -> None:
        """Let a process run beside the others."""
        self.env.process(process)

    def moments(self, purpose: str, day: int | NDArray[np.int64], who: NDArray[np.integer]) -> Floats:
        """Moments within the day, as shares of it, by the hours of visits."""
        return self.hour_of(self.streams.some(purpose, day, who))

    @staticmethod
    def hour_of(luck: Floats) -> Floats:
        """The moment of the day, as a share of it, that a uniform stands for."""
        return np.interp(luck, _HOUR_EDGES, _HOUR_SHARES)

    def planned_factor(self, kind: str, day: float) -> float:
        """Product of the factors of planned events of a kind that hold on a day."""
        factor = 1.0
        for event in self.scenario.planned:
            if event.kind == kind and event.day <= day < event.day + event.days:
                factor *= getattr(event, "factor", 1.0)
        return factor

    def set_numbers(self, values: Mapping[str, float]) -> None:
        """From now on the world has other numbers: staff were trained, or a new system is in use."""
        self._own_numbers.update(values)
        self.numbers = with_overrides({**self.scenario.parameters, **self._own_numbers})
        if self.backups:
            self.backups.numbers = self.numbers

    def supplier_back(self, day: float) -> float:
        """The first day from `day` on which suppliers deliver."""
        for event in sorted(self.scenario.planned, key=lambda event: event.day):
            if event.kind == "supplier failure" and event.day <= day < event.day + event.days:
                day = float(event.day + event.days)
        return day
