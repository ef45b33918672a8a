"""Rules on what outside sellers do: a story that breaks each, and a near miss."""

from sim.codes import FINDERS
from sim.codes_of_the_platform import ABUSES
from sim.measures.security import compliance_incidents
from sim.rules import findings
from sim.rules.rule import Finding
from sim.run import Run
from tests.handwritten import Story

PRANK, WASH, _, DEAL, BAIT = range(len(ABUSES))


def broken(run: Run, rule: str) -> list[Finding]:
    """The findings of a rule."""
    return [finding for finding in findings(run) if finding.rule == rule]


def begin(story: Story, day: float, threat: int, seller: int) -> None:
    story.tell("abuse_began", day, threat=threat, seller=seller, item=7)


def offer(story: Story, day: float, customer: int, seller: int, began: float) -> None:
    words = {"item": 7, "dearer": 9, "taken": False}
    story.tell("dearer_offered", day, customer=customer, order=customer, seller=seller, began=began, **words)


def know(story: Story, day: float, seller: int, began: float) -> None:
    code = FINDERS.index("check")
    story.tell("abuse_found", day, threat=BAIT, seller=seller, began=began, finder=code)


def test_td08_a_bait_that_turns_customers_away(story: Story) -> None:
    for seller, day in ((0, 2), (1, 3), (2, 4), (3, 5)):
        begin(story, day, BAIT, seller)
    for day, customer in ((6, 1), (7, 2), (7, 2)):  # 0: nobody in the shop knows
        offer(story, day, customer, 0, 2.0)
    know(story, 8, 2, 4.0)
    offer(story, 10.9, 3, 2, 4.0)  # 2: known for less than three days
    know(story, 8, 3, 5.0)
    for day in (9, 11.1):  # 3: customers are still turned away three days after the shop knew
        offer(story, day, 4, 3, 5.0)
    life = story.end()  # 1: a low price, and everybody got the goods
    found = broken(life, "TD-08")
    assert [(one.day, one.people, one.by_stranger, bool(one.defence)) for one in found] == [
        (6, 2, True, False),
        (10.9, 1, True, True),
        (11.1, 1, False, False),
    ]
    assert compliance_incidents(life) == 1
    assert found[0].events == ("abuse_began:0", "dearer_offered:0", "dearer_offered:1", "dearer_offered:2")


def test_co01_two_sellers_agree(story: Story) -> None:
    begin(story, -5, DEAL, 2)  # before take-over
    begin(story, 4, DEAL, 0)
    begin(story, 5, BAIT, 1)  # a low price of one's own is no agreement
    story.tell("prices_agreed", 4, seller=0, other=1, item=7, price_cents=1200, before_cents=1000)
    (found,) = broken(story.end(), "CO-01")
    assert (found.day, found.by_stranger) == (4, True)
    assert found.events == ("abuse_began:1", "prices_agreed:0")


def test_cc04_orders_of_ones_own(story: Story) -> None:
    begin(story, 3, WASH, 0)
    begin(story, 4, WASH, 1)  # stopped before an order was booked
    values = {"item": 7, "units": 1, "value_cents": 5000}
    for day, threat, seller in ((3, WASH, 0), (5, WASH, 0), (6, PRANK, -1)):  # a prank gains nobody anything
        story.tell("fake_order", day, threat=threat, seller=seller, **values)
    story.tell("abuse_ended", 7, threat=WASH, seller=0, began=3.0)
    (found,) = broken(story.end(), "CC-04")
    assert (found.day, found.count, found.by_stranger) == (3, 3, True)
