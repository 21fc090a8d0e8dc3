"""What stands on the page of one conflict, as rows, and what is told of the highlighted one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.domain.conflict_words import watch_lines, words_for_count
from rhythm.domain.conflicts import ConflictState
from rhythm.domain.escalations import Escalation
from rhythm.domain.fixes import Fix, FixState, main_cause
from rhythm.domain.saying import counted, say_day, say_when, times
from rhythm.screens import words
from rhythm.screens.place import WIDE
from rhythm.screens.tracker_words import FIX_QUESTIONS, VERDICTS, TrackerWords, fix_state
from widgets.panel import Para, wrap
from widgets.plain import one_line
from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.queries.tracker import ConflictView
    from rhythm.screens.conflict import ConflictScreen

THE_RULE = "The rule: change the structure instead of coaching around it again."
FIX_MARKS = {FixState.HELD: "✓", FixState.CAME_BACK: "↻", FixState.DROPPED: "–", FixState.IN_EFFECT: "▸"}
FIX_TONES = {FixState.HELD: Tone.SUCCESS, FixState.CAME_BACK: Tone.ERROR, FixState.DROPPED: Tone.DIM}


def rows_of(page: ConflictScreen, view: ConflictView) -> list[Row]:
    """The card when a verdict is due; else state, fixes, meetings and verdicts."""
    marks, rules = page.rhythm_app.marks, page.rhythm.tracker.rules
    dots = words.conflict_mark(view, rules, marks)
    rows = [heading(page.veil.text(view.conflict.name), f"{dots} {words_for_count(view.tally, rules)}")]
    if view.flagged:
        counted = {row.id for occasion in view.tally.counted for row in occasion.rows}
        newest = [row for row in view.rows if row.id in counted]
        earlier = [row for row in view.rows if row.id not in counted]
        rows += [*_meetings(page, newest), SPACER, *_card(page, view)]
        if earlier:
            rows += [SPACER, heading("EARLIER", str(len(earlier))), *_meetings(page, list(reversed(earlier)))]
        return [*rows, *_fixes(page, view), *_verdicts(page, view)]
    rows.append(Row("", _state(page, view), tone=words.conflict_tone(view.state)))
    asked = page.asked_about()
    if asked is not None:
        rows += [SPACER, *_did_it_hold()]
    rows += _fixes(page, view)
    rows += [SPACER, heading("MEETINGS", str(view.tally.ever)), *_meetings(page, list(reversed(view.rows)))]
    return [*rows, *_verdicts(page, view)]


def detail_of(page: ConflictScreen, view: ConflictView, key: str) -> tuple[Para, ...]:
    """What the pane at the right tells of the highlighted row."""
    kind, _, number = key.partition(":")
    if kind == "escalation":
        row = next((row for row in view.rows if row.id == int(number)), None)
        return tuple(_about_row(page, row)) if row is not None else ()
    if kind == "fix":
        fix = page.rhythm.fixes.fix(int(number))
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
    rows = [Row("", part) for sentence in [" ".join(sentences), THE_RULE] for part in _wrapped(page, sentence)]
    put_off = said.put_off(view.id)
    if put_off:
        rows.append(Row("", f"{put_off[:1].upper()}{put_off[1:]}.", tone=Tone.WARNING))
    kind = page.rhythm.fixes.suggested_kind(view)
    question = FIX_QUESTIONS[kind] if kind is not None else "what must change so that it stops?"
    rows += [SPACER, Row("do:fix", f"fix the structure: {question}", "f")]
    if len(view.rows) > 1:
        rows.append(Row("do:split", "not the same conflict: split", "s"))
    rows.append(Row("do:tension", "healthy tension: leave it, look again on a day", "t"))
    left = page.later_left(view)
    if left:
        days = page.rhythm.tracker.rules.later_days
        rows.append(Row("do:later", f"later: in {days} days ({left} left)", "l"))
    return rows


def _did_it_hold() -> list[Row]:
    return [
        heading("DID IT HOLD?"),
        Row("do:settle('held')", "it held", "k"),
        Row("do:settle('came_back')", "it came back", "r"),
        Row("do:settle('unclear')", "unclear", "w"),
    ]


def _meetings(page: ConflictScreen, found: list[Escalation]) -> list[Row]:
    said, today = TrackerWords(page.rhythm, page.veil), page.rhythm.today()
    days = [say_day(row.day, today) for row in found]
    width = max(map(len, days), default=0)
    wide = max((len(said.handling(row.handling)) for row in found), default=0)
    rows = []
    for row, day in zip(found, days, strict=True):
        done = f"{said.handling(row.handling) or '-':<{wide}}"
        length = f"{row.minutes}'" if row.minutes else ""
        rows.append(
            Row(
                f"escalation:{row.id}",
                f"{day:>{width}}  {said.place(row)}".rstrip(),
                fact=f"{done}  {length}".rstrip(),
                right=_who(said, row),
                detail=_below(page, row.summary),
            )
        )
    return rows


def _who(said: TrackerWords, row: Escalation) -> str:
    """Who raised it, else who is in it."""
    return said.raiser(row) or said.parties(row)


def _fixes(page: ConflictScreen, view: ConflictView) -> list[Row]:
    today = page.rhythm.today()
    found = page.rhythm.fixes.of(view.id)
    if not found:
        return []
    said, marks = TrackerWords(page.rhythm, page.veil), page.rhythm_app.marks
    rows = [SPACER, heading("FIXES")]
    for fix in found:
        owner = page.veil.name(fix.owner, fix.owner_id)
        watched = page.rhythm.fixes.watch(fix)
        lines = watch_lines(watched) if watched is not None and fix.state is FixState.IN_EFFECT else ()
        rows.append(
            Row(
                f"fix:{fix.id}",
                page.veil.text(fix.body) or said.fix_kind(fix.kind),
                marks.text(FIX_MARKS.get(fix.state, "·")),
                owner,
                fix_state(fix, today),
                FIX_TONES.get(fix.state, Tone.PLAIN),
                _below(page, fix.body),
            )
        )
        rows += [Row("", part, tone=Tone.DIM) for line in lines for part in _wrapped(page, line)]
    return rows


def _verdicts(page: ConflictScreen, view: ConflictView) -> list[Row]:
    today = page.rhythm.today()
    found = page.rhythm.tracker.verdicts_of(view.id)
    if not found:
        return []
    rows = [SPACER, heading("VERDICTS")]
    for verdict in reversed(found):
        until = f" until {say_day(verdict.until, today)}" if verdict.until is not None else ""
        rows.append(Row("", f"{say_day(verdict.day, today)}  {VERDICTS[verdict.kind]}{until}"))
        if verdict.why:
            rows += [Row("", part, tone=Tone.DIM) for part in _wrapped(page, page.veil.text(verdict.why))]
    return rows


def _below(page: ConflictScreen, text: str) -> tuple[str, ...]:
    """A text to stand under the highlighted row, where no pane at the right shows it."""
    return _wrapped(page, page.veil.text(text)) if text and page.size.width < WIDE else ()


def _wrapped(page: ConflictScreen, text: str) -> tuple[str, ...]:
    """A text as lines that fit into the list, marks and margins left out."""
    return tuple(wrap(one_line(text), max(20, page.list_width - 6)))


def _state(page: ConflictScreen, view: ConflictView) -> str:
    """How the conflict stands, as a sentence."""
    today, until = page.rhythm.today(), view.conflict.until
    if view.state is ConflictState.TENSION and until is not None:
        return f"Healthy tension, to look at again on {say_when(until, today)}."
    if view.state is ConflictState.LATER and until is not None:
        return f"The verdict is put off until {say_when(until, today)}."
    if view.state is ConflictState.AMBER:
        return "One more and the rule says: change the structure."
    said = words.CONFLICT_WORDS[view.state]
    return f"{said[:1].upper()}{said[1:]}."


def _about_row(page: ConflictScreen, row: Escalation) -> list[Para]:
    said = TrackerWords(page.rhythm, page.veil)
    paras = [Para(page.veil.text(row.summary), Tone.HEADING), Para(said.facts(row)), Para()]
    paras.append(Para(f"Moment: {said.moment(row.moment) or 'not said'}"))
    paras.append(Para(f"Cause: {said.cause(row.cause) or 'not said'}"))
    paras += [Para(), Para("Enter edits it; ctrl+x moves it to another conflict.", Tone.DIM)]
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
    if watched is not None:
        paras += [Para(), *(Para(line) for line in watch_lines(watched))]
    return paras


def _about_conflict(page: ConflictScreen, view: ConflictView) -> list[Para]:
    said, today = TrackerWords(page.rhythm, page.veil), page.rhythm.today()
    numbers = view.tally
    paras = [Para(page.veil.text(view.conflict.name), Tone.HEADING)]
    paras.append(Para(", ".join(page.veil.text(name) for name in view.parties), Tone.DIM))
    paras.append(Para(f"{counted(numbers.ever, 'meeting')} ever, {numbers.minutes} minutes"))
    paras.append(Para(f"first seen {say_day(view.conflict.opened_on, today)}"))
    for row in list(reversed(view.rows))[:6]:
        paras += [Para(), Para(said.facts(row), Tone.DIM), Para(page.veil.text(row.summary), indent=1)]
    return paras
