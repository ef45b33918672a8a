"""Personal Data (Privacy) Ordinance (Cap. 486): customers' data moved to a new system that nobody had tried."""

from __future__ import annotations

from sim.rules.rule import Finding, Rule, in_window, refer
from sim.run import Run


def moved_untried(run: Run) -> list[Finding]:
    """The first opening on a new system without a rehearsal of the move before: one finding."""
    window, levers = in_window(run, "went_live"), run.policy.introduction
    if window.start == window.stop or levers.trial_migration:
        return []
    day = float(run.log.table("went_live")["day"][window.start])
    return [Finding("PD-16d", day, refer("went_live", [window.start]), 1, 0)]


RULES = (
    Rule(
        id="PD-16d",
        ordinance="Cap. 486",
        section="Sch. 1 DPP4(1)",
        title="Customers' data moved to a new system without trying the move first",
        severity="P",
        penalty="enforcement notice first (s.50); breaking the notice is an offence (s.50A)",
        evidence="S",
        source="CA23 (news of the Privacy Commissioner's report on an on-line market place)",
        text_date="2023",
        card=(
            "All practicable steps must be taken against data falling into the wrong hands, when they are moved above "
            "all: weigh the risk, try the move, test who can see what. That a rehearsal of the move stands for these "
            "steps is a rule of this exercise."
        ),
        find=moved_untried,
    ),
)
