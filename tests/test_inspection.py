"""A learner's own shop front: made from secret and code, wrong where the lists say so, and nowhere given away."""

import json
from collections import Counter
from typing import Any

import pytest

from sim.assessment.exercise import load_exercise
from sim.assessment.findings import FAULTS
from sim.assessment.inspection import Inspection, inspection
from sim.assessment.item_record import OWN_PICTURE, ItemRecord
from sim.assessment.makers import MAKERS, own_materials
from sim.assessment.planting import ITEMS, LEAST_AND_MOST
from sim.assessment.recorded_items import is_usable, item_record
from sim.assessment.shop_front_file import ShopFront
from sim.codes import FIELDS
from sim.pages.shop_records import shop_records
from sim.scenario import load_scenario

SECRET = b"only the training centre knows it"
EXERCISE = "shop-front"
CODES = ("TC7-0042", "TC7-0043", "TC7-0044")


def made(learner: str = CODES[0], secret: bytes = SECRET) -> Inspection:
    """The inspection of a learner."""
    return inspection(secret, EXERCISE, learner)


def record(**changes: Any) -> ItemRecord:
    """An item that is right in every respect, with changes."""
    right: dict[str, Any] = {
        "item": 7,
        "today": 100,
        "depth": 0.15,
        "list_cents": 1000,
        "page_cents": 1000,
        "till_cents": 1000,
        "offer_shown": False,
        "offers": [],
        "licences": [OWN_PICTURE],
        "in_stock": True,
        "counted": 5,
        "arrived": 0,
        "ordered": 0,
    }
    return ItemRecord(**{**right, **changes})


STORIES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "all is right": ({}, []),
    "another price": ({"page_cents": 1001}, ["price"]),
    "the till alone is wrong, which no customer sees on the page": ({"till_cents": 1100}, []),
    "an offer on its last day": ({"offers": [(94, 100)], "offer_shown": True, "page_cents": 850}, []),
    "an offer on its first day": ({"offers": [(100, 106)], "offer_shown": True, "page_cents": 850}, []),
    "an offer that ended yesterday": ({"offers": [(93, 99)], "offer_shown": True, "page_cents": 850}, ["promotion"]),
    "an offer that ended yesterday, and the page is right": ({"offers": [(93, 99)]}, []),
    "an offer that begins tomorrow": ({"offers": [(101, 107)], "offer_shown": True, "page_cents": 850}, ["promotion"]),
    "an offer that is not shown": ({"offers": [(98, 104)]}, ["promotion"]),
    "a wrong price in an offer": ({"offers": [(98, 104)], "offer_shown": True, "page_cents": 870}, ["price"]),
    "a licence on its last day": ({"licences": [100]}, []),
    "a licence that ended yesterday": ({"licences": [99]}, ["picture"]),
    "a licence that was renewed": ({"licences": [99, 464]}, []),
    "a picture that is not on the list": ({"licences": []}, ["picture"]),
    "one left": ({"counted": 3, "ordered": 2}, []),
    "none left": ({"counted": 2, "ordered": 2}, ["stock"]),
    "none counted, some arrived": ({"counted": 0, "arrived": 6}, []),
    "none left, and it says so": ({"counted": 0, "in_stock": False}, []),
}


@pytest.mark.parametrize("story", STORIES)
def test_faults_follow_from_the_lists(story: str) -> None:
    """Near misses are right by the same comparison by which faults are wrong."""
    changes, wrong = STORIES[story]
    assert list(record(**changes).faults()) == wrong


@pytest.mark.parametrize(
    ("changes", "fault", "steps"),
    [
        ({"page_cents": 900}, "price", {"correct"}),
        ({"page_cents": 900, "till_cents": 900, "ordered": 2}, "price", {"honour"}),
        ({"page_cents": 900, "till_cents": 1000, "ordered": 2}, "price", {"refund"}),
        ({"page_cents": 1100, "till_cents": 1000, "ordered": 2}, "price", {"correct"}),
        ({"page_cents": 1100, "till_cents": 1100, "ordered": 2}, "price", {"correct", "refund"}),
        ({"counted": 0}, "stock", {"correct"}),
        ({"counted": 1, "ordered": 3}, "stock", {"refund"}),
        ({"licences": []}, "picture", {"remove"}),
    ],
)
def test_the_first_step_follows_from_the_orders(changes: dict[str, Any], fault: Any, steps: set[str]) -> None:
    """Whoever ordered gets the price of the page; whoever was charged more, or gets nothing, is told and paid back."""
    assert record(**changes).first_steps(fault) == steps


def test_the_same_secret_and_code_give_the_same_and_no_others_do() -> None:
    """Marking makes it anew years later; a neighbour's file is of no use."""
    first = made()
    inspection.cache_clear()
    assert made().front == first.front
    others = [made(CODES[1]), made(secret=b"the secret of another centre")]
    wrong = {(one.item, one.fault) for one in first.faults}
    for other in others:
        shared = wrong & {(one.item, one.fault) for one in other.faults}
        assert len(shared) < len(wrong) / 4, "two learners share next to nothing"


@pytest.mark.parametrize("learner", CODES)
def test_a_shop_front_has_enough_of_each_kind(learner: str) -> None:
    """Forty pages, one fault a page at most, and as many of each kind as is declared."""
    one = made(learner)
    counts = Counter(fault.fault for fault in one.faults)
    assert len(one.front.pages) == ITEMS
    assert max(Counter(fault.item for fault in one.faults).values()) == 1
    assert all(LEAST_AND_MOST[kind][0] <= counts[kind] <= LEAST_AND_MOST[kind][1] for kind in FAULTS), counts


def test_the_shop_s_own_faults_are_those_that_the_lists_show() -> None:
    """What the comparison finds, before anything is planted, is what is open in the simulated shop."""
    scenario = load_scenario("corner-shop")
    found = shop_records(scenario.reference_policy(), scenario, 4, 120)
    items = [item_record(found, scenario.numbers(), item) for item in range(len(found.list_cents))]
    usable = [one for one in items if is_usable(found, one)]
    wrong = {one.item for one in usable if set(one.faults()) - {"stock"}}
    assert wrong == {one.item for one in usable if found.wrong[: len(FIELDS), one.item].any()}
    assert len(wrong) > 5, "this shop has faults of its own"
    assert all(one.reference for one in usable if one.item in wrong), "each stands in the log"


def test_what_a_learner_gets_does_not_say_what_is_wrong() -> None:
    """Fields are those of pages and lists; pages stand by name, and every one is on the price and stock list."""
    materials = own_materials(SECRET, EXERCISE, CODES[0])
    assert materials is not None
    front = ShopFront.model_validate(json.loads(materials.model_dump_json())["content"])
    assert set(materials.content["pages"][0]) == {
        *("item", "name", "name_zh", "category", "cents", "member_cents", "offer", "picture", "stock")
    }
    written = materials.model_dump_json()
    assert not any(word in written for word in ("planted", "fault_born", "till_cents", "first_step"))
    names = [page.name for page in front.pages]
    assert names == sorted(names) == [row.name for row in front.prices] == [row.name for row in front.stock]


@pytest.mark.parametrize("learner", CODES)
def test_signs_alone_do_not_tell(learner: str) -> None:
    """Of the pages that carry a suspicious sign, many are right: orders, offers, licences that end soon, low stock."""
    one = made(learner)
    wrong = {(fault.item, fault.fault) for fault in one.faults}
    signs = {
        "promotion": [r.item for r in one.records.values() if r.offers or r.offer_shown],
        "picture": [r.item for r in one.records.values() if r.licences != [OWN_PICTURE]],
        "stock": [r.item for r in one.records.values() if r.left <= 2],
    }
    for kind, items in signs.items():
        right = [item for item in items if (item, kind) not in wrong]
        assert len(right) >= 3, f"{kind}: a sign that is always a fault gives it away"
    ordered = [r for r in one.records.values() if r.ordered]
    assert 3 * sum(not list(r.faults()) for r in ordered) >= len(ordered), "an order is no sign of a fault"


def test_only_tasks_with_materials_have_a_maker() -> None:
    """A policy is asked of everybody alike."""
    assert own_materials(SECRET, "promotions", CODES[0]) is None
    assert load_exercise(EXERCISE).task in MAKERS
