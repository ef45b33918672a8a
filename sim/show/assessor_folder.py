"""A folder, chosen with the mouse or the keyboard, or typed."""

from __future__ import annotations

from pathlib import Path

import ipywidgets as widgets

from sim.reading import BadInputError
from sim.show import markup

UP = "one folder up"
MOST_SHOWN = 200
_ROWS = 5


class FolderChoice:
    """A line with the folder's name, and a list of the folders in it; `box` is the widget."""

    def __init__(self, folder: Path) -> None:
        self.name = widgets.Text(
            value=str(folder), description="Folder with the files that were handed in", continuous_update=False
        )
        self.inside = widgets.Select(options=[], description="Folders here", rows=_ROWS)
        self.enter = widgets.Button(description="Open the chosen folder", tooltip="Open the chosen folder")
        self.said = widgets.HTML()
        for part in (self.name, self.inside):
            part.style.description_width = "initial"
            part.add_class("column")
        self.inside.layout.height = f"{32 * _ROWS}px"
        self.name.observe(lambda _: self._look(), "value")
        self.enter.on_click(lambda _: self._go())
        self.box = widgets.VBox([self.name, self.inside, widgets.HBox([self.enter]), self.said])
        self._look()

    def path(self) -> Path:
        """The folder that is chosen.

        Raises:
            BadInputError: it is not there.
        """
        path = Path(self.name.value.strip())
        if "\0" in str(path) or not path.is_dir():
            raise BadInputError(f"Folder: allowed a folder that is there, given {str(path)[:200]}")
        return path

    def _go(self) -> None:
        chosen = self.inside.value
        if chosen is None:
            return
        here = Path(self.name.value.strip())
        self.name.value = str(here.parent if chosen == UP else here / chosen)

    def _look(self) -> None:
        """List the folders, and say how many files that may be hand-ins there are."""
        try:
            here = self.path()
            found = list(here.iterdir())
            folders = sorted(one.name for one in found if one.is_dir() and not one.name.startswith("."))[:MOST_SHOWN]
            files = sum(one.suffix == ".json" for one in found)
        except BadInputError as error:
            self.inside.options = [UP]
            self.said.value = markup.line(str(error), "trouble")
            return
        except OSError as error:
            self.inside.options = [UP]
            self.said.value = markup.line(f"This folder cannot be opened: {error.strerror}.", "trouble")
            return
        self.inside.options = [UP, *folders]
        self.said.value = markup.line(f"{files} file{'' if files == 1 else 's'} of the kind .json in this folder.")


__all__ = ["FolderChoice"]
