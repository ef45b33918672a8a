"""The secret from which unseen seeds are derived: a file that only the training centre has, never in the repository."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sim.assessment.gradebook import Gradebook
from sim.reading import BadInputError, given

LEAST_BYTES: Final = 16
MOST_BYTES: Final = 4096
_MADE_BYTES: Final = 32


def beside(gradebook: str) -> Path | None:
    """Where the secret of a gradebook in a file lies if nobody says otherwise; None for a database elsewhere."""
    return None if "://" in gradebook else Path(f"{gradebook}.secret")


def read_secret(file: Path) -> bytes:
    """The secret in a file, without the blanks around it.

    Raises:
        BadInputError: not a plain file that can be read, or shorter than 16 or longer than 4,096 bytes.
    """
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise BadInputError(f"--secret-file: {file}: allowed a plain file, given something else")
        with file.open("rb") as opened:
            secret = opened.read(MOST_BYTES + 1).strip()
    except FileNotFoundError:
        raise BadInputError(f"--secret-file: {file}: allowed a file that is there, given another name") from None
    except OSError as error:
        raise BadInputError(f"--secret-file: {str(file)[:200]}: cannot be read: {error.strerror}") from None
    except BadInputError:
        raise
    except ValueError:  # a zero byte in the name
        raise BadInputError(f"--secret-file: allowed the name of a file, given {given(str(file))}") from None
    if not LEAST_BYTES <= len(secret) <= MOST_BYTES:
        raise BadInputError(
            f"--secret-file: {file}: allowed {LEAST_BYTES} to {MOST_BYTES:,} bytes, given {len(secret):,}"
        )
    return secret


def make_secret(file: Path) -> bytes:
    """Write a new secret that only its owner may read; a file that is there already is left alone and read.

    Raises:
        BadInputError: it cannot be written.
    """
    secret = secrets.token_hex(_MADE_BYTES).encode()
    aside = Path(f"{file}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(secret + b"\n")
        try:
            os.link(aside, file)  # unlike a rename it never replaces a secret that another process has just made
        except FileExistsError:
            return read_secret(file)
        except OSError:  # a file system without hard links
            if file.exists():
                return read_secret(file)
            aside.rename(file)
    except OSError as error:
        raise BadInputError(f"--secret-file: {file}: cannot be written: {error.strerror}") from None
    finally:
        aside.unlink(missing_ok=True)
    return secret


def secret_of(name: str, book: Gradebook, say: Callable[[str], None], file: Path | None = None) -> bytes:
    """The secret of a gradebook: from the file that is named, or from the one beside it, which is made on first use.

    Args:
        name: the gradebook's name, as it was opened.
        book: the gradebook.
        say: told in a line when a secret is made.
        file: the file that is named, if any.

    Raises:
        BadInputError: it cannot be read or made, or is gone, or nothing can lie beside such a gradebook.
    """
    if file is not None:
        return read_secret(file)
    own = beside(name)
    if own is None:
        raise BadInputError("--secret-file: allowed a file, given nothing; a database elsewhere has none beside it")
    if own.exists():
        return read_secret(own)
    if book.secret_print() is not None:
        raise BadInputError(f"--secret-file: {own}: allowed the secret that the gradebook was begun with, given none")
    secret = make_secret(own)
    say(f"{own} is new: unseen shops are drawn from it; keep it to yourself")
    return secret


def stored_secret(name: str, file: Path | None = None) -> bytes:
    """The secret of a gradebook that has marks already; none is made.

    Raises:
        BadInputError: it cannot be read, or nothing can lie beside such a gradebook.
    """
    own = file or beside(name)
    if own is None:
        raise BadInputError("--secret-file: allowed a file, given nothing; a database elsewhere has none beside it")
    return read_secret(own)


def fingerprint(secret: bytes) -> str:
    """What tells one secret from another without giving it away."""
    return hmac.new(secret, b"fingerprint", hashlib.sha256).hexdigest()


__all__ = ["beside", "fingerprint", "make_secret", "read_secret", "secret_of", "stored_secret"]
