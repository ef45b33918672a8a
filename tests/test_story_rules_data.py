"""Rules on customers' data: forms, partners, own data, losses; a story that breaks each, and a near miss."""

import dataclasses

from sim.codes import BREACHES, DATA_ANSWERS, DATA_WISHES, TOLD
from sim.rules import findings
from sim.run import Run
from tests.handwritten import Story

COPY, CORRECTION, FORGOTTEN = range(len(DATA_WISHES))
DONE, REFUSED = DATA_ANSWERS.index("done"), DATA_ANSWERS.index("refused")
PEOPLE, COMMISSIONER = range(len(TOLD))


def broken(run: Run, rule: str) -> list[tuple[float, int]]:
    """Day and number of people of each finding of a rule."""
    return [(finding.day, finding.people) for finding in findings(run) if finding.rule == rule]


def say(story: Story, day: float, **silent: bool) -> None:
    """Forms and pages that say everything but for `silent`."""
    full = dict.fromkeys(("collection_notice", "privacy_policy", "data_terms", "transfer_terms"), True)
    story.tell("forms_in_use", day, **{**full, **silent})


def test_pd11_and_pd17_count_while_data_are_taken(story: Story) -> None:
    say(story, 0, collection_notice=False, privacy_policy=False)
    story.order(-5, 1, is_first=True)  # before the window
    story.order(3, 2, is_first=True)
    story.order(4, 2)  # gave the data before
    say(story, 10, privacy_policy=False)
    say(story, 20)
    story.order(25, 3, is_first=True)  # both are there by now
    run = story.end()
    assert broken(run, "PD-11") == [(3, 1)]
    assert broken(run, "PD-17") == [(3, 1)], "nobody new came between day 10 and day 20"


def test_pd15_and_pd28_terms_for_the_firm_that_keeps_data(story: Story) -> None:
    say(story, 0, transfer_terms=False)
    run = story.end()
    assert [day for day, _ in broken(run, "PD-28")] == [0]
    assert not broken(run, "PD-15"), "the terms on keeping and guarding are there"
    other = Story()
    say(other, 0, data_terms=False)
    assert [day for day, _ in broken(other.end(), "PD-15")] == [0]


def test_pd08_written_agreement_first(story: Story) -> None:
    for day, customer, agreed in ((30, 1, True), (30, 2, False), (30, 3, False), (45, 4, True)):
        story.tell("data_provided", day, customer=customer, agreed=agreed, cents=200)
    assert broken(story.end(), "PD-08") == [(30, 2)]


def test_pd10_the_friend_must_have_agreed(story: Story) -> None:
    for day, customer, agreed in ((1, 1, True), (2, 2, False), (9, 3, False)):
        story.tell("friend_written_to", day, customer=customer, referrer=7, agreed=agreed)
    assert broken(story.end(), "PD-10") == [(2, 2)]


def test_pd18_and_pd20_have_forty_days(story: Story) -> None:
    for customer, wish, answered in ((1, COPY, 41), (2, COPY, 41.5), (3, COPY, None), (4, CORRECTION, None)):
        story.tell("own_data_asked", 1, customer=customer, wish=wish, fee_cents=0)
        if answered is not None:
            story.tell(
                "own_data_answered",
                answered,
                customer=customer,
                wish=wish,
                answer=DONE,
                asked=1.0,
                waited_days=answered - 1,
            )
    story.tell("own_data_asked", 20, customer=5, wish=COPY, fee_cents=0)  # its fortieth day lies after the end
    run = story.end()
    assert [finding.customer for finding in findings(run) if finding.rule == "PD-18"] == [2, 3]
    assert broken(run, "PD-20") == [(41, 1)]


def test_pd19_a_copy_may_cost_a_little_and_a_correction_nothing(story: Story) -> None:
    for day, (wish, cents) in enumerate(((COPY, 5000), (COPY, 6000), (CORRECTION, 0), (CORRECTION, 1000))):
        story.tell("own_data_asked", day, customer=day, wish=wish, fee_cents=cents)
    assert [day for day, _ in broken(story.end(), "PD-19")] == [1, 3]


def test_pd14r_a_wish_to_be_forgotten(story: Story) -> None:
    for day, (wish, answer) in enumerate(((FORGOTTEN, DONE), (FORGOTTEN, REFUSED), (COPY, REFUSED))):
        story.tell("own_data_answered", day, customer=day, wish=wish, answer=answer, asked=float(day), waited_days=0.0)
    (found,) = [finding for finding in findings(story.end()) if finding.rule == "PD-14r"]
    assert found.day == 1
    assert "legal hold" in found.defence


def lose(story: Story, day: float, number: int, *, real: bool = True) -> None:
    """Data of eight people are lost."""
    how = BREACHES.index("an account was taken over")
    story.tell("breach_found", day, breach=number, how=how, people=8, real_risk=real)


def test_pd21_people_and_commissioner_within_five_working_days(story: Story) -> None:
    """Day 1 is a Tuesday; five working days later it is Monday, day 7 (Saturdays count)."""
    for number in range(1, 5):
        lose(story, 1, number, real=number != 4)
    for number, whom, day in (
        (1, PEOPLE, 7.9),
        (1, COMMISSIONER, 2),
        (2, PEOPLE, 2),
        (3, PEOPLE, 2),
        (3, COMMISSIONER, 8),
    ):
        story.tell("breach_notified", day, breach=number, whom=whom, waited=1.0)
    assert broken(story.end(), "PD-21") == [(8, 8), (8, 8)], "2 never told the Commissioner, 3 a day late"


def test_pd22_every_loss_is_written_down(story: Story) -> None:
    for number in (1, 2, 3):
        lose(story, number, number, real=False)
    story.tell("breach_recorded", 15, breach=1)
    story.tell("breach_recorded", 17, breach=2)  # more than fourteen days later
    assert [day for day, _ in broken(story.end(), "PD-22")] == [16, 17]


def test_pd16d_the_move_to_a_new_system_is_tried_first(story: Story) -> None:
    story.tell("went_live", 20, attempt=1, errors=3)
    story.tell("went_live", 30, attempt=2, errors=0)
    run = story.end()
    assert [day for day, _ in broken(run, "PD-16d")] == [20]
    tried = run.policy.introduction.model_copy(update={"trial_migration": True})
    policy = run.policy.model_copy(update={"introduction": tried})
    assert not broken(dataclasses.replace(run, policy=policy), "PD-16d")
