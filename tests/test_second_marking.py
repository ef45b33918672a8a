"""Second marking: a sample that nobody steers, every edge, and agreement said with its number."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scipy.stats import poisson

from sim.assessment.gradebook import Gradebook
from sim.assessment.person_marks import mark_again, mark_words, override
from sim.assessment.second_marking import Second, agreement, is_borderline, mean_count_interval, sample, seconds
from sim.assessment.standing import Standing
from tests.test_person_marks import book, no_cost, now, one_hand_in

__all__ = ["book", "no_cost", "one_hand_in"]
PRINT = "print of the secret"


def rows(count: int) -> list[Any]:
    return [SimpleNamespace(digest=f"{number:064}", alike=None) for number in range(count)]


@pytest.mark.parametrize(("count", "size"), [(0, 0), (1, 1), (10, 1), (11, 2), (300, 30)])
def test_a_tenth_is_drawn_and_one_at_least(count: int, size: int) -> None:
    drawn = sample(rows(count), PRINT)
    assert len(drawn) == size
    assert drawn == sample(rows(count)[::-1], PRINT), "the order in which they come in steers nothing"


def test_another_secret_draws_another_sample() -> None:
    assert sample(rows(300), PRINT) != sample(rows(300), "another print")


def edge(criterion: str, **overall: float) -> bool:
    """Whether a criterion of the promotions lesson with these figures over all shops is on the edge."""
    figures = SimpleNamespace(low=0.0, high=0.0, yours=0.0, worlds=16, **{})
    vars(figures).update(overall)
    mark = SimpleNamespace(criterion=criterion, declared=None, effects=[figures], by_people=[], overrides=[])
    return is_borderline(Standing(SimpleNamespace(exercise="promotions"), mark))  # type: ignore[arg-type]


def test_the_shop_is_on_the_edge_where_the_threshold_lies_in_the_interval() -> None:
    """Asked is one point of retention, and half an incident a run."""
    assert edge("keeps-customers", low=0.005, high=0.015)
    assert not edge("keeps-customers", low=0.011, high=0.03)
    assert not edge("keeps-customers", low=-0.01, high=0.009)
    assert edge("lawful-messages", yours=0.4)
    assert not edge("lawful-messages", yours=0.0)
    assert not edge("lawful-messages", yours=24.0)


@pytest.mark.parametrize("total", [1, 5, 40])
def test_the_interval_of_a_mean_count_is_the_exact_one(total: int) -> None:
    """At each end, so extreme a total has a chance of 2.5 %."""
    low, high = mean_count_interval(total / 4, 4)
    assert poisson.sf(total - 1, 4 * low) == pytest.approx(0.025)
    assert poisson.cdf(total, 4 * high) == pytest.approx(0.025)


def found(book: Gradebook) -> dict[str, Second]:
    """By criterion; four shops are so few that no incident at all is on the edge, which is not looked at here."""
    edges = seconds(book.submissions(), str(book.secret_print()))
    return {one.standing.mark.criterion: one for one in edges if one.standing.mark.criterion != "lawful-messages"}


def test_levels_beside_the_line_are_read_again_and_the_sample_too(book: Gradebook) -> None:
    assert not found(book), "there is nothing to compare with yet"
    for criterion, level in (("reasons", 3), ("explanation", 2), ("in-my-shop", 1)):
        mark_words(book, now(book, criterion).mark.id, "A1-07", level)
    whys = {criterion: one.why for criterion, one in found(book).items()}
    assert whys == {"reasons": "sample", "explanation": "sample and borderline", "in-my-shop": "sample and borderline"}
    assert not found(book)["reasons"].is_open_to("A1-07"), "nobody is their own second marker"
    assert found(book)["reasons"].is_open_to("A1-08")


def test_a_disagreement_across_the_line_is_open_until_it_is_decided(book: Gradebook) -> None:
    mark = now(book, "reasons").mark.id
    mark_words(book, mark, "A1-07", 2)
    assert not found(book)["reasons"].is_unresolved
    mark_again(book, mark, "A1-08", 1)
    assert found(book)["reasons"].is_unresolved
    assert now(book, "reasons").result == "competent", "the first marking counts until then"
    override(book, [mark], "A1-09", "not yet competent", "Read together with both")
    assert not found(book)["reasons"].is_unresolved
    assert found(book)["reasons"].is_done


def pair(first: int, second: int, line: int = 2) -> Any:
    """A text that was read twice."""
    standing = SimpleNamespace(
        rubric=SimpleNamespace(competent_from=line),
        first=SimpleNamespace(level=first),
        second=SimpleNamespace(level=second),
    )
    return Second(standing, "sample")  # type: ignore[arg-type]


@pytest.mark.slow  # scikit-learn takes more than a second to import
def test_agreement_is_said_with_its_number() -> None:
    few = agreement([pair(2, 2), pair(3, 2), pair(1, 2)])
    assert (few.pairs, few.same_level, few.same_side) == (3, 1, 2)
    assert "wait for 20 or more" in " ".join(few.words)
    many = agreement([pair(level, level) for level in (0, 1, 2, 3)] * 6)
    assert many.kappa == pytest.approx(1)
    assert "wait for" not in " ".join(many.words)


@pytest.mark.slow  # scikit-learn takes more than a second to import
def test_kappa_by_hand() -> None:
    """1 - mean squared distance seen / the same over all 16 ways of pairing: 0.5 and 0.5, then 1 / 4 and 40 / 16."""
    assert agreement([pair(0, 0), pair(0, 1), pair(1, 1), pair(1, 0)]).kappa == pytest.approx(0)
    assert agreement([pair(0, 0), pair(3, 3), pair(1, 1), pair(2, 1)]).kappa == pytest.approx(1 - 0.25 / 2.5)


def test_kappa_has_no_value_where_everything_is_alike() -> None:
    assert agreement([pair(2, 2)] * 5).kappa is None
    assert agreement([]).words == ["No text has been read by two people yet."]


def test_a_person_looks_at_the_edge_of_the_shop(book: Gradebook, tmp_path: Path) -> None:
    mark = now(book, "keeps-customers").mark.id
    mark_again(book, mark, "A1-08", 0)
    one = found(book)["keeps-customers"]
    assert one.is_unresolved
    assert agreement([one]).machine_pairs == 1
    assert "Judged as by the machine: 0" in " ".join(agreement([one]).words)
