"""What the trainee decides. Each field is a lever, declared once; forms, checks, help and tables follow from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import Field
from pydantic.fields import FieldInfo

from sim.policy.access import Access
from sim.policy.budget import Budget
from sim.policy.channels import Forum, Reviews, Social, Texts
from sim.policy.conduct import Conduct
from sim.policy.continuity import Continuity
from sim.policy.delivery import Delivery
from sim.policy.duties import Duties
from sim.policy.introduction import Introduction
from sim.policy.lever import Levers
from sim.policy.members import Members, Referral
from sim.policy.operations import Monitoring, Publishing, Service
from sim.policy.outreach import Coupons, Outreach, Triggers
from sim.policy.payment import Payment
from sim.policy.platform import Platform
from sim.policy.prices import Flash, Prices
from sim.policy.protection import Protection
from sim.policy.records import Records
from sim.policy.repair import Repair
from sim.policy.security import Security
from sim.policy.supply import Supply
from sim.policy.website import Website
from sim.policy.wording import Wording

__all__ = ["Lever", "Policy", "changed_levers", "find_lever", "lever_value", "levers", "with_levers"]


class Policy(Levers):
    """One complete set of decisions."""

    outreach: Outreach = Field(default=Outreach(), title="Newsletters and consent")
    wording: Wording = Field(default=Wording(), title="What stands in messages")
    triggers: Triggers = Field(default=Triggers(), title="Mails set off by customers")
    coupons: Coupons = Field(default=Coupons(), title="Coupons")
    members: Members = Field(default=Members(), title="Members and points")
    referral: Referral = Field(default=Referral(), title="Bring a friend")
    prices: Prices = Field(default=Prices(), title="Prices and offers")
    flash: Flash = Field(default=Flash(), title="Flash sales")
    texts: Texts = Field(default=Texts(), title="Text messages")
    social: Social = Field(default=Social(), title="Social media")
    forum: Forum = Field(default=Forum(), title="Forum")
    reviews: Reviews = Field(default=Reviews(), title="Reviews")
    website: Website = Field(default=Website(), title="Website and checkout")
    payment: Payment = Field(default=Payment(), title="Payment and refunds")
    delivery: Delivery = Field(default=Delivery(), title="Delivery")
    publishing: Publishing = Field(default=Publishing(), title="Publishing")
    monitoring: Monitoring = Field(default=Monitoring(), title="Monitoring")
    repair: Repair = Field(default=Repair(), title="Repair and past buyers")
    continuity: Continuity = Field(default=Continuity(), title="Staying open")
    budget: Budget = Field(default=Budget(), title="Budget")
    introduction: Introduction = Field(default=Introduction(), title="Bringing in a system")
    service: Service = Field(default=Service(), title="People and service")
    supply: Supply = Field(default=Supply(), title="Supply")
    records: Records = Field(default=Records(), title="Records")
    security: Security = Field(default=Security(), title="Security")
    protection: Protection = Field(default=Protection(), title="Protection against attack")
    access: Access = Field(default=Access(), title="Accounts and rights")
    conduct: Conduct = Field(default=Conduct(), title="Professional conduct")
    duties: Duties = Field(default=Duties(), title="Duties to customers and regulators")
    platform: Platform = Field(default=Platform(), title="Orders, reviews and outside sellers")


@dataclass(frozen=True)
class Lever:
    """One lever as tables and forms need it; `path` is "group.field"."""

    path: str
    group: str
    label: str
    unit: str
    low: float | None
    high: float | None
    step: float | None
    default: Any
    choices: dict[str, str] | None
    rows: tuple[str, ...]
    help: str


def _bound(field: FieldInfo, name: str) -> float | None:
    return next((getattr(item, name) for item in field.metadata if hasattr(item, name)), None)


@lru_cache(maxsize=1)
def _by_path() -> dict[str, Lever]:
    """All levers by their paths; declared once and asked for in every run of a marking, so they are read once."""
    found = {}
    for group, group_field in Policy.model_fields.items():
        for name, field in type(group_field.default).model_fields.items():
            extra: dict[str, Any] = dict(field.json_schema_extra)
            found[f"{group}.{name}"] = Lever(
                path=f"{group}.{name}",
                group=group_field.title or group,
                label=field.title or name,
                unit=extra["unit"],
                low=_bound(field, "ge"),
                high=_bound(field, "le"),
                step=extra.get("step"),
                default=field.default,
                choices=extra.get("choices"),
                rows=tuple(extra["rows"]),
                help=extra["help"],
            )
    return found


def levers() -> list[Lever]:
    """All levers, in the order of the forms."""
    return list(_by_path().values())


def find_lever(path: str) -> Lever:
    """The lever of that path.

    Raises:
        ValueError: there is no such lever.
    """
    found = _by_path().get(path)
    if found is None:
        raise ValueError(f"{path}: no such lever; `python -m sim levers` lists them")
    return found


def lever_value(policy: Policy, path: str) -> Any:
    """The value a policy gives to a lever."""
    group, _, name = path.partition(".")
    return getattr(getattr(policy, group), name)


def changed_levers(before: Policy, after: Policy) -> dict[str, tuple[Any, Any]]:
    """Paths of the levers that differ, with both values."""
    values = ((item.path, lever_value(before, item.path), lever_value(after, item.path)) for item in levers())
    return {path: (old, new) for path, old, new in values if old != new}


def _nested(values: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for path, value in values.items():
        find_lever(path)
        group, _, name = path.partition(".")
        yield group, name, value


def with_levers(policy: Policy, values: Mapping[str, Any]) -> Policy:
    """A new policy with some levers set, by path; the old one is untouched.

    Raises:
        ValueError: a path is unknown or a value outside its range.
    """
    tree = policy.model_dump()
    for group, name, value in _nested(values):
        tree[group][name] = value
    return Policy.model_validate(tree)
