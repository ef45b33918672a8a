"""Flaws, updates, intruders and skimmers: what follows from what, in small shops under heavy attack."""

from collections.abc import Callable

import numpy as np
import pytest

from sim.codes import BREAK_INS, CAUSES, FINDERS, OUTAGES, PATCHED_BY, TASKS
from sim.run import Run, run
from sim.scenario import Scenario
from sim.threats.break_ins import DATA, PRICES, RANSOMWARE, SKIMMER
from tests.direction import MANY_ORDERS, NO_OUTAGES
from tests.handwritten import Story, value

MakeScenario = Callable[..., Scenario]
NAMES = ("nothing", "skimmer", "prices", "data", "ransomware")
OWN_FORM = {"protection.card_page": "our own form"}


def attacked(
    make_scenario: MakeScenario, outcome: int, policy: dict[str, object] | None = None, **changes: object
) -> Run:
    """A shop with a server of its own whose flaws are all used for one thing, if they are open for long."""
    numbers = {f"break_in.{name}": float(code == outcome) for code, name in enumerate(NAMES) if code}
    numbers |= {**NO_OUTAGES, **MANY_ORDERS, "server.own": 1.0, "flaw.per_year": 60.0, "flaw.used_per_day": 0.1}
    mechanisms = ("server", "phishing", "satisfaction", "continuity", "publishing")
    settings = {"customers": 150, "days": 60, "mechanisms": mechanisms, **changes}
    settings["parameters"] = {**numbers, "phish.per_mailbox_month": 0.0, **settings.get("parameters", {})}
    return run(scenario=make_scenario(policy=policy or {}, **settings), seed=3)


def test_without_flaws_nothing_happens(make_scenario: MakeScenario) -> None:
    """Zero rate, zero incidents: no flaw, no program and no flood leaves nothing behind."""
    none = {"flaw.per_year": 0.0, "pc.malware_per_month": 0.0, "pc.adware_per_year": 0.0, "flood.per_year": 0.0}
    log = run(scenario=make_scenario(customers=60, days=60, parameters=none), seed=1).log
    for kind in ("flaw_appeared", "break_in", "card_stolen", "data_copied", "pc_attacked", "adverts_injected", "flood"):
        assert not len(log.table(kind)["day"]), kind


def test_a_round_closes_what_is_published_and_no_more(make_scenario: MakeScenario) -> None:
    """A flaw is closed at the first round at least a day after it became known; nobody comes in afterwards."""
    log = attacked(make_scenario, DATA, {"protection.patch_days": 7}).log
    patched, rounds = log.table("flaw_patched"), log.table("check_done")
    by_round = patched["how"] == PATCHED_BY.index("the round of updates")
    assert by_round.sum() >= 5
    looks = rounds["day"][np.isin(rounds["day"], patched["day"][by_round])]
    for day, appeared in zip(patched["day"][by_round], patched["appeared"][by_round], strict=True):
        assert day == looks[looks >= appeared + 1][0]
    closed = dict(zip(patched["flaw"].tolist(), patched["day"].tolist(), strict=True))
    came = log.table("break_in")
    assert all(
        day < closed.get(flaw, 99) for flaw, day in zip(came["flaw"].tolist(), came["day"].tolist(), strict=True)
    )


def test_a_provider_closes_a_flaw_two_days_after_it_is_known(make_scenario: MakeScenario) -> None:
    """A day until the update is published and a day until it is in; the shop's own rounds do not matter."""
    table = attacked(make_scenario, DATA, parameters={"server.own": 0.0, "flaw.used_per_day": 0.0}).log.table(
        "flaw_patched"
    )
    assert len(table["day"]) > 5
    assert table["day"] - table["appeared"] == pytest.approx(2.0)


def test_a_skimmer_copies_the_cards_of_exactly_its_days(make_scenario: MakeScenario) -> None:
    """The orders from the break-in to the moment at which the intruder is shut out, no more and no fewer."""
    log = attacked(make_scenario, SKIMMER, {**OWN_FORM, "protection.tamper_check_days": 5}, customers=600).log
    placed, came, ended = (log.table(kind) for kind in ("order_placed", "break_in", "break_in_ended"))
    out = dict(zip(ended["flaw"].tolist(), ended["day"].tolist(), strict=True))
    expected: set[int] = set()
    for flaw, began in zip(came["flaw"].tolist(), came["day"].tolist(), strict=True):
        inside = (placed["day"] > began) & (placed["day"] <= out.get(flaw, 1e9))
        expected |= set(placed["order"][inside].tolist())
    assert len(expected) > 20
    assert set(log.table("card_stolen")["order"].tolist()) == expected
    finders = {FINDERS[code] for code in log.table("break_in_found")["finder"]}
    assert "tamper check" in finders


def test_owners_of_misused_cards_are_harmed_and_nobody_else(make_scenario: MakeScenario) -> None:
    """Only who was skimmed can learn of it, and each who does bears a grievance."""
    life = attacked(make_scenario, SKIMMER, OWN_FORM, parameters={"card.misused": 1.0, "card.misused_days": 1.0})
    stolen, misused = life.log.table("card_stolen"), life.log.table("card_misused")
    harmed = life.events("harm")
    assert len(misused["day"]) > 10
    assert np.isin(misused["order"], stolen["order"]).all()
    assert (harmed["cause"] == "card misused").sum() == len(misused["day"])


def test_altered_prices_are_put_right_when_the_intruder_is_out(make_scenario: MakeScenario) -> None:
    """Twelve dear items a break-in, wrong until the clean-up."""
    log = attacked(make_scenario, PRICES, {"security.log_review_days": 7, "monitoring.price_check_days": 90}).log
    born, ended = log.table("fault_born"), log.table("break_in_ended")
    ours = born["cause"] == CAUSES.index("break-in at the server")
    assert ours.sum() >= 12
    first = ended["day"][0]
    assert (log.table("fault_repaired")["day"] == first).sum() >= 10


@pytest.mark.parametrize(("copies", "comes_back"), [("same machine", False), ("a second place and off-line", True)])
def test_ransomware_spares_the_copy_off_line(make_scenario: MakeScenario, copies: str, comes_back: bool) -> None:
    """Where all connected copies are reached, only the disk in the drawer brings data back."""
    sure = {"backup.common_cause": 1.0, "backup.restores": 1.0, "backup.succeeds": 1.0, "backup.breaks_per_day": 0.0}
    log = attacked(make_scenario, RANSOMWARE, {"continuity.backup_copies": copies}, parameters=sure).log
    ended, back = log.table("outage_ended"), log.table("data_recovered")
    assert (ended["cause"] == OUTAGES.index("ransomware")).sum() >= 2
    assert (ended["minutes"] >= 24 * 60).all()
    assert (back["from_copy"] == comes_back).all()
    assert (back["hours_lost"] < 24).all() == comes_back


def test_with_a_system_of_ones_own_come_its_updates(make_scenario: MakeScenario) -> None:
    """Until go-live the provider patches; from then on the shop does, in rounds of its own."""
    settings = {"customers": 30, "days": 300, "system": "open-source", "mechanisms": ("introduction", "server")}
    log = run(scenario=make_scenario(parameters={"flaw.per_year": 60.0}, **settings), seed=1).log
    live, appeared, rounds = log.table("went_live")["day"], log.table("flaw_appeared"), log.table("check_done")
    assert len(live) >= 1
    patching = rounds["day"][rounds["task"] == TASKS.index("patching")]
    assert np.array_equal(appeared["own_server"], appeared["day"] > live[0])
    assert patching.min() > live[0]
    assert set(log.table("flaw_patched")["how"].tolist()) >= {PATCHED_BY.index(how) for how in PATCHED_BY[:2]}


def test_measures_of_a_story(story: Story) -> None:
    """Two break-ins that did harm, one found after 8 days and one open for the last 10; ransomware has no dwell."""
    for flaw, appeared, outcome in ((10, 10.0, SKIMMER), (30, 30.0, DATA), (35, 35.0, RANSOMWARE), (36, 36.0, 0)):
        story.tell("flaw_appeared", appeared, flaw=flaw, own_server=True)
        day = {10: 12.0, 30: 40.0}.get(flaw, appeared + 1)
        story.tell("break_in", day, flaw=flaw, outcome=outcome, chance=1.0, stopped_by=0)
    story.tell("break_in", 41, flaw=40, outcome=SKIMMER, chance=0.1, stopped_by=1)  # found no card numbers
    story.tell("break_in_found", 20, flaw=10, outcome=SKIMMER, began=12.0, finder=0)
    story.tell("break_in_found", 36, flaw=35, outcome=RANSOMWARE, began=36.0, finder=0)
    for order in (1, 2, 3):
        story.tell("card_stolen", 15, customer=order, order=order, flaw=10)
    life = story.end()  # 50 days
    assert value(life, "server_break_ins") == 3
    assert value(life, "cards_stolen") == 3
    assert value(life, "server_dwell_days") == pytest.approx((8 + 10) / 2)
    assert len(BREAK_INS) == len(NAMES)
