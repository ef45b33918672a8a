"""The verb `datasets`: make the sample data anew, or prove that the files here are what the code makes."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from sim.cli_input import BadInputError
from sim.places import DATASETS

AddVerb = Callable[..., argparse.ArgumentParser]


def add_datasets(verb: AddVerb) -> None:
    """Register `datasets`."""
    added = verb("datasets", "make the sample data anew", datasets)
    added.add_argument(
        "--check", action="store_true", help="change nothing; name files that are not what the code makes"
    )


def datasets(arguments: argparse.Namespace) -> int:
    """Make or check the files; 1 if a check finds a difference.

    Raises:
        BadInputError: the folder cannot be read or written.
    """
    from sim import data_package

    try:
        if arguments.check:
            wrong = list(data_package.differences())
            for path, words in wrong:
                print(f"datasets/{path} {words}")
            print("Run `storesim datasets` to make them anew." if wrong else "All sample data are what the code makes.")
            return 1 if wrong else 0
        written = data_package.write()
    except OSError as error:
        raise BadInputError(f"{DATASETS}: allowed a folder to read and write, given one that fails: {error}") from None
    print("\n".join(f"datasets/{path} written" for path in written) or "Nothing to do: all files are there.")
    return 0


__all__ = ["add_datasets", "datasets"]
