"""Two lives of an item, a fault, a member of staff and an attack: from the log, and only what differs."""

from sim import stories
from sim.codes import FIELDS, FINDERS, GATES
from sim.kinds import KINDS
from sim.policy import Policy
from sim.run import run
from sim.scenario import Scenario
from sim.two_lives import weave
from tests.handwritten import Story

CHECK = FINDERS.index("check")
PRICE = FIELDS.index("price")


def test_a_run_beside_itself_has_no_story(tiny: Scenario) -> None:
    one = run(Policy(), tiny, 1)
    assert stories.tell_all(one, one) == ()


def test_a_fault_is_told_from_where_its_lives_part() -> None:
    """Born on day 3 in both shops; put right on day 4 in one, on day 20 in the other, with a line sold on day 10."""
    shops = [Story(), Story()]
    for shop in shops:
        shop.fault(3, 5, "price")
    shops[0].line(10, 1, item=5, price=False)
    for shop, day in zip(shops, (20, 4), strict=True):
        shop.tell("fault_found", day, item=5, field=PRICE, finder=CHECK)
        shop.repair(day, 5, "price", born=3)
    told = stories.of_a_fault(*(shop.end() for shop in shops))
    assert told is not None
    assert told.number == 5
    assert "Under A: put right after 17.0 days; 1 order line sold under it." in told.title
    assert "Under B: put right after 1.0 days; 0 order lines sold under it." in told.title
    assert [row[0] for row in told.rows] == [3, 4, 4, 10, 20, 20]
    assert told.rows[1][2] == "-", "found on day 4 under B only"


def test_an_item_is_told_by_its_wrong_lines() -> None:
    shops = [Story(), Story()]
    for day in (1, 2):
        shops[0].line(day, day, item=7, price=False)
        shops[1].line(day, day, item=7)
    told = stories.of_an_item(*(shop.end() for shop in shops))
    assert told is not None
    assert told.number == 7
    assert "Under A: 2 order lines sold wrong. Under B: 0 order lines sold wrong." in told.title


def test_the_attack_that_got_through_once_is_told_with_what_followed() -> None:
    shops = [Story(), Story()]
    for shop, gate in zip(shops, ("nothing", "two-step sign-in"), strict=True):
        shop.tell("phishing_attempt", 5.0, account=3, chance=0.1, stopped_by=GATES.index(gate))
    shops[0].tell("account_taken", 5.0, account=3)
    shops[0].tell("account_closed", 9.0, account=3, taken=5.0, finder=CHECK)
    ended = [shop.end() for shop in shops]
    told = stories.of_an_attack(*ended)
    assert told is not None
    assert (
        "Under A: nothing stops it; its last trace is 4.0 days later. Under B: stopped by two-step sign-in."
        in told.title
    )
    assert [row[2] != "-" for row in told.rows] == [True, True, True]
    staff = stories.of_a_member_of_staff(*ended)
    assert staff is not None
    assert "Under A: the account is taken over 1 time" in staff.title


def test_each_step_of_a_story_is_an_event_of_the_log() -> None:
    """What a sentence is made of must be declared; a kind that is renamed would be told no more."""
    told = {*stories.OF_AN_ITEM, *stories.OF_AN_ACCOUNT, *stories.THROUGH_A_FLAW, *stories.TARGETS, "pc_cleaned"}
    assert not [kind for kind in told if not KINDS[kind].sentence]


def test_equal_lives_weave_to_nothing() -> None:
    life = [(1.0, "account_taken", "account 1 is taken over")]
    assert weave(life, life, Scenario.model_validate({"name": "a", "title": "", "story": ""}).start_date) == ()
