"""A rough class: whatever is handed in, the good ones are marked, the others named, and nothing of it is executed."""

import csv
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from sim.assessment.gradebook import Gradebook
from sim.assessment.mark_sheet import sheet_text, write_sheet
from sim.assessment.round import Round, mark_paths
from sim.reading import one_line
from sim.rules import rules
from sim.show import assessor_tables
from sim.show.assessor_evidence import evidence_page
from tests.hostile import BAD, GOOD, NASTY_WORDS, write_class
from tests.test_marking import SECRET

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes and links in folders there")
SMALL = (20, 5)
DANGEROUS = {"os.system", "os.exec", "os.posix_spawn", "os.fork", "subprocess.Popen", "pickle.find_class"}
"""What Python reports when something is started or unpickled."""
PLAIN_TAGS = frozenset(
    ["h3", "h4", "p", "div", "span", "strong", "br", "table", "caption", "thead", "tbody", "tr", "th", "td", "ol", "ul"]
) | {"li", "svg", "details", "summary", "a"}


LAW_LINKS = frozenset(("href", rule.link) for rule in rules().values() if rule.link)
"""What clause cards lead to; no other link may be on a page."""


class _Marked:
    """What came of the class, and what Python did meanwhile."""

    def __init__(self) -> None:
        self.is_watching = False
        self.seen: list[tuple[str, str]] = []
        self.said: list[str] = []
        self.round: Round | None = None
        self.good: set[Path] = set()
        self.bad: set[Path] = set()
        self.book = Path()
        self.outside = Path()

    def watch(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook; it cannot be taken away, so it looks only while it is asked to."""
        if self.is_watching and (event in DANGEROUS or event == "open"):
            self.seen.append((event, str(arguments[0])))


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> _Marked:
    """All 300, marked once in the smallest shops, with an eye on what Python does."""
    place = tmp_path_factory.mktemp("rough")
    folder = place / "in"
    folder.mkdir()
    found = _Marked()
    found.outside, found.book = place / "outside.json", place / "book.db"
    found.outside.write_text('{"outside": true}', encoding="utf-8")
    found.good, found.bad = write_class(folder, found.outside)
    sys.addaudithook(found.watch)
    found.is_watching = True
    with Gradebook(str(found.book)) as book:
        found.round = mark_paths([folder], book, SECRET, seeds=1, size=SMALL, say=found.said.append)
    found.is_watching = False
    return found


@pytest.mark.slow
def test_every_good_one_is_marked(marked: _Marked) -> None:
    assert (len(marked.good), len(marked.bad)) == (GOOD, BAD)
    assert marked.round is not None
    assert {one.hand_in.path for one in marked.round.marked} == marked.good
    with Gradebook(str(marked.book)) as book:
        assert len(book.submissions()) == GOOD


@pytest.mark.slow
def test_every_bad_one_is_named_in_one_line(marked: _Marked) -> None:
    assert marked.round is not None
    assert Counter(one.path for one in marked.round.broken) == Counter(dict.fromkeys(marked.bad, 1))
    lines = {one.path: one.problem for one in marked.round.broken}
    for path, line in lines.items():
        assert line.startswith(str(path)), line
        assert line == one_line(line), "nothing in it upsets a terminal"
        assert len(line) < len(str(path)) + 400, line
        assert any(word in line for word in ("allowed", "must be there", "digits", "not open in")), line
    assert sorted(marked.said) == sorted(lines.values()), "each is said once, and nothing else is"
    with Gradebook(str(marked.book)) as book:
        assert sorted(row.problem for row in book.problems()) == sorted(lines.values())


@pytest.mark.slow
def test_nothing_that_was_handed_in_is_executed_or_followed(marked: _Marked) -> None:
    assert [one for one in marked.seen if one[0] in DANGEROUS] == []
    opened = {Path(name).name for event, name in marked.seen if event == "open"}
    assert any(path.name in opened for path in marked.good), "the watch sees files that are opened"
    assert marked.outside.name not in opened
    assert not list(Path.cwd().glob("canary"))


@pytest.mark.slow
def test_marking_again_changes_nothing(marked: _Marked) -> None:
    with Gradebook(str(marked.book)) as book:
        before = (len(book.submissions()), len(book.problems()))
        again = mark_paths([marked.book.parent / "in"], book, SECRET, seeds=1, size=SMALL)
        assert (len(again.already), len(again.marked), len(again.broken)) == (GOOD, 0, BAD)
        assert (len(book.submissions()), len(book.problems())) == before


class _Tags(HTMLParser):
    """Every tag and attribute of a page, and the words between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, value in attrs if (name, value) not in LAW_LINKS}

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.slow
def test_what_was_handed_in_is_shown_as_words(marked: _Marked, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the evidence page, in the list of files and in the table of marks."""
    monkeypatch.setattr("sim.show.assessor_evidence.difference_chart", lambda *_: "<svg></svg>")  # altair is slow
    with Gradebook(str(marked.book)) as book:
        rows = book.submissions()
    pages = [evidence_page(row) for row in rows]
    pages += [assessor_tables.checked(marked.book.parent / "in"), assessor_tables.results(rows)]
    for page in pages:
        found = _Tags(page)
        assert found.tags <= PLAIN_TAGS, found.tags - PLAIN_TAGS
        assert not [name for name in found.attributes if name.startswith("on") or name in ("src", "href")]
    shown = "".join(_Tags(page).words for page in pages)
    assert all(words in shown for words in NASTY_WORDS[:6]), "and none of it is swallowed"


@pytest.mark.slow
def test_the_mark_sheet_holds_no_formula(marked: _Marked, tmp_path: Path) -> None:
    with Gradebook(str(marked.book)) as book:
        rows = book.submissions()
    write_sheet(tmp_path / "marks.csv", rows)
    cells = [cell for line in csv.reader(sheet_text(rows).splitlines()) for cell in line]
    numbers = [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert all(float(cell) < 0 for cell in numbers), "what begins like a formula is a number"
