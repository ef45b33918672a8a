"""The diary of attacks by hand, and the matrix of rights."""

from sim.codes import ACTIONS, ATTACK_GATES, FINDERS, GATES, THREATS
from sim.pages import attack_diary, stopped
from sim.show.attack_panel import diary_in_words, stopped_in_words
from sim.world.accounts import FIRST_LEAVER
from tests.handwritten import Story


def misuse(story: Story, day: float, account: int, action: str, cents: int) -> None:
    story.tell(
        "rights_misused", day, account=account, insider=False, action=ACTIONS.index(action), cents=cents, people=0
    )


def test_what_goes_on_for_days_is_told_once(story: Story) -> None:
    """Three days of refunds are one entry with their sum; a right that cost nothing names no money."""
    story.tell("account_taken", 2, account=FIRST_LEAVER + 1)
    for day in (3, 4, 5):
        misuse(story, day, FIRST_LEAVER + 1, "refund", 20_000)
    misuse(story, 4, FIRST_LEAVER + 1, "install apps", 0)
    story.tell("account_closed", 6, account=FIRST_LEAVER + 1, taken=2.0, finder=FINDERS.index("review"))
    diary = attack_diary(story.end())
    assert diary["day"].tolist() == [2, 3, 4, 6]
    told = diary["words"].tolist()
    assert told[0] == "account 20001 (of somebody who has left) is taken over"
    assert told[1].endswith("refund, HK$600.00, on 3 days")
    assert told[2].endswith("install apps")


def test_the_past_and_what_was_stopped_are_not_told(story: Story) -> None:
    """An account taken before the first day; a flood that the provider's shield took."""
    story.tell("account_taken", -3, account=1)
    story.tell("pc_attacked", 4, pc=2, what=0, chance=0.5, stopped_by=1)
    assert not len(attack_diary(story.end()))
    assert "Nothing got through" in diary_in_words(story.end())


def test_gates_are_counted_by_sort_of_attempt(story: Story) -> None:
    """Two messages filtered, one that got in; one guess that met a lock."""
    for gate in ("mail filter", "mail filter", "nothing"):
        story.tell("phishing_attempt", 1, account=1, chance=0.1, stopped_by=GATES.index(gate))
    locked = ATTACK_GATES.index("locked out after some tries")
    guess = THREATS.index("a guessed administrator's password")
    story.tell("attack", 2, threat=guess, account=0, chance=0.0, stopped_by=locked)
    table = stopped(story.end()).set_index(["attempt", "gate"])["count"]
    assert table["false messages to staff", "mail filter"] == 2
    assert table["false messages to staff", "nothing"] == 1
    assert table["a guessed administrator's password", "locked out after some tries"] == 1
    page = stopped_in_words(story.end())
    assert "nothing: it got through" in page
