"""Long work in short slices on the kernel's own loop, so that buttons answer in between and work can be stopped."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator

LOG = logging.getLogger("storesim")
NOT_YOUR_FAULT = (
    "Something went wrong that is not your fault. Your work is kept. Please try again, or tell your teacher: "
)
_BREATH_SECONDS = 0.01
_WAITING_SECONDS = 0.1
_CLICK_TURNS, _CLICK_TURN_SECONDS = 5, 0.03

Report = Callable[[str], None]


def trouble_line(error: BaseException) -> str:
    """What a person is told about unexpected trouble: one line."""
    words = " ".join(str(error).split())[:160]
    return NOT_YOUR_FAULT + (words or type(error).__name__)


def careful(action: Callable[[], None], report: Report) -> Callable[..., None]:
    """A callback for a widget: one call; whatever goes wrong becomes one line on the page and an entry in the log."""

    def call(*_: object) -> None:
        try:
            action()
        except Exception as error:
            LOG.exception("callback")
            report(trouble_line(error))

    return call


_clicks: set[asyncio.Task[None]] = set()
"""Clicks that wait for their turn; work in slices makes room for them."""


def after_what_came_before(act: Callable[[], None]) -> None:
    """Act upon a click when what was typed or moved before it has arrived.

    The page holds back a field's newest value until the kernel has answered the one before, but sends a click at once.
    So the click waits for a few turns of the kernel's loop, a round trip to the page and back. Where no loop is running
    it is acted upon at once.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        act()
        return
    click = loop.create_task(_in_turn(act))
    _clicks.add(click)
    click.add_done_callback(_clicks.discard)


async def _in_turn(act: Callable[[], None]) -> None:
    for _ in range(_CLICK_TURNS):
        await asyncio.sleep(_CLICK_TURN_SECONDS)
    act()


class Errand:
    """One piece of work at a time, a slice after the other.

    Where no loop is running (tests, scripts) the work is done at once.
    """

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None
        self._stopped = False

    @property
    def is_busy(self) -> bool:
        """Whether work is under way."""
        return self._task is not None and not self._task.done()

    def start(
        self,
        slices: Iterator[object],
        report: Report,
        end: Callable[[bool], None] = lambda _: None,
        wait: Callable[[], bool] = lambda: False,
    ) -> None:
        """Begin, unless busy.

        Args:
            slices: an iterator that does a slice of work at each step.
            report: told of unexpected trouble.
            end: called at the end with whether the work was finished.
            wait: while it answers yes, the work pauses.
        """
        if self.is_busy:
            return
        self._stopped = False
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._at_once(slices, report, end)
            return
        self._task = loop.create_task(self._in_slices(slices, report, end, wait))

    def stop(self) -> None:
        """Stop after the slice that is being worked on."""
        self._stopped = True

    def _at_once(self, slices: Iterator[object], report: Report, end: Callable[[bool], None]) -> None:
        try:
            for _ in slices:
                if self._stopped:
                    break
            end(not self._stopped)
        except Exception as error:
            LOG.exception("errand")
            report(trouble_line(error))
            end(False)

    async def _in_slices(
        self, slices: Iterator[object], report: Report, end: Callable[[bool], None], wait: Callable[[], bool]
    ) -> None:
        try:
            await asyncio.sleep(_BREATH_SECONDS)
            while not self._stopped:
                if _clicks:
                    await asyncio.sleep(_CLICK_TURN_SECONDS)
                    continue
                if wait():
                    await asyncio.sleep(_WAITING_SECONDS)
                    continue
                if next(slices, self) is self:
                    break
                await asyncio.sleep(_BREATH_SECONDS)
            end(not self._stopped)
        except Exception as error:
            LOG.exception("errand")
            report(trouble_line(error))
            end(False)


__all__ = ["NOT_YOUR_FAULT", "Errand", "after_what_came_before", "careful", "trouble_line"]
