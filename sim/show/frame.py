"""The box around every panel, and the click that waits for what was typed before it.

The page holds back a field's newest value until the kernel has answered the one before, but sends a click at once, so a
click can overtake the value that it is about. Each box therefore has a bell: something that the kernel asks the page to
ring. What the page had held back is sent before it rings, so a click that waits for the bell finds every value there.
ipywidgets has no widget for that; a hidden `Play`, told to play, changes its value in the page, and that is a ring.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

import ipywidgets as widgets

PATIENCE_SECONDS = 3.0
"""A page that does not answer for so long has gone, or has never drawn the panel: the click is acted upon as it is."""
TURN_SECONDS = 0.03
MOST_BELLS = 60

_bells: deque[widgets.Play] = deque(maxlen=MOST_BELLS)
_clicks: set[asyncio.Task[None]] = set()


def frame(*children: widgets.Widget) -> widgets.VBox:
    """The box of a panel, with the class that the stylesheet is about."""
    bell = widgets.Play(value=0, min=0, max=1, interval=200)
    bell.layout.display = "none"
    _bells.append(bell)
    box = widgets.VBox([bell, *children])
    box.add_class("storesim")
    return box


def clicks_wait() -> bool:
    """Whether a click waits for its turn; work in slices makes room for it."""
    return bool(_clicks)


def after_what_came_before(act: Callable[[], None]) -> None:
    """Act upon a click when what was typed or moved before it has arrived; at once where no loop is running."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        act()
        return
    click = loop.create_task(_in_turn(act))
    _clicks.add(click)
    click.add_done_callback(_clicks.discard)


async def _in_turn(act: Callable[[], None]) -> None:
    await asyncio.sleep(TURN_SECONDS)
    rung = asyncio.Event()

    def ring(_: object) -> None:
        rung.set()

    bells = [bell for bell in _bells if bell.comm is not None]
    for bell in bells:
        bell.observe(ring, "value")
        bell.playing = False
        bell.playing = True
    try:
        if bells:
            await asyncio.wait_for(rung.wait(), PATIENCE_SECONDS)
    except TimeoutError:
        pass
    finally:
        for bell in bells:
            bell.unobserve(ring, "value")
    act()


__all__ = ["after_what_came_before", "clicks_wait", "frame"]
