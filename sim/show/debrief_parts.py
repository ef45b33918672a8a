"""The first half of a debrief about one exercise: the class picture, what it decided, what it expected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from html import escape

from sim.assessment.figures import look_of as look
from sim.classroom.class_run import ClassRun, Group
from sim.classroom.decisions import decided
from sim.classroom.picture import PROFIT, MeasureRow, measure_rows, predictions
from sim.classroom.questions import change_words, policies
from sim.scenario import Scenario
from sim.show.class_charts import bar_chart, foresight_chart, strip_chart, time_line, trade_chart


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[int] = ()) -> str:
    """A table with a caption; the first column heads its row, and columns in `numbers` stand to the right."""

    def side(place: int) -> str:
        return ' class="number"' if place in numbers else ""

    head = "".join(f'<th scope="col"{side(place)}>{escape(name)}</th>' for place, name in enumerate(columns))
    body = ""
    count = 0
    for row in rows:
        first, *others = row
        cells = "".join(f"<td{side(place)}>{escape(value)}</td>" for place, value in enumerate(others, start=1))
        body += f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
        count += 1
    kind = ' class="long"' if count > 10 else ""
    return (
        f"<table{kind}><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def figure(svg: str) -> str:
    """A picture of the page; its words are in the picture and in the table beside it."""
    return f'<figure style="margin: 8px 0 14px">{svg}</figure>'


def says(*sentences: str, kind: str = "") -> str:
    """One sentence a paragraph."""
    name = f' class="{kind}"' if kind else ""
    return "".join(f"<p{name}>{escape(sentence)}</p>" for sentence in sentences if sentence)


def planned_events(scenario: Scenario) -> str:
    """The planned events of a scenario: a line of time, and the table beside."""
    if not scenario.planned:
        return says("No events are planned: the days are like any others.")
    spells, rows = [], []
    for event in sorted(scenario.planned, key=lambda event: (event.day, event.kind)):
        factor = getattr(event, "factor", None)
        strength = f"{factor:g} times the usual" if factor is not None else "nothing arrives"
        first, end = (scenario.start_date + timedelta(days=day) for day in (event.day, event.day + event.days - 1))
        spells.append((event.kind, event.day, event.days, f"{event.days} days" if event.days > 1 else "1 day"))
        rows.append([event.kind, f"{first} to {end}", str(event.day), str(event.days), strength])
    label = "Planned events: " + "; ".join(f"{kind} from day {day} for {words}" for kind, day, _, words in spells)
    columns = ("Event", "Dates", "First day", "Days", "How strong")
    shown = table("Planned events", columns, rows, numbers=(2, 3))
    return f'<div class="pair">{figure(time_line(scenario.days, spells, label))}{shown}</div>'


def class_picture(group: Group) -> str:
    """Headline measures and profit: a square for each policy, a circle for the shop as it is, and the table beside."""
    rows = measure_rows(group)
    pictures = "".join(figure(strip_chart(look(row.measure), row.today, row.values, _strip_label(row))) for row in rows)
    words = says(
        "Each orange square is one policy: the mean of its runs.",
        "The dark circle with the dashed line is the shop as it is today.",
        "Squares have no names and their order means nothing; this page does not rank people.",
    )
    trade = ""
    if any(change.direction != "same" for change in group.changes(group.goal)) and len(group.members) > 1:
        gains = [change.mean for change in group.changes(group.goal)]
        profits = [change.mean for change in group.changes(PROFIT)]
        label = f"{look(group.goal).label} against profit for {policies(len(gains))}; {_both(gains, profits)}"
        trade = figure(trade_chart(look(group.goal), gains, profits, label))
    return words + f'<div class="strips">{pictures}{trade}</div>' + _picture_table(group, rows)


def _both(gains: Sequence[float], profits: Sequence[float]) -> str:
    dearer = sum(gain > 0 > profit for gain, profit in zip(gains, profits, strict=True))
    return f"{dearer} with a higher figure and a lower profit than today."


def _strip_label(row: MeasureRow) -> str:
    shown = look(row.measure)
    return (
        f"{shown.label}: {policies(len(row.values))} from {shown.text(row.lowest)} to {shown.text(row.highest)}, "
        f"middle {shown.text(row.middle)}; the shop today {shown.text(row.today)}."
    )


def _picture_table(group: Group, rows: Sequence[MeasureRow]) -> str:
    if len(group.members) == 1:
        columns = ["Measure", "Shop today", "This policy", "Change"]
        body = [
            [
                look(row.measure).label,
                look(row.measure).text(row.today),
                look(row.measure).text(row.values[0]),
                change_words(row.measure, group.changes(row.measure)[0]),
            ]
            for row in rows
        ]
        return table("The policy against the shop today", columns, body, numbers=(1, 2, 3))
    columns = [
        "Measure",
        "Shop today",
        "Lowest",
        "Middle",
        "Highest",
        "Clearly better",
        "Clearly worse",
        "No clear change",
    ]
    body = []
    for row in rows:
        shown = look(row.measure)
        figures = [shown.text(value) for value in (row.today, row.lowest, row.middle, row.highest)]
        body.append([shown.label, *figures, str(row.better), str(row.worse), str(row.unclear)])
    caption = "The class against the shop today; the last three columns count policies"
    return table(caption, columns, body, numbers=range(1, 8))


def decisions_part(done: ClassRun, group: Group) -> str:
    """For each lever a picture of how many chose what, and the table beside it."""
    goal, profit = look(group.goal), look(PROFIT)
    parts = []
    for one in decided(done, group):
        words = [f"{choice.words} (today)" if choice.is_today else choice.words for choice in one.choices]
        counts = [choice.count for choice in one.choices]
        label = f"{one.lever.label}: " + ", ".join(
            f"{word}: {count}" for word, count in zip(words, counts, strict=True)
        )
        rows = [
            [
                word,
                str(choice.count),
                goal.text(choice.goal, signed=True) if choice.count else "-",
                profit.text(choice.profit, signed=True) if choice.count else "-",
            ]
            for word, choice in zip(words, one.choices, strict=True)
        ]
        columns = ("Chosen", "Policies", goal.label, profit.label)
        parts.append(
            f'<div class="pair">{figure(bar_chart(words, counts, label, one.lever.label))}'
            f"{table(one.lever.label, columns, rows, numbers=(1, 2, 3))}</div>"
        )
    return says(
        "The last two columns are mean changes against the shop today.",
        "They come from whole policies, not from this one decision alone.",
    ) + "".join(parts)


def expected_part(group: Group) -> str:
    """Predictions against what each policy came to."""
    parts = []
    asked = [one for one in predictions(group) if one.asked]
    if not asked:
        return says("Nobody said what to expect.")
    for one in asked:
        name = look(one.measure).label
        label = f"{name}: expected {_ways(one.expected)}; happened {_ways(one.happened)}."
        rows = [
            [words, str(one.expected[way]), str(one.happened[way])]
            for way, words in (("up", "up"), ("same", "no clear change"), ("down", "down"))
        ]
        parts.append(
            f'<div class="pair">{figure(foresight_chart(name, one.expected, one.happened, label))}<div>'
            f"{table(name, ('Direction', 'Expected', 'Happened'), rows, numbers=(1, 2))}"
            f"{says(f'{one.right} of {one.asked} foresaw what their own policy would do.')}</div></div>"
        )
    return says(
        "“Up” and “down” mean that the 95 % interval of the change leaves zero out; else there is no clear change."
    ) + "".join(parts)


def _ways(counts: dict[str, int]) -> str:
    return f"up {counts['up']}, no clear change {counts['same']}, down {counts['down']}"


__all__ = ["class_picture", "decisions_part", "expected_part", "figure", "planned_events", "says", "table"]
