"""The debrief page: one file that asks for nothing, reads in order, and says sensible things about any class."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sim.classroom.class_run import ClassRun
from sim.classroom.own_scenarios import save_scenario, with_planned
from sim.cli import main
from sim.scenario import load_scenario
from sim.show.debrief import class_table, debrief_page, write_debrief
from tests.classroom import made_class, ten_different, write_all

OFTEN = {"outreach.newsletters_per_month": 8, "outreach.audience": "everyone"}
SELDOM = {"outreach.newsletters_per_month": 1}
KEEPS, LOSES = {"retention_rate": 0.03, "net_margin_hkd": -9000.0}, {"retention_rate": -0.05}
CLASSES = {
    "one": made_class([(OFTEN, KEEPS, {"PD-02": 3})]),
    "two halves": made_class([(OFTEN, KEEPS, {"PD-02": 3}), (SELDOM, LOSES, {})] * 3, scenario="festival-rush"),
    "all the same": made_class([(OFTEN, KEEPS, {})] * 5),
    "nobody changed anything": made_class([({}, {}, {})] * 4),
    "nobody predicted": made_class([(OFTEN, KEEPS, {})] * 2, expected={"retention_rate": "up"}),
    "security": made_class([({"security.two_step_sign_in": "security key"}, {}, {})] * 2, exercise="security"),
}


class Outline(HTMLParser):
    """What a page is made of: headings in order, tags that are not closed, attributes of every tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag."""
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last."""
        assert self.open.pop() == tag, f"{tag} closes something else"


@pytest.fixture(scope="module", params=CLASSES)
def page(request: pytest.FixtureRequest) -> str:
    """The page of a class."""
    return debrief_page(CLASSES[request.param])


@pytest.mark.slow
def test_the_page_asks_for_nothing(page: str) -> None:
    """It opens from a stick, in a classroom without network."""
    law = re.compile(r'<a href="https://www\.elegislation\.gov\.hk/hk/cap\d+" ')
    assert not re.search(r"https?://", law.sub("", page)), (
        "links to the law are followed by hand; nothing else leads out"
    )
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(", page)
    assert not [name for _, attributes in Outline(page).tags for name in attributes if name.startswith("on")]


@pytest.mark.slow
def test_the_page_reads_in_order(page: str) -> None:
    """One h1, and no level is skipped on the way down; everything that is opened is closed."""
    outline = Outline(page)
    assert not outline.open
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
    assert ("html", {"lang": "en"}) in outline.tags


@pytest.mark.slow
def test_every_picture_has_words(page: str) -> None:
    """Whoever does not see the picture hears what it shows, and finds the figures in a table."""
    tags = Outline(page).tags
    pictures = [attributes for tag, attributes in tags if tag == "svg"]
    assert pictures
    assert all(attributes.get("role") == "img" and attributes.get("aria-label") for attributes in pictures)
    assert sum(tag == "table" for tag, _ in tags) >= 3


@pytest.mark.slow
def test_the_page_has_neither_learners_nor_gaps(page: str) -> None:
    """No code of a learner, no ranking, no figure that is not one."""
    assert not re.search(r"TC\d-\d", page)
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b", re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL))
    assert "An incident, not a conviction" in page or "No rule found an incident" in page
    assert page.count('class="question"') == 3


@pytest.mark.slow
def test_a_class_of_one_is_told_so() -> None:
    """An unlabelled dot hides nobody who is alone."""
    page = debrief_page(CLASSES["one"])
    assert "one person" in page
    assert "Lowest" not in page
    assert "1 policies" not in page


def test_the_table_has_a_row_for_each_policy() -> None:
    """The figures can be taken to a spreadsheet, without anybody's name."""
    lines = class_table(CLASSES["two halves"]).splitlines()
    assert len(lines) == 7
    assert lines[0].startswith("exercise,policy,outreach.newsletters_per_month")


def test_nothing_half_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that fails midway leaves the old one as it was."""
    (tmp_path / "debrief.html").write_text("old", encoding="utf-8")

    def fail(_: ClassRun) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sim.show.debrief.debrief_page", lambda *_: "new")
    monkeypatch.setattr("sim.show.debrief.class_table", fail)
    with pytest.raises(OSError, match="No space"):
        write_debrief(CLASSES["one"], tmp_path)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("debrief.html", "old")]


@pytest.mark.slow
def test_ten_hand_ins_and_a_broken_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The broken file is named, the rest run in a scenario of one's own, and the answer is 1."""
    folder = write_all(tmp_path / "hand-in", ten_different())
    (folder / "broken.json").write_text('{"format": 2}', encoding="utf-8")
    base = load_scenario("corner-shop").model_copy(update={"customers": 60, "days": 40})
    peak = {"kind": "sales peak", "day": 5, "days": 3, "factor": 2.0}
    shop = save_scenario(with_planned(base, [peak], name="own", title="Own", story="A small shop."), tmp_path)
    pages = []
    for workers in ("1", "2"):
        out = tmp_path / workers
        verb = ["class", str(folder), "--scenario", str(shop), "--seeds", "2", "--workers", workers, "--json"]
        assert main([*verb, "--out", str(out)]) == 1
        printed = capsys.readouterr()
        assert "broken.json" in printed.err
        told = json.loads(printed.out)
        assert told["hand_ins"] == 10
        assert {name: one["policies"] for name, one in told["exercises"].items()} == {
            "monitoring": 3,
            "promotions": 4,
            "security": 3,
        }
        pages.append((out / "debrief.html").read_bytes() + (out / "class.csv").read_bytes())
    assert pages[0] == pages[1], "the number of workers must not show"
    assert b"sales peak" in pages[0]
    assert b"TC7" not in pages[0]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["{empty}"], "given none that can be used"),
        (["{empty}/nowhere"], "given none that can be used"),
        (["{good}", "--scenario", "no-such-shop"], "--scenario: scenario: allowed corner-shop"),
        (["{good}", "--scenario", "../corner-shop"], "--scenario: ../corner-shop"),
        (["{good}", "--scenario", "{good}/00.json"], "--scenario: "),
        (["{good}", "--seeds", "1"], "from 2 to 200"),
        (["{good}", "--workers", "0"], "from 1 to"),
        (["{good}", "--out", "{good}/00.json/x"], "--out: "),
    ],
    ids=str,
)
def test_bad_input_is_one_line(
    arguments: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever mistypes reads one line, and no run begins."""
    (tmp_path / "empty").mkdir()
    good = write_all(tmp_path / "good", ten_different()[:1])
    given = [one.format(empty=tmp_path / "empty", good=good) for one in arguments]
    assert main(["class", *(["--out", str(tmp_path / "out")] if "--out" not in given else []), *given]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert says in lines[-1]
    assert all(line.startswith("storesim: ") for line in lines), "no traceback"
