"""What stands on the page of one conflict, as rows; what may be done with it; what is told of the highlighted row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rhythm.domain.conflict_story import Step, StepKind
from rhythm.domain.conflict_words import watch_lines, words_for_count
from rhythm.domain.conflicts import ConflictState, Occasion, Rules
from rhythm.domain.escalations import Escalation
from rhythm.domain.fixes import OPEN_FIXES, Fix, main_area, main_cause
from rhythm.domain.saying import counted, say_day, say_when, sentence, times
from rhythm.screens import conflict_story_rows as story_rows
from rhythm.screens import words
from rhythm.screens.conflict_story_rows import below, wrapped
from rhythm.screens.dialogs.fix import form_lines
from rhythm.screens.tracker_words import FIX_QUESTIONS, TrackerWords, fix_state
from widgets.panel import Para
from widgets.plain import FACT_SEP
from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.conflict_story import Story
    from rhythm.queries.tracker import ConflictView
    from rhythm.screens.conflict import ConflictScreen

THE_RULE = "The rule: change the structure instead of coaching around it again."


def rows_of(page: ConflictScreen, view: ConflictView, story: Story) -> list[Row]:
    """The card when a verdict is due; else how it stands. Then its weeks as a picture, and everything by day."""
    marks, rules = page.rhythm_app.marks, page.rhythm.tracker.rules
    dots = words.conflict_mark(view, rules, marks)
    rows = [heading(page.veil.text(view.conflict.name), f"{dots} {words_for_count(view.tally, rules)}")]
    steps = story.steps
    if view.flagged:
        steps = others(steps, view.tally.counted)
        rows += [*story_rows.meetings(page, view.tally.counted), SPACER, *_card(page, view)]
    else:
        rows.append(Row("", _state(page, view), tone=words.conflict_tone(view.state)))
        tested = page.rhythm.alignment.newest(view.id)
        if tested is not None:
            told = sentence(page.rhythm.alignment.says(tested))
            rows += [Row("", part, tone=Tone.DIM) for part in wrapped(page, told)]
        if view.fix is not None and view.fix.watched_to_the_end(page.rhythm.today()):
            rows += [SPACER, *_did_it_hold(page)]
    rows += _open_fix(page, view)
    rows += story_rows.picture(page, view, story)
    return [*rows, *story_rows.timeline(page, steps, "EVERYTHING ELSE, BY DAY" if view.flagged else "BY DAY")]


def others(steps: Sequence[Step], counted: Sequence[Occasion]) -> tuple[Step, ...]:
    """The steps without the meetings that stand on the card, and without what lay between two of those."""
    there = [step.kind is not StepKind.MET or step.occasion not in counted for step in steps]
    return tuple(
        step
        for at, step in enumerate(steps)
        if there[at] and (step.gap is None or not 0 < at < len(steps) - 1 or there[at - 1] or there[at + 1])
    )


def first_key(view: ConflictView) -> str:
    """Where the eye begins: on a card the answer is what is asked for, else the newest meeting is read."""
    if view.flagged:
        return "do:fix"
    return f"escalation:{view.tally.counted[-1].rows[0].id}" if view.tally.counted else ""


def fits(action: str, view: ConflictView | None, rules: Rules, today: dt.date) -> bool:
    """Whether an action fits how the conflict stands; one that is not about a conflict always does."""
    check = _FITS.get(action)
    return check is None or (view is not None and check(view, rules, today))


def _later_left(view: ConflictView, rules: Rules) -> int:
    """How often the verdict can still be put off."""
    return max(0, rules.later_times - view.conflict.put_off)


_FITS: dict[str, Callable[[ConflictView, Rules, dt.date], bool]] = {
    **dict.fromkeys(
        ("fix", "test", "close_conflict"), lambda view, _rules, _today: view.state is not ConflictState.CLOSED
    ),
    "split": lambda view, _rules, _today: len(view.rows) > 1,
    "tension": lambda view, _rules, _today: view.state not in (ConflictState.CLOSED, ConflictState.TENSION),
    # On one that is put off it says until when.
    "later": lambda view, rules, _today: (
        view.state is ConflictState.LATER or (view.flagged and _later_left(view, rules) > 0)
    ),
    "settle": lambda view, _rules, today: view.fix is not None and view.fix.watched_to_the_end(today),
    **dict.fromkeys(("effect", "drop"), lambda view, _rules, _today: view.fix is not None and view.fix.waits),
    **dict.fromkeys(("rename", "merge", "edit_fix", "move_row"), lambda _view, _rules, _today: True),
}


def detail_of(page: ConflictScreen, view: ConflictView, story: Story, key: str) -> tuple[Para, ...]:
    """What the pane at the right tells of the highlighted row."""
    kind, _, number = key.partition(":")
    if kind == "escalation":
        row = next((row for row in view.rows if row.id == int(number)), None)
        return tuple(_about_row(page, row)) if row is not None else ()
    if kind == "weeks":
        return tuple(story_rows.weekly_paras(page, story))
    step = story_rows.step_of(story, key)
    if kind == "fix" or (step is not None and step.fix is not None):
        fix = page.rhythm.fixes.fix(int(number) if step is None or step.fix is None else step.fix.id)
        return tuple(_about_fix(page, fix)) if fix is not None else ()
    return tuple(_about_conflict(page, view))


def _card(page: ConflictScreen, view: ConflictView) -> list[Row]:
    """What the rows say together, the rule, and the four answers."""
    said = TrackerWords(page.rhythm, page.veil)
    sentences = []
    if view.tally.coached:
        sentences.append(f"You coached it {times(view.tally.coached)}.")
    cause = main_cause([row.cause for row in view.rows])
    if cause is not None:
        sentences.append(f"Cause marked most: {said.cause(cause[0])}, {cause[1]} of {len(view.rows)}.")
    tested = page.rhythm.alignment.newest(view.id)
    if tested is not None:
        sentences.append(sentence(page.rhythm.alignment.says(tested)))
    told = [part for paragraph in (" ".join(sentences), THE_RULE) if paragraph for part in wrapped(page, paragraph)]
    rows = [Row("", part) for part in told]
    put_off = said.put_off(view.conflict)
    if put_off:
        rows.append(Row("", sentence(put_off), tone=Tone.WARNING))
    kind = page.rhythm.fixes.suggested_kind(view)
    question = FIX_QUESTIONS[kind] if kind is not None else "what must change so that it stops?"
    rows += [SPACER, Row("do:fix", f"fix the structure: {question}", page.keyed("{conflict.fix}"))]
    if len(view.rows) > 1:
        rows.append(Row("do:split", "not the same conflict: split", page.keyed("{conflict.split}")))
    test, tension = page.keyed("{conflict.test}"), page.keyed("{conflict.tension}")
    rows.append(Row("do:test", "tension or misalignment? three questions", test))
    rows.append(Row("do:tension", "healthy tension: leave it, look again on a day", tension))
    rules = page.rhythm.tracker.rules
    if left := _later_left(view, rules):
        later = f"later: in {rules.later_days} days ({left} left)"
        rows.append(Row("do:later", later, page.keyed("{conflict.later}")))
    return rows


def _did_it_hold(page: ConflictScreen) -> list[Row]:
    return [
        heading("DID IT HOLD?"),
        Row("do:settle('held')", "it held", page.keyed("{conflict.held}")),
        Row("do:settle('came_back')", "it came back", page.keyed("{conflict.came_back}")),
        Row("do:settle('unclear')", "unclear", page.keyed("{conflict.unclear}")),
    ]


def _open_fix(page: ConflictScreen, view: ConflictView) -> list[Row]:
    """The fix that is not settled, with its watch; settled ones stand among the days."""
    fix = view.fix
    if fix is None or fix.state not in OPEN_FIXES:
        return []
    watched = page.rhythm.fixes.watch(fix)
    lines = watch_lines(watched) if watched is not None else ()
    row = Row(
        f"fix:{fix.id}",
        page.veil.text(fix.body) or TrackerWords(page.rhythm, page.veil).fix_kind(fix.kind),
        page.rhythm_app.marks.text(story_rows.FIX_MARKS[fix.state]),
        page.veil.name(fix.owner, fix.owner_id),
        # Where there is no room for all of it, the second half goes whole.
        fix_state(fix, page.rhythm.today()).replace(", ", FACT_SEP),
        detail=below(page, fix.body),
    )
    filled = form_lines(page, fix, page.rhythm.fixes.form(fix))
    said = [Row("", part, tone=Tone.DIM) for line in (*filled, *lines) for part in wrapped(page, line)]
    return [SPACER, heading("THE FIX"), row, *said]


def _state(page: ConflictScreen, view: ConflictView) -> str:
    """How the conflict stands, as a sentence."""
    today, until = page.rhythm.today(), view.conflict.until
    if view.state is ConflictState.TENSION and until is not None:
        return f"Healthy tension, to look at again on {say_when(until, today)}."
    if view.state is ConflictState.LATER and until is not None:
        return f"The verdict is put off until {say_when(until, today)}."
    if view.state is ConflictState.AMBER:
        return "One more and the rule says: change the structure."
    return sentence(words.conflict_words(view))


def _about_row(page: ConflictScreen, row: Escalation) -> list[Para]:
    said = TrackerWords(page.rhythm, page.veil)
    paras = [Para(page.veil.text(row.summary), Tone.HEADING), Para(said.facts(row)), Para()]
    paras.append(Para(f"Moment: {said.moment(row.moment) or 'not said'}"))
    paras.append(Para(f"Cause: {said.cause(row.cause) or 'not said'}"))
    paras += [Para(), Para(page.keyed("Enter edits it; {conflict.move} moves it to another conflict."), Tone.DIM)]
    return paras


def _about_fix(page: ConflictScreen, fix: Fix) -> list[Para]:
    said, today = TrackerWords(page.rhythm, page.veil), page.rhythm.today()
    watched = page.rhythm.fixes.watch(fix)
    kind = said.fix_kind(fix.kind)
    paras = [
        Para(page.veil.text(fix.body) or kind, Tone.HEADING),
        Para(f"{kind}: {FIX_QUESTIONS[fix.kind]}", Tone.DIM),
        Para(f"Owner {page.veil.name(fix.owner, fix.owner_id)}" if fix.owner else "No owner yet"),
        Para(f"{fix_state(fix, today)}; decided {say_day(fix.decided_on, today)}"),
    ]
    filled = form_lines(page, fix, page.rhythm.fixes.form(fix))
    if filled:
        paras += [Para(), *(Para(line) for line in filled)]
    if watched is not None:
        paras += [Para(), *(Para(line) for line in watch_lines(watched))]
    return paras


def _about_conflict(page: ConflictScreen, view: ConflictView) -> list[Para]:
    said, today = TrackerWords(page.rhythm, page.veil), page.rhythm.today()
    numbers = view.tally
    paras = [Para(page.veil.text(view.conflict.name), Tone.HEADING)]
    paras.append(Para(", ".join(page.veil.text(name) for name in view.parties), Tone.DIM))
    paras.append(Para(f"{counted(numbers.ever, 'meeting')} ever, {numbers.minutes} minutes"))
    # What was entered late came up before the conflict was opened.
    first = view.rows[0].day if view.rows else view.conflict.opened_on
    paras.append(Para(f"first seen {say_day(first, today)}"))
    tested = page.rhythm.alignment.newest(view.id)
    if tested is not None:
        paras.append(Para(sentence(page.rhythm.alignment.says(tested))))
    usually = page.rhythm.rights.usually(main_area(view.rows), why=True)
    if usually:
        paras.append(Para(usually, Tone.DIM))
    for row in list(reversed(view.rows))[:6]:
        paras += [Para(), Para(said.facts(row), Tone.DIM), Para(page.veil.text(row.summary), indent=1)]
    return paras
