"""The box of a panel and its bell: a click is acted upon when what was typed before it has arrived."""

import asyncio

import ipywidgets as widgets
import pytest

from sim.show.desk import button
from sim.show.frame import frame


def test_a_click_waits_for_what_was_typed_before_it() -> None:
    """The page sends a click at once but holds back a field's newest value: the click waits until the page has rung."""
    field, seen = widgets.Text(value="old"), []
    pressed = button("Run", lambda: seen.append(field.value), seen.append)
    bell = frame(field, pressed).children[0]

    async def overtaken() -> None:
        pressed.click()
        while not bell.playing:
            await asyncio.sleep(0.01)
        assert not seen, "the click must not be acted upon before the page has answered"
        field.value = "new"
        bell.value = 1
        while not seen:
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(overtaken(), 10))
    assert seen == ["new"]


def test_a_page_that_has_gone_does_not_hold_a_click_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody rings where no page is: the click is acted upon all the same."""
    monkeypatch.setattr("sim.show.frame.PATIENCE_SECONDS", 0.05)
    seen: list[str] = []
    pressed = button("Run", lambda: seen.append("acted"), seen.append)
    frame(pressed)

    async def unanswered() -> None:
        pressed.click()
        while not seen:
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(unanswered(), 10))
    assert seen == ["acted"]
