"""Files that belong together are written together: all aside first, then each put in its place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from sim.reading import BadInputError


def write_together(folder: Path, contents: Mapping[str, str], option: str = "--out") -> list[Path]:
    """Write files of text into a folder that is there; whoever reads meanwhile sees whole files, old or new.

    Args:
        folder: where they go.
        contents: text by the name of the file.
        option: what the folder is called in messages.

    Raises:
        BadInputError: it cannot be written to; what stood there before stays.
    """
    aside = {name: folder / f".{name}.{os.getpid()}.part" for name in contents}
    try:
        for name, part in aside.items():
            part.write_text(contents[name], encoding="utf-8", newline="")
        for name, part in aside.items():
            part.replace(folder / name)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no name of a folder"
        raise BadInputError(
            f"{option}: {str(folder)[:200]}: allowed a folder with room to write, given one that fails: {reason}"
        ) from None
    finally:
        for part in aside.values():
            with suppress(OSError, ValueError):
                part.unlink(missing_ok=True)
    return [folder / name for name in contents]


__all__ = ["write_together"]
