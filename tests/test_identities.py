"""Invented people: stable, plausible, and visibly nobody."""

import os
import re
import subprocess
import sys
from dataclasses import astuple
from pathlib import Path

import pytest

from sim.world.hongkong import DISTRICTS, GIVEN_FIRST, GIVEN_SECOND, SURNAMES
from sim.world.identities import MAIL_DOMAINS, Identity, identity, staff_name

SEED = 11
PROJECT = Path(__file__).resolve().parent.parent
DISTRICTS_OF_HONG_KONG = 18
GIVEN_NAME_LETTERS = 2
PHONE = re.compile(r"0[1-9]\d\d \d{4}")
IDENTITY_CARD = re.compile(r"[A-Z]{1,2}\s?\d{6}\s?\(?[0-9A]\)?", re.IGNORECASE)


@pytest.fixture(scope="module")
def people() -> list[Identity]:
    """The first two thousand customers of one world."""
    return [identity(SEED, customer) for customer in range(2000)]


def written_out(seed: int) -> str:
    """Everything that is made for a few people, as one text."""
    customers = [astuple(identity(seed, customer)) for customer in (0, 1, 77, 999_999)]
    return ascii([customers, staff_name(seed, 0), staff_name(seed, 5)])


def test_a_customer_is_the_same_person_whenever_asked(people: list[Identity]) -> None:
    """Neither asking twice nor asking in another order changes anybody."""
    backwards = [identity(SEED, customer) for customer in reversed(range(2000))]
    assert backwards[::-1] == people
    name_of_staff = staff_name(SEED, 3)
    identity(SEED, 3)
    assert staff_name(SEED, 3) == name_of_staff


@pytest.mark.slow
@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_another_process_makes_the_same_people(hash_seed: str) -> None:
    """Python's own hash differs between processes; the key of a person must not."""
    script = "import sys, test_identities as t; sys.stdout.write(t.written_out(t.SEED))"
    paths = os.pathsep.join([str(PROJECT), str(PROJECT / "tests")])
    elsewhere = subprocess.run(
        [sys.executable, "-B", "-c", script],
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    assert elsewhere.stdout == written_out(SEED)


def test_seeds_and_purposes_make_different_people(people: list[Identity]) -> None:
    """Another world has other customers, and customer 3 is not the holder of account 3."""
    others = [identity(SEED + 1, customer) for customer in range(100)]
    assert sum(one.phone == other.phone for one, other in zip(people, others, strict=False)) == 0
    assert [staff_name(SEED, number) for number in range(10)] != [person.name for person in people[:10]]


def test_every_customer_has_an_address_of_their_own(people: list[Identity]) -> None:
    """E-mail addresses are told apart by the customer's number, at domains set aside for examples."""
    assert len({person.email for person in people}) == len(people)
    for person in people:
        box, domain = person.email.split("@")
        assert domain in MAIL_DOMAINS
        assert re.fullmatch(rf"[a-z]+\.[a-z]+\.{person.customer}", box), person.email
    assert all(domain.startswith("example.") or domain.endswith(".example") for domain in MAIL_DOMAINS)


def test_phone_numbers_are_nobodys(people: list[Identity]) -> None:
    """Eight digits, of which the first is 0 and the second is not (00 calls abroad)."""
    assert [person.phone for person in people if not PHONE.fullmatch(person.phone)] == []


def test_the_chinese_name_reads_as_the_english_one(people: list[Identity]) -> None:
    """Surname and both given-name characters pair with their spellings, in order."""
    surnames = {(pair.english, pair.chinese) for _, row in SURNAMES for pair in row}
    firsts = {tuple(pair) for row in GIVEN_FIRST for pair in row}
    seconds = {tuple(pair) for row in GIVEN_SECOND for pair in row}
    for person in people:
        *surname, first, second = person.name.split(",")[0].split()
        assert (" ".join(surname), person.name_zh[:-GIVEN_NAME_LETTERS]) in surnames, person
        assert (first, person.name_zh[-2]) in firsts, person
        assert (second, person.name_zh[-1]) in seconds, person


def test_no_character_stands_twice_in_a_list() -> None:
    """A repeated character would give a given name such as 文文, or weigh a name twice without meaning to."""
    for firsts, seconds in zip(GIVEN_FIRST, GIVEN_SECOND, strict=True):
        characters = [pair.chinese for pair in firsts + seconds]
        assert len(set(characters)) == len(characters)
        assert all(len(character) == 1 for character in characters)


def test_districts_are_the_eighteen_and_all_occur(people: list[Identity]) -> None:
    """Both names of a district belong together."""
    assert len(set(DISTRICTS)) == DISTRICTS_OF_HONG_KONG
    assert {(person.district, person.district_zh) for person in people} == set(map(tuple, DISTRICTS))
    assert all(person.address.endswith(person.district) for person in people)


def test_nothing_looks_like_an_identity_card_number(people: list[Identity]) -> None:
    """The shop has no reason to hold one, so no record may suggest it."""
    far = [identity(SEED, customer) for customer in range(999_900, 1_000_100)]
    for person in people + far:
        for text in map(str, astuple(person)):
            assert not IDENTITY_CARD.search(text), text
