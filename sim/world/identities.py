"""Who the customers and the staff are, made on demand.

The world knows a customer by number. A name is made when somebody looks, from the seed and the number alone, so that a
million customers cost nothing until then and the order of asking does not matter. Everybody is invented: see
`sim.world.hongkong` for how that is made visible.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from threading import Lock
from typing import Final

from faker import Generator

from sim.world.hongkong import HongKongProvider, Spelling

MAIL_DOMAINS: Final = ("example.com", "example.org", "example.net", "mail.example", "post.example")
"""Domains set aside for examples, where no letter box can be (RFC 2606)."""

_ONE_AT_A_TIME = Lock()
"""Held from seeding the generator to the last draw, because threads share it."""


@dataclass(frozen=True)
class Identity:
    """One invented customer, as the shop's records would show them."""

    customer: int
    """The customer's number."""
    name: str
    """Surname first, in English letters: "Chan Ka Yan, Karen"."""
    name_zh: str
    """The same name in Traditional Chinese."""
    email: str
    """An address at a domain set aside for examples; the customer's number makes it the only one of its kind."""
    phone: str
    """Eight digits that begin with 0, which no number in Hong Kong does."""
    district: str
    """One of the eighteen districts."""
    district_zh: str
    """The district in Traditional Chinese."""
    address: str
    """A flat in a building that does not exist, in a street that does not exist."""


def identity(seed: int, customer: int) -> Identity:
    """Return who a customer is in the world of this seed."""
    with _ONE_AT_A_TIME:
        people = _seeded(seed, "customer", customer)
        person = people.hong_kong_person()
        district = people.hong_kong_district()
        return Identity(
            customer=customer,
            name=person.english,
            name_zh=person.chinese,
            email=_email(person, customer, people.generator.random.choice(MAIL_DOMAINS)),
            phone=people.hong_kong_phone(),
            district=district.english,
            district_zh=district.chinese,
            address=f"{people.hong_kong_street_address()}, {district.english}",
        )


def staff_name(seed: int, account: int) -> str:
    """Return the name, in English letters, of the member of staff who holds an account."""
    with _ONE_AT_A_TIME:
        return _seeded(seed, "staff", account).hong_kong_person().english


def _email(person: Spelling, customer: int, domain: str) -> str:
    """Return an address such as "chan.kayan.1204@example.com"."""
    full_name = person.english.split(",")[0]
    *surname, first, second = full_name.lower().split()
    return f"{''.join(surname)}.{first}{second}.{customer}@{domain}"


@cache
def _people() -> HongKongProvider:
    """Return the one provider, with a Faker generator that carries nothing else."""
    return HongKongProvider(Generator())


def _seeded(seed: int, purpose: str, number: int) -> HongKongProvider:
    """Return the provider, about to draw what belongs to one person."""
    key = f"{seed}/{purpose}/{number}".encode()
    people = _people()
    people.generator.seed_instance(int.from_bytes(blake2b(key, digest_size=8).digest(), "big"))
    return people
