"""Flaws that wait for a round of updates, skimmers that wait to be found, and programs thinned by gates."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from benchmarks.closed_forms import Form
from benchmarks.closed_forms.worlds import bare, share_wrong
from sim.codes import FINDERS, TASKS
from sim.run import Run, run
from sim.streams import Floats
from sim.threats.malware import passes, rates

SEEDS = range(1, 31)
DAYS = 700
USED, ROUND, PUBLISHED, PROVIDER = 1 / 60, 30, 5.0, 4.0  # eta a day, days
NOTICED, CHECK = 1 / 40, 30  # outside notice a day, days between checks of the checkout
TAMPER_CHECK, OUTSIDE = TASKS.index("tamper check"), FINDERS.index("outside")
AT_ONCE = {"server.round_hours": 0.0, "break_in.clean_up_hours": 0.0, "tamper.hours": 0.0}
HARMLESS = {f"break_in.{name}": 0.0 for name in ("skimmer", "prices", "data", "ransomware")}


def share_used(numbers: dict[str, float], latest_closing: float) -> Floats:
    """Share of the flaws that are used before they are closed; flaws that may be open at the end are left out."""
    base = {**AT_ONCE, **HARMLESS, "flaw.per_year": 120.0, "flaw.used_per_day": USED, "flaw.published_days": PUBLISHED}
    scenario = bare(("server",), {**base, **numbers}, customers=1, days=DAYS, policy={"protection.patch_days": ROUND})
    shares = []
    for life in (run(scenario=scenario, seed=seed) for seed in SEEDS):
        appeared = life.log.table("flaw_appeared")
        flaws = appeared["flaw"][appeared["day"] < DAYS - latest_closing]
        shares.append(float(np.isin(flaws, life.log.table("break_in")["flaw"]).mean()))
    return np.array(shares)


def own_server() -> tuple[Floats, float]:
    """Form 22: a round every T, updates d days after a flaw is known."""
    shares = share_used({"server.own": 1.0}, ROUND + PUBLISHED)
    return shares, 1 - math.exp(-USED * PUBLISHED) * (1 - share_wrong(USED * ROUND))


def hosted() -> tuple[Floats, float]:
    """Form 22 without a round: the provider needs so many days."""
    shares = share_used({"flaw.provider_days": PROVIDER}, PROVIDER + PUBLISHED)
    return shares, 1 - math.exp(-USED * (PUBLISHED + PROVIDER))


@cache
def skimmed() -> list[Run]:
    """Shops that take card numbers themselves; every flaw is used for a skimmer, and customers hardly ever leave."""
    numbers = {**AT_ONCE, **HARMLESS, "break_in.skimmer": 1.0, "server.own": 1.0, "flaw.per_year": 15.0}
    numbers |= {"flaw.used_per_day": 1.0, "phish.outside_notice_days": 1 / NOTICED, "tamper.finds": 1.0}
    numbers |= {"base.r": 1.0, "base.a": 0.05, "base.b": 20.0}
    policy = {"protection.card_page": "our own form", "protection.tamper_check_days": CHECK}
    policy |= {"protection.patch_days": 90}
    scenario = bare(("server",), numbers, customers=200, days=DAYS, policy=policy)
    return [run(scenario=scenario, seed=seed) for seed in SEEDS]


def found_by(life: Run) -> tuple[Floats, Floats]:
    """Days until each skimmer is found, and by whom; of skimmers that came between the first check and the last."""
    checks, found = life.log.table("check_done"), life.log.table("break_in_found")
    looks = checks["day"][checks["task"] == TAMPER_CHECK]
    whole = (found["began"] >= looks[0]) & (found["began"] < looks[-1])
    return (found["day"] - found["began"])[whole], found["finder"][whole]


def dwell() -> tuple[Floats, float]:
    """Form 5: mean days until a skimmer is found by a check every T or by people outside at rate r."""
    shares = [float(found_by(life)[0].mean()) for life in skimmed()]
    return np.array(shares), 1 / NOTICED - (1 - math.exp(-NOTICED * CHECK)) / (NOTICED**2 * CHECK)


def found_outside() -> tuple[Floats, float]:
    """Form 5: share that people outside find first."""
    shares = [float((found_by(life)[1] == OUTSIDE).mean()) for life in skimmed()]
    return np.array(shares), share_wrong(NOTICED * CHECK)


def cards() -> tuple[Floats, float]:
    """Form 25: cards stolen less orders a day times days with a skimmer; days with two count once."""
    surplus = []
    for life in skimmed():
        came, ended = life.log.table("break_in"), life.log.table("break_in_ended")
        out = dict(zip(ended["flaw"].tolist(), ended["day"].tolist(), strict=True))
        spells = sorted(
            (day, out.get(flaw, float(DAYS)))
            for flaw, day in zip(came["flaw"].tolist(), came["day"].tolist(), strict=True)
        )
        days, until = 0.0, 0.0
        for begin, end in spells:
            days += max(end - max(begin, until), 0.0)
            until = max(until, end)
        placed = life.log.table("order_placed")["day"]
        a_day = float((placed >= 0).sum()) / DAYS
        surplus.append(len(life.log.table("card_stolen")["day"]) - a_day * days)
    return np.array(surplus), 0.0


def programs() -> tuple[Floats, float]:
    """Form 19: harmful programs that get onto a PC, a PC and month."""
    numbers = {"pc.malware_per_month": 0.5, "pc.adware_per_year": 3.0, "pc.stopped_by_list": 0.4}
    scenario = bare(("malware",), numbers, customers=1, days=DAYS, policy={"protection.allowed_programs_only": True})
    lives = [run(scenario=scenario, seed=seed) for seed in SEEDS]
    world = scenario.numbers()
    pc_months = world["pc.count"] * DAYS / 30
    through = math.prod(passes(lives[0].policy, world))
    a_day = -math.expm1(-sum(rates(world)))  # at most one a day and PC
    counts = [float((life.log.table("pc_attacked")["stopped_by"] == 0).sum()) for life in lives]
    return np.array(counts) / pc_months, a_day * 30 * through


FORMS = (
    Form(5, "days until a skimmer is found", "1/r - (1 - e^-rT)/(r^2 T)", dwell),
    Form(5, "share of skimmers that people outside find first", "g(rT)", found_outside),
    Form(19, "harmful programs on a PC, a PC and month", "attack rate x product of (1 - control)", programs),
    Form(22, "critical flaws used before a round of updates", "1 - e^(-eta d) (1 - g(eta T))", own_server),
    Form(22, "critical flaws used before the provider patches", "1 - e^(-eta (d + p))", hosted),
    Form(25, "cards stolen less orders a day x days with a skimmer", "cards - rate x dwell = 0", cards),
)
