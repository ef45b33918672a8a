"""Long work in short slices on the kernel's own loop, so that buttons answer in between and work can be stopped."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator

from sim.show.frame import TURN_SECONDS, clicks_wait

LOG = logging.getLogger("storesim")
NOT_YOUR_FAULT = (
    "Something went wrong that is not your fault. Your work is kept. Please try again, or tell your teacher: "
)
_BREATH_SECONDS = 0.01
_WAITING_SECONDS = 0.1

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
                if clicks_wait():
                    await asyncio.sleep(TURN_SECONDS)
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


__all__ = ["NOT_YOUR_FAULT", "Errand", "careful", "trouble_line"]
