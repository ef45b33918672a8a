"""Start Storesim: `python start.py demo`, `lab`, `app` or `test` (`ci-setup` only installs).

Makes a private Python in `.venv`, installs the locked packages there when needed, then runs what was asked.
Needs the standard library only, on Windows and Linux. The syntax is that of Python 2 as well (no f-strings, no
annotations, no starred lists), so that any old Python gets as far as the version check and says so in one line.
"""

import sys

if sys.version_info < (3, 11):
    sys.stderr.write("Storesim needs Python 3.11 or newer; this is %d.%d\n" % sys.version_info[:2])
    sys.exit(2)

import hashlib
import importlib.util
import os
import shutil
import subprocess
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "storesim.stamp"
LOCK = ROOT / "requirements.lock"
INPUTS = (LOCK, ROOT / "pyproject.toml")

# What each verb runs inside .venv; loadfile keeps the tests of one file, and so one notebook, in one process.
VERBS = {
    "demo": ["-m", "sim", "demo"],
    "lab": ["-m", "sim", "lab"],
    "app": ["-m", "sim", "app"],
    "test": ["-m", "pytest", "-n", "2", "--dist", "loadfile", "-m", "not slow and not browser"],
    "ci-setup": None,
}
USAGE = "Usage: python start.py demo|lab|app|test|ci-setup [further arguments for that command]"


class SetupError(Exception):
    """The set-up cannot go on; the message is one line for the person at the keyboard."""


def say(text):
    """Print one line at once, also when the output goes to a file."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def call(command):
    """Run a command in the project folder and return its exit code.

    Ctrl-C reaches the command as well, and how it stops is its own affair (JupyterLab asks first), so wait for it.
    """
    env = dict(os.environ, PYTHONUTF8="1")  # Chinese text on a Windows console that is not UTF-8
    with subprocess.Popen(command, cwd=str(ROOT), env=env) as process:
        while True:
            try:
                code = process.wait()
            except KeyboardInterrupt:
                continue
            return code if code >= 0 else 128 - code


def wanted_stamp():
    """Return (place, digest): where .venv belongs, and what should be in it."""
    digest = hashlib.sha256()
    for path in INPUTS:
        digest.update(path.read_bytes())
    return str(ROOT), digest.hexdigest()


def found_stamp():
    """Return (place, digest) of the last finished install, or None when there is none that can be used."""
    if not STAMP.is_file():
        return None
    place, _, digest = STAMP.read_text(encoding="utf-8").strip().rpartition("\n")
    try:
        works = subprocess.call([str(PYTHON), "-c", ""]) == 0
    except OSError:  # the Python it was made from has gone
        works = False
    return (place, digest) if works else None


def make_venv():
    """Make an empty .venv, in place of what an interrupted install may have left."""
    if importlib.util.find_spec("ensurepip") is None:  # Debian leaves it out of its plain python3
        package = "python%d.%d-venv" % sys.version_info[:2]
        raise SetupError("this Python cannot make a .venv; on Debian or Ubuntu install the package " + package)
    say("Making .venv, a private Python for Storesim ...")
    if VENV.exists():
        shutil.rmtree(VENV)
    venv.create(VENV, with_pip=True)


def pip_install(options):
    """Run pip inside .venv; -qq leaves only errors on the screen."""
    command = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    if subprocess.call(command + options, cwd=str(ROOT)) != 0:
        raise SetupError("pip did not finish, for the reason above; the same command tries again")


def install():
    """Bring .venv to what the lock says; nothing to do when it is already there."""
    wanted, found = wanted_stamp(), found_stamp()
    if found == wanted:
        return
    STAMP.unlink(missing_ok=True)  # until the new stamp is written, this install counts as half-finished
    if found is None or found[0] != wanted[0]:
        make_venv()
    say("Installing the locked packages; the first time takes two minutes or more ...")
    # Compiling every file now would nearly double the time; Python compiles what it uses.
    pip_install(["--no-compile", "--require-hashes", "-r", str(LOCK)])
    pip_install(["--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    STAMP.write_text("\n".join(wanted) + "\n", encoding="utf-8")
    say("Installed.")


def main(arguments):
    """Do one verb and return its exit code."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        say(USAGE)
        return 0 if arguments else 2
    verb, rest = arguments[0], arguments[1:]
    if verb not in VERBS:
        sys.stderr.write("start.py does not know '" + verb + "'. " + USAGE + "\n")
        return 2
    install()
    if VERBS[verb] is None:
        say("Ready: .venv is up to date.")
        return 0
    return call([str(PYTHON)] + VERBS[verb] + rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except (SetupError, OSError, subprocess.CalledProcessError) as problem:
        sys.stderr.write("Storesim could not be set up: " + str(problem) + "\n")
        sys.exit(1)
