"""One message before it is sent: the checker says what the rules say, and a lawful message passes."""

from datetime import date
from typing import Any

import pytest

from sim.message_check import Message, check, working_days_since
from sim.policy.wording import Wording
from sim.show.message_panel import TO_REPAIR, MessagePanel, as_read

SENT = date(2026, 2, 27)
"""The New Year holidays of 2026 are on 17, 18 and 19 February."""


def broken(wording: dict[str, Any] | None = None, **reader: Any) -> list[str]:
    """Rules that are broken by a lawful message with these changes."""
    return [found.rule for found in check(Wording(**(wording or {})), Message(**{"sent": SENT, **reader}))]


@pytest.mark.parametrize("reader", [{}, {"is_first": False}, {"named": False, "permission": "no question"}], ids=str)
def test_a_lawful_message_passes(reader: dict[str, Any]) -> None:
    assert broken(**reader) == []


@pytest.mark.parametrize(
    ("wording", "reader", "rules"),
    [
        ({"sender": "a first name only"}, {}, ["UE-01"]),
        ({"statement": "small print"}, {}, ["UE-03"]),
        ({"languages": "English only"}, {}, ["UE-11"]),
        ({"unsubscribe_fee_hkd": 10}, {}, ["UE-05"]),
        ({"link_days": 29}, {}, ["UE-04"]),
        ({"mailbox_days": 29}, {}, ["UE-02"]),
        ({"subject_percent": 30}, {"real_percent": 20}, ["UE-09"]),
        ({"subject_percent": 20}, {"real_percent": 20}, []),
        ({"first_mail_notice": False}, {}, ["PD-05"]),
        ({"first_mail_notice": False}, {"is_first": False}, []),
        ({"partner_goods": True}, {}, ["PD-03"]),
        ({}, {"told": False}, ["PD-01"]),
        ({}, {"permission": "box ticked in advance"}, ["PD-02"]),
        ({}, {"permission": "no question", "agreed": False}, ["PD-02"]),
    ],
    ids=str,
)
def test_each_fault_is_found_and_nothing_else(
    wording: dict[str, Any], reader: dict[str, Any], rules: list[str]
) -> None:
    assert broken(wording, **reader) == rules


def test_ten_working_days_across_the_new_year() -> None:
    """Asked on the 11th it is the eleventh working day, on the 12th the tenth; Part 6A knows no days of grace."""
    assert [working_days_since(date(2026, 2, day), SENT) for day in (11, 12)] == [11, 10]
    assert broken(asked_to_stop=date(2026, 2, 11), named=False) == ["UE-07"]
    assert broken(asked_to_stop=date(2026, 2, 12), named=False) == []
    assert broken(asked_to_stop=date(2026, 2, 12)) == ["PD-06"]


def test_the_register_is_about_texts_without_consent() -> None:
    listed = {"on_register_since": date(2026, 1, 12), "named": False}
    silent = {"permission": "no question", "agreed": False}
    assert broken(way="text message", **listed, **silent) == ["UE-08"]
    assert broken(way="text message", **listed) == []
    assert broken(**listed, **silent) == [], "there is no such register for e-mail"


def test_days_must_fit() -> None:
    with pytest.raises(ValueError, match="request: allowed a day up to that of the message"):
        Message(sent=SENT, asked_to_stop=date(2026, 3, 1))
    with pytest.raises(ValueError, match="sent: allowed 2026-01-05 to"):
        Message(sent=date(2030, 1, 1))


def test_the_messages_to_repair_have_faults_and_can_be_put_right() -> None:
    own, *faulty = TO_REPAIR.values()
    assert not check(Wording(**own[0]), own[1])
    assert all(len(check(Wording(**worded), message)) >= 2 for worded, message in faulty)


def test_the_panel_counts_beside_the_trainee() -> None:
    panel = MessagePanel()
    panel.panel()
    panel.chosen.value = "2. seventy per cent off"
    panel.guess.value = 1
    panel.check()
    assert "You saw 1; the rules find 2." in panel.answer.value
    panel.form.show({})
    panel.draw()
    panel.check()
    assert "this message may go out" in panel.answer.value
    panel.sent.value = None
    panel.check()
    assert "given nothing" in panel.place.value


def test_the_reader_sees_what_is_worded() -> None:
    quiet = as_read(Wording(statement="none"), "newsletter", named=True, is_first=True)
    assert "unsubscribe" not in quiet
    assert "取消訂閱" in as_read(Wording(), "newsletter", named=True, is_first=True)
    assert "Subject" not in as_read(Wording(), "text message", named=True, is_first=True)
