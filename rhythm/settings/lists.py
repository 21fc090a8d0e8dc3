"""The questions and steps of the reviews and the prompts, shipped or the user's own."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rhythm.settings import shape
from rhythm.settings.shape import Form, Kind
from rhythm.settings.shipped import load_list, load_matching_data, repeats
from rhythm.settings.structure import load_structure
from rhythm.settings.vocabulary import FIX_KINDS, Term, complete, load_vocabulary
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rhythm.settings.problems import Problem
    from rhythm.settings.shape import Plain
    from rhythm.settings.shipped import Finding

WEEK_STEPS = (
    "close_meetings",
    "triage",
    "verdicts",
    "same",
    "promises",
    "reached_me",
    "rituals",
    "people",
    "structure",
    "good_calls",
    "closing",
    "next_week",
)
BUCKETS = ("core", "growth", "enabler", "experimental")
MODES = ("predictability", "learning_speed", "reduce_complexity")
BET_DECISIONS = ("fund", "consolidate", "pause", "protect")
EVIDENCE_RULES = (
    "fixes",
    "good_calls",
    "people",
    "counts",
    "held_without_me",
    "levels",
    "teams",
    "structure",
    "pairs",
    "moves",
    "bench",
    "portfolio",
    "attention",
    "rituals",
)
ALIGNMENT = ("planning_assumptions", "success_criteria", "escalation_rules")
_TEXT = Kind(Form.TEXT)


@shape.shaped(
    id=shape.slug(),
    text=shape.text(),
    evidence=shape.each(Kind(Form.CHOICE, choices=EVIDENCE_RULES), low=1),
    feeds=shape.text(),
)
class QuarterQuestion(NamedTuple):
    """One question of the quarterly review, with the names of the rules that gather its evidence.

    `feeds` says what would bring evidence, for when there is none.
    """

    id: str
    text: str
    evidence: tuple[str, ...]
    feeds: str


@shape.shaped(
    id=shape.slug(), title=shape.text(), question=shape.text(), minutes=shape.whole(0, 120), own=shape.switch()
)
class WeekStep(NamedTuple):
    """One step of the end-of-week review; `minutes` is its share of the week's budget. An `own` step is a question of
    the user's, answered in one line."""

    id: str
    title: str
    question: str
    minutes: int
    own: bool = False


@shape.shaped(coach=shape.each(_TEXT, low=1), clarity=shape.each(_TEXT, low=1), culture=shape.each(_TEXT, low=1))
class Themes(NamedTuple):
    """Questions by the three C's of leading people."""

    coach: tuple[str, ...]
    clarity: tuple[str, ...]
    culture: tuple[str, ...]


@shape.shaped(id=shape.slug(), text=shape.text())
class DelegationQuestion(NamedTuple):
    """One of the questions about something that was delegated and reached the director all the same."""

    id: str
    text: str


@shape.shaped(id=shape.slug(), text=shape.text(), question=shape.text())
class ClarityItem(NamedTuple):
    """One item of the clarity check: `text` names it, as in "unclear to two managers: what their role is"."""

    id: str
    text: str
    question: str


@shape.shaped(id=shape.choice(*ALIGNMENT), name=shape.text(), text=shape.text(), fix=shape.choice(*FIX_KINDS))
class AlignmentQuestion(NamedTuple):
    """One of the questions whether a conflict is tension or misalignment; `fix` is the kind that a no suggests."""

    id: str
    name: str
    text: str
    fix: str


_ALIGNMENT_QUESTIONS = (
    AlignmentQuestion(
        "planning_assumptions", "planning assumptions", "Do both plan on the same assumptions?", "interface"
    ),
    AlignmentQuestion(
        "success_criteria", "success criteria", "Do both use the same success criteria?", "decision_right"
    ),
    AlignmentQuestion("escalation_rules", "escalation rules", "Do both escalate by the same rules?", "escalation_rule"),
)
"""The list of the shipped file, for a user's copy that was made before there was one; a test compares."""


@shape.shaped(
    one_on_one=shape.section(Themes),
    skip_level=shape.section(Themes),
    clarity_check=shape.each(ClarityItem, low=1),
    delegation=shape.each(DelegationQuestion, low=1),
    alignment=shape.each(AlignmentQuestion),
)
class Prompts(NamedTuple):
    """Questions to bring to a 1:1 with a manager and to a skip-level, the items of the clarity check, what is asked
    about something that was delegated, and of a conflict that may be a healthy tension."""

    one_on_one: Themes
    skip_level: Themes
    clarity_check: tuple[ClarityItem, ...]
    delegation: tuple[DelegationQuestion, ...]
    alignment: tuple[AlignmentQuestion, ...] = _ALIGNMENT_QUESTIONS


@shape.shaped(
    id=shape.slug(),
    name=shape.text(),
    purpose=shape.text(),
    question=shape.text(),
    every_days=shape.whole(1, 366),
    from_teams=shape.whole(0, 99),
)
class OfferedRitual(NamedTuple):
    """A ritual that may be taken up; `from_teams` is the number of teams from which it is offered."""

    id: str
    name: str
    purpose: str
    question: str
    every_days: int
    from_teams: int


@shape.shaped(slug=shape.slug(), label=shape.text(), question=shape.text())
class Asking(NamedTuple):
    """A slug of a closed list, its label, and the question that it asks."""

    slug: str
    label: str
    question: str


@shape.shaped(buckets=shape.each(Asking), modes=shape.each(Asking), decisions=shape.each(Term))
class PortfolioWords(NamedTuple):
    """What bets are for, what work on them is tuned for, and what may be decided; closed lists in their order."""

    buckets: tuple[Asking, ...]
    modes: tuple[Asking, ...]
    decisions: tuple[Term, ...]


@shape.shaped(questions=shape.each(QuarterQuestion, low=1))
class _Quarterly(NamedTuple):
    questions: tuple[QuarterQuestion, ...]


@shape.shaped(steps=shape.each(WeekStep, low=1))
class _Weekly(NamedTuple):
    steps: tuple[WeekStep, ...]


@shape.shaped(rituals=shape.each(OfferedRitual, low=1))
class _Rituals(NamedTuple):
    rituals: tuple[OfferedRitual, ...]


def load_quarterly(user_folder: Path | None, cache_folder: Path | None) -> tuple[QuarterQuestion, ...]:
    """The questions of the quarterly review in their order.

    A copy in `user_folder` replaces the shipped file. Raises SettingsError with all problems found. Both
    hold for all loaders here.
    """
    rule = partial(repeats, group="questions", key="id")
    return load_list("quarterly.yaml", _Quarterly, user_folder, cache_folder, rule).questions


def load_weekly(user_folder: Path | None, cache_folder: Path | None) -> tuple[WeekStep, ...]:
    """The steps of the end-of-week review in their order."""
    return load_list("weekly.yaml", _Weekly, user_folder, cache_folder, _weekly_rule).steps


def load_rituals(user_folder: Path | None, cache_folder: Path | None) -> tuple[OfferedRitual, ...]:
    """The rituals that are offered, in their order."""
    rule = partial(repeats, group="rituals", key="id")
    return load_list("rituals.yaml", _Rituals, user_folder, cache_folder, rule).rituals


def load_prompts(user_folder: Path | None, cache_folder: Path | None) -> Prompts:
    """The questions for 1:1s and skip-levels, the clarity check, and the delegation questions."""
    return load_list("prompts.yaml", Prompts, user_folder, cache_folder, _prompts_rule)


def load_portfolio(user_folder: Path | None, cache_folder: Path | None) -> PortfolioWords:
    """The words of the portfolio."""
    return load_list("portfolio.yaml", PortfolioWords, user_folder, cache_folder, _portfolio_rule)


def checked_lists(user_folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the user's own copies of the shipped files, file by file."""
    # Deferred: what reads one list needs no other.
    from rhythm.settings.bench import load_bench
    from rhythm.settings.growth import load_growth
    from rhythm.settings.problems import SettingsError
    from rhythm.settings.sheets import load_sheets

    problems: tuple[Problem, ...] = ()
    loads: tuple[Callable[[Path, None], object], ...] = (
        load_quarterly,
        load_sheets,
        load_weekly,
        load_prompts,
        load_rituals,
        load_portfolio,
        load_structure,
        load_bench,
        load_growth,
        load_vocabulary,
        load_matching_data,
    )
    for load in loads:
        try:
            load(user_folder, None)
        except SettingsError as error:
            problems += error.problems
    return problems


def _weekly_rule(data: Plain) -> Iterator[Finding]:
    """A step is one of the list, or a question of the user's own that says so: a slip makes no new question."""
    from rhythm.settings.problems import did_you_mean, quoted

    yield from repeats(data, "steps", "id")
    for position, step in enumerate(cast("list[Plain]", data["steps"])):
        known, own = step["id"] in WEEK_STEPS, step.get("own", False)
        where, said = f"steps.{position}.id", quoted(str(step["id"]))
        if not known and not own:
            advice = did_you_mean(str(step["id"]), WEEK_STEPS) or f"known here: {', '.join(WEEK_STEPS)}"
            yield where, f"{said} is not one of the steps", f"{advice}; a question of your own has `own: true`"
        if known and own:
            yield where, f"{said} is a step of the review", "leave out `own: true`, or give your question another id"


def _prompts_rule(data: Plain) -> Iterator[Finding]:
    for group in ("clarity_check", "delegation"):
        yield from repeats(data, group, "id")
    if "alignment" in data:
        yield from repeats(data, "alignment", "id")
        written = {str(item["id"]) for item in cast("list[Plain]", data["alignment"])}
        for name in ALIGNMENT:
            if name not in written:
                yield "alignment", f"alignment has no {name}", "keep every shipped id; only its words may change"


def _portfolio_rule(data: Plain) -> Iterator[Finding]:
    for group, slugs in (("buckets", BUCKETS), ("modes", MODES), ("decisions", BET_DECISIONS)):
        yield from complete(data, group, slugs, closed=True)
        yield from repeats(data, group, "slug")
