"""The house: imports point down only, files stay short, and nothing draws luck behind the streams' back."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SIM = Path(__file__).resolve().parents[1] / "sim"
FILES = sorted(SIM.rglob("*.py"))
LONGEST_FILE = 320

FLOORS: dict[str, int] = {
    name: floor
    for floor, names in enumerate(
        (
            "places calendar streams codes codes_of_duties codes_of_the_platform columns parameters kinds "
            "kinds_of_access kinds_of_attacks kinds_of_conduct kinds_of_customers kinds_of_duties kinds_of_members "
            "kinds_of_money kinds_of_records "
            "kinds_of_talk kinds_of_the_platform kinds_of_the_shop kinds_of_the_system",
            "policy",
            "systems",
            "scenario events reading",
            "world",
            "processes threats",
            "run",
            "measures rules",
            "executors compare why kept_up abuse_ledger message_check sentence two_lives story stories crm pages "
            "model_card",
            "sample_data",
            "data_package",
            "assessment classroom show",
            "cli cli_input cli_datasets cli_servers cli_assessment cli_gradebook cli_classroom cli_exercise cli_tables "
            "bench "
            "__init__ __main__",
        )
    )
    for name in names.split()
}
DOORS_UPWARD = {("run", "measures", "measure_all"), ("run", "rules", "find_all")}
"""A Run's two methods read measures and rules, inside the functions: the one allowed door (file, module, name)."""

FAKER_PROVIDER = "world/hongkong.py"  # names the type of Faker's generator, which it is given seeded

SAME_FLOOR_REFUSED = {("processes", "threats")}  # threats may use processes, never the other way round


def room(path: Path) -> str:
    """The top-level module or folder of `sim` that a file belongs to."""
    return path.relative_to(SIM).parts[0].removesuffix(".py")


def module_names(path: Path, node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
    """Rooms of `sim` that a statement imports from, each with the name it takes."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            parts = alias.name.split(".")
            if parts[0] == "sim":
                yield (parts[1] if len(parts) > 1 else "__init__"), alias.name
        return
    module = node.module or ""
    if node.level:
        package = ("sim", *path.relative_to(SIM).parts[:-1])
        package = package[: len(package) - node.level + 1]
        module = ".".join((*package, module)).rstrip(".")
    parts = module.split(".")
    if parts[0] != "sim":
        return
    for alias in node.names:
        if len(parts) > 1:
            yield parts[1], alias.name
        else:
            yield (alias.name if alias.name in FLOORS else "__init__"), alias.name


def refused_imports(path: Path) -> Iterator[str]:
    """One line for each import of a file that does not point down."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    at_top = {id(node) for node in tree.body}
    here = room(path)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        for there, name in module_names(path, node):
            if there == here:
                continue
            if (here, there, name) in DOORS_UPWARD and id(node) not in at_top:
                continue
            where = f"sim/{path.relative_to(SIM)} line {node.lineno} imports {name} from sim.{there}"
            if there not in FLOORS:
                yield f"{where}: sim.{there} has no floor, give it one in tests/test_floors.py"
            elif FLOORS[there] > FLOORS[here] or (here, there) in SAME_FLOOR_REFUSED:
                yield f"{where}: floor {FLOORS[here]} must not know floor {FLOORS[there]}"


def test_every_file_has_a_floor() -> None:
    """A new file must be put somewhere in the house before it is used."""
    homeless = sorted({room(path) for path in FILES} - set(FLOORS))
    assert not homeless, f"give these a floor in tests/test_floors.py: {', '.join(homeless)}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SIM)))
def test_imports_point_down(path: Path) -> None:
    """Who reads a floor must not need the floors above it."""
    if room(path) not in FLOORS:
        pytest.skip("has no floor; the test above names it")
    assert not (found := list(refused_imports(path))), "; ".join(found)


def test_an_import_that_points_up_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A guard that never barks proves nothing."""
    monkeypatch.setitem(globals(), "SIM", tmp_path)
    (tmp_path / "world").mkdir()
    for name, text in {
        "world/a.py": "from sim.processes import repair\n",
        "streams.py": "def f():\n    import sim.run\n",
        "run.py": "from sim.measures import measure_all\n",
        "world/b.py": "from ..run import Run\n",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert len(list(refused_imports(tmp_path / name))) == 1, f"{name} should be refused: {text!r}"


def test_no_file_is_longer_than_a_sitting() -> None:
    """A file holds one thing and is read in one sitting."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    long = [f"sim/{path.relative_to(SIM)} has {count}" for path, count in lengths.items() if count > LONGEST_FILE]
    assert not long, f"at most {LONGEST_FILE} lines: {', '.join(long)}"


def test_no_file_is_named_after_nothing() -> None:
    """Names like utils say nothing about what a file holds."""
    empty = ("util", "manager", "helper")
    found = [str(path.relative_to(SIM)) for path in FILES if any(word in path.stem.lower() for word in empty)]
    assert not found, f"name these after the one thing they hold: {', '.join(found)}"


def strange_luck(path: Path) -> Iterator[str]:
    """Uses of `random`, `np.random.seed` and `hash`, which make runs depend on order or process."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        where = f"sim/{path.relative_to(SIM)} line {getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "random" for alias in node.names):
            yield f"{where}: import random"
        elif isinstance(node, ast.ImportFrom) and node.module == "random":
            if path.relative_to(SIM).as_posix() == FAKER_PROVIDER and [name.name for name in node.names] == ["Random"]:
                continue
            yield f"{where}: from random import"
        elif isinstance(node, ast.Attribute) and ast.unparse(node) in ("np.random.seed", "numpy.random.seed"):
            yield f"{where}: np.random.seed"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "hash":
            yield f"{where}: hash() differs from process to process"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SIM)))
def test_all_luck_comes_from_the_streams(path: Path) -> None:
    """One call of `random` or `hash` makes two runs of one seed differ."""
    assert not (found := list(strange_luck(path))), "; ".join(found)


def test_ipywidgets_live_in_show_alone() -> None:
    """Only panels need widgets; a cluster worker or a test must run without them."""
    found = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if room(path) != "show" and any(name.split(".")[0] == "ipywidgets" for name in names):
                found.append(f"sim/{path.relative_to(SIM)} line {node.lineno}")
    assert not found, f"import ipywidgets in sim/show only: {', '.join(found)}"
