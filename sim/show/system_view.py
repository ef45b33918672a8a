"""Choosing and paying for a system: the brochures side by side, the budget against what was spent, the project."""

from __future__ import annotations

from collections.abc import Callable

from sim.codes import PROJECT_TASKS
from sim.measures.budget import budget_table, critical_path, project_delay_days, project_overrun
from sim.run import Run
from sim.show import markup
from sim.systems import Trait, systems, traits_of


def _dollars(cents: float) -> str:
    return f"HK${cents / 100:,.0f}"


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _signed(dollars: float) -> str:
    sign = "-" if dollars <= -0.5 else "+" if dollars >= 0.5 else ""
    return f"{sign}HK${abs(dollars):,.0f}"


def _yes_or_no(flag: float) -> str:
    return "yes" if flag else "no"


def _plain(number: float) -> str:
    return f"{number:g}"


WORDS: dict[str, tuple[str, Callable[[float], str]]] = {
    "system.setup_cents": ("Set-up, once", _dollars),
    "system.monthly_cents": ("Fee a month", _dollars),
    "system.hardware_cents": ("Own machines, a month", _dollars),
    "system.commission": ("Share of sales that is kept", _percent),
    "system.build_days": ("Days until it is there", _plain),
    "server.own": ("We keep the server ourselves", _yes_or_no),
    "system.patch_hours": ("Our hours for a round of updates", _plain),
    "migration.errors": ("Items that come over wrong", _percent),
    "outage.provider_per_year": ("Failures of the provider a year", _plain),
    "outage.hardware_per_year": ("Failures of machines a year", _plain),
    "outage.changes_per_month": ("Changes to the system a month", _plain),
    "outage.change_failure": ("Changes that go wrong", _percent),
    "outage.capacity": ("Bears so many times usual visits", _plain),
    "loss.hardware": ("Data lost when a machine fails", _percent),
    "publish.minutes": ("Minutes to enter a change", _plain),
}
"""What a trait is called and how it is written; spread and tail of costs are in no brochure."""


def brochures(chosen: str) -> str:
    """What the brochures of all systems state, the chosen one first; what only a trial can show is marked."""
    names = [chosen, *(name for name in systems() if name != chosen)]
    tables = {name: {trait.id: trait for trait in traits_of(name)} for name in names}
    rows = [
        (words, *(_stated(tables[name].get(trait), form) for name in names)) for trait, (words, form) in WORDS.items()
    ]
    head = ("What the brochure says", *(name.replace("-", " ").capitalize() for name in names))
    return markup.table("Four systems to choose from; this shop takes the first", head, rows) + markup.paragraphs(
        "A mark (*): only a trial shows whether it is so, a rehearsal of the move or the shop as it then runs.",
        "Set a budget, decide how much is tried before the move, and run the shop for a year.",
    )


def _stated(trait: Trait | None, form: Callable[[float], str]) -> str:
    if trait is None:
        return "not said"
    return form(trait.stated) + (" *" if trait.only_by_trial else "")


def spent(one: Run) -> str:
    """The budget of the plan against what was spent, and what became of the project."""
    table = budget_table(one)
    rows = [
        (
            str(line).capitalize(),
            f"HK${row['budget']:,.0f}",
            f"HK${row['actual']:,.0f}",
            _signed(row["difference"]),
        )
        for line, row in table.iterrows()
    ]
    caption = f"Budget and spending in {one.days} days, first shop"
    head = ("Line", "Budget", "Spent", "Difference")
    return "<h3>Budget and project</h3>" + markup.table(caption, head, rows, numbers=(1, 2, 3)) + _project(one)


def _project(one: Run) -> str:
    began, live = one.log.table("project_began"), one.log.table("went_live")
    if not len(began["day"]):
        return ""
    sentences = [
        f"The move was planned to take {began['planned_days'][0]:.0f} days and to cost "
        f"{_dollars(float(began['planned_cents'][0]))}."
    ]
    if len(live["day"]):
        late, over = project_delay_days(one), project_overrun(one)
        sentences.append(
            f"The shop opened on the new system on day {live['day'][-1]:.0f}, {abs(late):.0f} days "
            f"{'late' if late > 0 else 'early'}; {int(live['errors'][-1])} items came over wrong."
        )
        sentences.append(f"It cost {over:.0%} more than planned." if over > 0 else "It cost no more than planned.")
    else:
        sentences.append("At the end of the run the new system is not in use yet.")
    if len(one.log.table("rolled_back")["day"]):
        sentences.append("So much was wrong that the shop went back to the old system and moved again.")
    path = critical_path(one)
    if path:
        sentences.append(f"What the end of the project waited for: {', then '.join(path)}.")
    done = len(one.log.table("project_task")["day"])
    sentences.append(f"{done} of {len(PROJECT_TASKS)} tasks were finished.")
    return markup.paragraphs(*sentences) + _trial(one)


def _trial(one: Run) -> str:
    """What the rehearsal showed that the brochure did not say."""
    seen = one.log.table("trait_seen")
    if not len(seen["day"]):
        return ""
    traits, rows = traits_of(one.scenario.system), []
    for place, stated, found in zip(*(seen[name].tolist() for name in ("trait", "stated", "found")), strict=True):
        if traits[place].id in WORDS:
            words, form = WORDS[traits[place].id]
            rows.append((words, form(stated), form(found)))
    return markup.table("What the rehearsal showed", ("Trait", "Stated", "Found"), rows, numbers=(1, 2))


__all__ = ["brochures", "spent"]
