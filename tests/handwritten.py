"""Logs written by hand: a run made of the events that a test names."""

from typing import Any

from sim.codes import ASKERS, CAUSES, CONSENTS, FIELDS
from sim.events import KINDS, EventLog
from sim.measures import MEASURES
from sim.measures.shares import Share
from sim.policy import Policy
from sim.run import Run
from sim.scenario import Scenario
from sim.world.shop import catalogue

DAYS, ITEMS = 50, len(catalogue())
CLEAR, TICKED_IN_ADVANCE = CONSENTS.index("clear question"), CONSENTS.index("box ticked in advance")


class Story:
    """Short words for the events of a story."""

    def __init__(self) -> None:
        self.log = EventLog()

    def tell(self, kind: str, day: float, **values: Any) -> None:
        self.log.record(kind, day=float(day), **values)

    def order(self, day: float, customer: int, *, dollars: int = 100, is_first: bool = False) -> int:
        number = (int(day // 1) + 1000) * 10_000_000 + customer
        pulls = {name: 1.0 for name in KINDS["order_placed"].columns if name.startswith("pull_")}
        self.tell(
            "order_placed",
            day,
            customer=customer,
            order=number,
            value_cents=100 * dollars,
            discount_cents=0,
            fee_cents=0,
            is_first=is_first,
            coupon=False,
            coupon_from=0,
            coupon_cents=0,
            member_cents=0,
            given_cents=0,
            bundle_cents=0,
            **pulls,
        )
        return number

    def line(self, day: float, customer: int, item: int = 7, *, shown: int = 5000, charged: int = 5000, **wrong: bool):
        flags = {f"{field}_right": wrong.get(field, True) for field in ("price", "promotion", "content", "stock")}
        self.tell(
            "order_line",
            day,
            customer=customer,
            order=(int(day // 1) + 1000) * 10_000_000 + customer,
            item=item,
            quantity=2,
            master_cents=5000,
            shown_cents=shown,
            charged_cents=charged,
            cost_cents=3000,
            discount_cents=0,
            bundle=False,
            **flags,
        )

    def fault(
        self,
        day: float,
        item: int,
        field: str,
        *,
        shown: int = 4000,
        charged: int = 5000,
        master: int = 5000,
        cause: str = "slip at the keyboard",
    ) -> None:
        self.tell(
            "fault_born",
            day,
            item=item,
            field=FIELDS.index(field),
            cause=CAUSES.index(cause),
            shown_cents=shown,
            charged_cents=charged,
            master_cents=master,
        )

    def repair(self, day: float, item: int, field: str, born: float) -> None:
        self.tell("fault_repaired", day, item=item, field=FIELDS.index(field), born_day=born)

    def message(self, day: float, customer: int, *, named: bool = True, mail: int = 0) -> None:
        self.tell(
            "message_sent",
            day,
            customer=customer,
            campaign=2 * int(day),
            mail=mail,
            named=named,
            opened=True,
            clicked=False,
        )

    def request(self, day: float, customer: int) -> None:
        self.tell("unsubscribe_requested", day, customer=customer, campaign=0)

    def consent(self, day: float, customer: int, how: int = CLEAR, *, ticked: bool = True, notice: bool = True) -> None:
        self.tell("consent", day, customer=customer, how=how, ticked=ticked, notice=notice)

    def data_request(self, day: float, customer: int, asker: str) -> None:
        self.tell("data_requested", day, customer=customer, asker=ASKERS.index(asker))

    def data_answer(self, day: float, customer: int, asker: str, *, granted: bool) -> None:
        code = ASKERS.index(asker)
        self.tell(
            "data_request_answered",
            day,
            customer=customer,
            asker=code,
            granted=granted,
            recorded=False,
            waited_days=0.5,
        )

    def end(self, days: int = DAYS, mechanisms: tuple[str, ...] = ()) -> Run:
        self.log.close()
        scenario = Scenario(
            name="story",
            title="A story",
            story="Written by hand.",
            start="2026-01-05",
            days=days,
            customers=10,
            mechanisms=mechanisms,
            parameters={"measure.active_window_days": 30.0, "cost.payment_share": 0.05},
        )
        return Run(Policy(), scenario, 1, self.log, uniforms_drawn=0, steps=0, made_with="by hand")


def value(run: Run, name: str) -> float:
    result = MEASURES[name].function(run)
    return result.value if isinstance(result, Share) else result
