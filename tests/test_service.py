"""Service: what goes wrong has a cause in the log, waiting is felt, and making up for it never beats no failure."""

import math

import numpy as np
import pytest

from sim.codes import ABOUT, COSTS, HARMS, LEAVING
from sim.policy import with_levers
from sim.processes import feelings
from sim.processes.service_desk import enquiry
from sim.run import Run, build, run
from sim.scenario import Scenario
from sim.why import ledger
from sim.world.history import order_number
from sim.world.people import ACTIVE
from tests.conftest import MakeScenario

FAR_OUT = 4.0
SHOP = ("fulfilment", "publishing", "satisfaction", "service")
UNTRUE, WRONG_THING = "goods not as described", "wrong thing in the parcel"
AT_ONCE = {"enquiry.handling_hours": 0.001}
EVERYBODY_WRITES = {"complain.late": 1.0, "complain.wrong_thing": 1.0, "complain.not_as_described": 1.0}


def harmed(life: Run, cause: str) -> dict[str, np.ndarray]:
    """Harms of one cause."""
    table = life.log.table("harm")
    return {name: values[table["cause"] == HARMS.index(cause)] for name, values in table.items()}


def about(life: Run, kind: str, what: str) -> dict[str, np.ndarray]:
    """Messages about one thing."""
    table = life.log.table(kind)
    return {name: values[table["about"] == ABOUT.index(what)] for name, values in table.items()}


@pytest.fixture(scope="module")
def careless(make_scenario: MakeScenario) -> Run:
    """A shop whose pages grow untrue and whose packer is often wrong; every buyer sees it and writes."""
    scenario = make_scenario(
        customers=400,
        days=60,
        mechanisms=SHOP,
        parameters={
            **EVERYBODY_WRITES,
            "content.faults_per_item_day": 0.003,
            "notice.not_as_described": 1.0,
            "parcel.mispick": 0.05,
        },
    )
    return run(scenario=scenario, seed=1)


def test_whoever_is_let_down_by_the_goods_has_received_them(careless: Run) -> None:
    """On the day the parcel arrives, and not before."""
    delivered = careless.log.table("delivered")
    arrival = dict(zip(delivered["order"].tolist(), np.floor(delivered["day"]).tolist(), strict=True))
    for cause in (UNTRUE, WRONG_THING):
        table = harmed(careless, cause)
        assert len(table["day"]) > 5
        for order, day in zip(table["order"].tolist(), table["day"].tolist(), strict=True):
            assert arrival[order] == day - 1, "felt at the end of the day of arrival"


def test_only_buyers_of_untrue_pages_find_goods_not_as_described(careless: Run) -> None:
    """Everybody notices here, so whoever bought one and got it is harmed, and nobody else."""
    lines, delivered = careless.log.table("order_line"), careless.log.table("delivered")
    untrue = set(lines["order"][~lines["content_right"]].tolist()) & set(delivered["order"].tolist())
    felt = set(harmed(careless, UNTRUE)["order"].tolist())
    assert felt <= untrue
    assert len(felt) > 0.5 * len(untrue), "the rest had a picture without a licence, or got the wrong thing"


def test_an_untrue_page_is_paid_back_and_a_wrong_thing_sent_again(careless: Run) -> None:
    """The refund is what the lines cost; a replacement is the goods and one more parcel."""
    complaints, lines = about(careless, "enquiry_answered", UNTRUE), careless.log.table("order_line")
    refund = careless.log.table("refund")
    back = dict(zip(refund["order"].tolist(), refund["amount_cents"].tolist(), strict=True))
    assert len(complaints["order"]) > 5
    for order in complaints["order"].tolist():
        mine = (lines["order"] == order) & ~lines["content_right"]
        assert 0 < back[order] <= int((lines["quantity"][mine] * lines["charged_cents"][mine]).sum())
    cost = careless.log.table("cost")
    paid = cost["cents"][cost["what"] == COSTS.index("replacements")]
    assert len(paid) == len(about(careless, "enquiry_answered", WRONG_THING)["order"])
    assert (paid > careless.scenario.numbers()["parcel.cost_cents"]).all()


def test_a_report_has_the_page_put_right(careless: Run) -> None:
    """A customer who says what is wrong is a finder of faults."""
    found = careless.log.frame("fault_found")
    assert ((found["field"] == "content") & (found["finder"] == "customer")).any()


def test_a_picture_without_a_licence_lets_no_buyer_down(make_scenario: MakeScenario) -> None:
    """The goods are what the page says; the licence is a matter for the shop."""
    scenario = make_scenario(
        customers=1500,
        days=120,
        mechanisms=SHOP,
        parameters={"content.faults_per_item_day": 0.0, "notice.not_as_described": 1.0, "base.conversion": 0.5},
        policy={"monitoring.content_check_days": 180},
    )
    life = run(scenario=scenario, seed=1)
    assert (~life.log.table("order_line")["content_right"]).any(), "something must have been sold under such a picture"
    assert not len(harmed(life, UNTRUE)["day"])


def test_packers_err_as_often_as_the_number_says(make_scenario: MakeScenario) -> None:
    """Lines that arrive wrong are binomial; a second person lets a tenth of them through, and no others."""
    chance, finds = 0.1, 0.9
    scenario = make_scenario(
        customers=400,
        days=60,
        mechanisms=("fulfilment", "satisfaction"),
        parameters={"parcel.mispick": chance, "parcel.check_finds": finds, "basket.extra_lines": 0.0},
    )
    checked = with_levers(scenario.reference_policy(), {"delivery.second_person_checks": True})
    tried, wrong, slipped = 0, 0, 0
    for seed in range(1, 5):
        lives = [run(policy, scenario, seed) for policy in (scenario.reference_policy(), checked)]
        before, after = (set(harmed(life, WRONG_THING)["order"].tolist()) for life in lives)
        assert after <= before
        tried += len(lives[0].log.table("delivered")["day"])
        wrong, slipped = wrong + len(before), slipped + len(after)
    assert abs(wrong - chance * tried) < FAR_OUT * math.sqrt(tried * chance * (1 - chance))
    assert abs(slipped - (1 - finds) * wrong) < FAR_OUT * math.sqrt(wrong * finds * (1 - finds))


def test_the_ledger_names_every_message_and_every_dollar(careless: Run) -> None:
    """Why customers wrote and what the money went for, summed up to all of it."""
    amounts, window = ledger(careless)["amount"], careless.log.table("enquiry")
    assert amounts["Messages to the shop, by what they are about (messages)"].sum() == len(window["day"])
    dollars = amounts["Money spent beside goods, by what for (HK$)"]
    assert dollars.sum() == pytest.approx(careless.log.table("cost")["cents"].sum() / 100)
    assert dollars["replacements"] > 0


# --- waiting ---------------------------------------------------------------------------------------------------------


def one_matter(make_scenario: MakeScenario, hours_in_the_way: float, **parameters: float) -> Run:
    """A shop with one clerk, who has other work when customer 3 asks on Monday at ten; open day and night."""
    scenario = make_scenario(
        customers=10,
        days=30,
        mechanisms=("satisfaction", "service"),
        round_the_clock=True,
        policy={"service.clerks": 1},
        parameters={"enquiry.per_visit": 0.0, "leave.waited": 0.1, **AT_ONCE, **parameters},
    )
    world = build(scenario.reference_policy(), scenario, 1)
    world.start(_work(world.staff.work("repair", hours_in_the_way, 0)))
    order = int(order_number(0, np.array([3]))[0])
    world.start(enquiry(world, 3, order, "late parcel", 10 / 24))
    while world.env.peek() <= scenario.days:
        world.env.step()
    world.log.close()
    return Run(scenario.reference_policy(), scenario, 1, world.log, uniforms_drawn=0, steps=0, made_with="by hand")


def _work(task):  # type: ignore[no-untyped-def]
    yield from task


def test_each_working_day_of_waiting_is_felt_on_the_day(make_scenario: MakeScenario) -> None:
    """Waiting from day 10/24 to day 3.9: after the second and third day 0.1 each, the rest at the answer."""
    life = one_matter(make_scenario, 3.9 * 24)
    table = harmed(life, "waited for an answer")
    answered = life.log.table("enquiry_answered")
    begun = 10 / 24 + float(answered["waited_hours"][0]) / 24
    assert begun == pytest.approx(3.9)
    assert table["day"] == pytest.approx([10 / 24 + 2, 10 / 24 + 3, float(answered["day"][0])])
    assert table["size"] == pytest.approx([0.1, 0.1, 0.1 * (3.9 - 10 / 24 - 3)], rel=1e-5)


def test_whoever_is_never_answered_feels_it_all_the_same(make_scenario: MakeScenario) -> None:
    """Not answering is no way to spare oneself the harm: 29 days and a bit, less the first."""
    life = one_matter(make_scenario, 1000.0)
    assert not len(life.log.table("enquiry_answered")["day"])
    assert harmed(life, "waited for an answer")["size"] == pytest.approx(np.full(28, 0.1))


def test_a_customer_out_of_patience_writes_again_once(make_scenario: MakeScenario) -> None:
    """And complains about it, if so inclined; that is a second message to answer."""
    life = one_matter(make_scenario, 1000.0, **{"enquiry.patience_days": 0.01, "complain.not_answered": 1.0})
    again = life.log.table("enquiry_repeated")
    assert again["customer"].tolist() == [3]
    assert 0 < again["waited_hours"][0] < 10
    assert [ABOUT[code] for code in life.log.table("enquiry")["about"]] == ["late parcel", "not answered"]


def test_a_second_message_takes_staff_time_too(make_scenario: MakeScenario) -> None:
    """Whether it complains or not."""
    for complains in (0.0, 1.0):
        life = one_matter(make_scenario, 48.0, **{"enquiry.patience_days": 0.01, "complain.not_answered": complains})
        assert life.log.frame("work")["task"].tolist() == ["repair", "answering", "answering"]


def test_who_is_answered_in_time_writes_once(make_scenario: MakeScenario) -> None:
    """Patience that has not run out makes no event."""
    life = one_matter(make_scenario, 0.5, **{"enquiry.patience_days": 60.0})
    assert not len(life.log.table("enquiry_repeated")["day"])
    assert not len(harmed(life, "waited for an answer")["day"])


def test_patience_runs_out_as_the_survey_says(make_scenario: MakeScenario) -> None:
    """Of those left unanswered for a working day, the share exp(-1 / mean) has not written again."""
    mean = 0.66
    scenario = make_scenario(
        customers=400,
        days=40,
        mechanisms=("satisfaction", "service"),
        round_the_clock=True,
        policy={"service.clerks": 1},
        parameters={"enquiry.per_visit": 0.5, "enquiry.handling_hours": 10.0, "enquiry.patience_days": mean},
    )
    life = run(scenario=scenario, seed=1)
    asked, answered = about(life, "enquiry", "question"), about(life, "enquiry_answered", "question")
    begun = dict(zip(answered["order"].tolist(), answered["waited_hours"].tolist(), strict=True))
    old = asked["day"] < life.days - 1
    orders = [order for order in asked["order"][old].tolist() if begun.get(order, 1e9) >= 24]
    again = about(life, "enquiry_repeated", "question")
    soon = set(again["order"][again["waited_hours"] <= 24].tolist())
    patient, expected = sum(order not in soon for order in orders), math.exp(-1 / mean)
    error = math.sqrt(len(orders) * expected * (1 - expected))
    assert len(orders) > 200
    assert abs(patient - expected * len(orders)) < FAR_OUT * error, (
        f"{patient} of {len(orders)}, formula {expected:.2f}"
    )


# --- making up for it ------------------------------------------------------------------------------------------------


def test_full_recovery_brings_back_the_chance_before_and_no_more(tiny: Scenario) -> None:
    """Help beyond the harm is cut off at none: nobody becomes more loyal by being failed."""
    world = build(tiny.reference_policy(), tiny, 1)
    who = np.flatnonzero(world.people.status == ACTIVE)[:20]
    before = feelings.leaving_chance(world, who)
    feelings.harm(world, who, order_number(0, who), "late parcel", np.full(len(who), 0.3))
    assert (feelings.leaving_chance(world, who) > before).all()
    for customer in who.tolist():
        feelings.heal(world, customer, 0, 5.0)
    assert feelings.leaving_chance(world, who) == pytest.approx(before, rel=1e-12)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_customer_stays_longer_for_having_been_failed_and_helped(seed: int, make_scenario: MakeScenario) -> None:
    """Paired worlds: whoever leaves a shop that never fails leaves one that makes up for it, at the latest then.

    Everybody whose parcel is late writes, is answered at once and gets HK$100 (the meta-analysis of de Matos, Henrique
    & Rossi 2007: recovery does not raise repurchase above no failure).
    """
    lives = []
    for size in (0.0, 1.0):
        scenario = make_scenario(
            customers=400,
            days=90,
            mechanisms=("fulfilment", "satisfaction", "service"),
            round_the_clock=True,
            parameters={"parcel.mean_days": 8.0, "complain.late": 1.0, "leave.late": size, **AT_ONCE},
            policy={"service.goodwill_hkd": 100, "service.clerks": 8},
        )
        lives.append(run(scenario=scenario, seed=seed))
    assert len(lives[1].log.table("healed")["day"]) > 30
    spared, failed = (
        dict(
            zip(
                life.log.table("customer_left")["customer"].tolist(),
                life.log.table("customer_left")["day"].tolist(),
                strict=True,
            )
        )
        for life in lives
    )
    assert len(failed) > len(spared), "some leave before help comes"
    for customer, day in spared.items():
        assert failed.get(customer, math.inf) <= day


def test_goodwill_for_regular_customers_is_paid_to_them_alone(make_scenario: MakeScenario) -> None:
    """Nobody else's complaint costs goodwill, and theirs does."""
    scenario = make_scenario(
        customers=300,
        days=60,
        mechanisms=("fulfilment", "satisfaction", "service"),
        round_the_clock=True,
        parameters={"parcel.mean_days": 8.0, "complain.late": 1.0, **AT_ONCE},
        policy={"service.goodwill_hkd": 20, "service.goodwill_for": "regular customers", "service.clerks": 8},
    )
    life = run(scenario=scenario, seed=1)
    placed, complaints = life.log.table("order_placed"), about(life, "enquiry_answered", "late parcel")
    expected = 0
    for customer, day in zip(complaints["customer"].tolist(), complaints["day"].tolist(), strict=True):
        expected += int(((placed["customer"] == customer) & (np.floor(placed["day"]) < np.floor(day))).sum() >= 3)
    cost = life.log.table("cost")
    paid = cost["cents"][cost["what"] == COSTS.index("goodwill")]
    assert 0 < expected < len(complaints["day"])
    assert paid.tolist() == [2000] * expected


def test_every_harm_has_words_for_leaving() -> None:
    """A cause of harm is a cause of leaving."""
    assert set(HARMS) == set(LEAVING) - {"habit"}
