"""Suggested conflicts as rows to choose from, in the capture dialog and in triage alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from rhythm.domain.escalations import NEW, ConflictChoice, ConflictId, Escalation, EscalationId, NewEscalation
from rhythm.domain.matching.scoring import Band, band
from rhythm.domain.saying import say_day
from rhythm.screens import words as plain_words
from widgets.panel import wrap
from widgets.plain import FACT_SEP, left_out, one_line
from widgets.row_list import Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rhythm.queries.suggesting import Suggestion
    from rhythm.queries.waiting import WaitingRow
    from rhythm.screens.tracker_words import TrackerWords
    from rhythm.service import Rhythm
    from widgets.plain import Marks

NEW_ROW = "new"
WAITING = "waiting"
LATER = "later"
TAKE, JOIN, MAKE_NEW = "take it", "join both", "new conflict"
"""What Enter does on the conflicts that are suggested, on the row that waits, and on the one below them."""
TITLES = {
    Band.PRESELECTED: "LOOKS LIKE",
    Band.OFFERED: "IS IT ONE OF THESE?",
    Band.DIMMED: "PROBABLY NEW; NEAREST ARE",
    Band.NOTHING: "NOTHING LIKE IT YET",
}
LINKED_TITLE = "OR IS IT ANOTHER?"
_NARROW = 50
"""Cells of a list below which a name and what stands at its right would both be cut."""
_BESIDE_NAME = 4
"""Cells of a row that are not the name's, beside its key: the edges, and what parts the two."""
_BESIDE_RIGHT = 5
"""Cells of a row of which what stands at its right can't have half."""
WAITING_TITLE = "NO CONFLICT LIKE IT YET, BUT A ROW THAT WAITS"


def suggestion_rows(
    words: TrackerWords,
    marks: Marks,
    found: Sequence[Suggestion],
    new: Escalation | NewEscalation,
    keyed: Callable[[str], str],
    later: str = "decide later, in the weekly review",
    waiting: WaitingRow | None = None,
    width: int = 0,
) -> tuple[list[Row], str]:
    """Rows in the three bands, each with its reason below, then the row that is `waiting` and reads alike, a new
    conflict and doing nothing, with the keys of them as `keyed` names those; and the key of the row to begin on. Only
    what is likely enough to be preselected is begun on. In a list of few cells of `width`, names have their lines for
    themselves."""
    matching = words.rhythm.settings.matching
    best = found[0].score if found else 0.0
    shown = band(best, matching.preselect, matching.offer, matching.show) if found else Band.NOTHING
    linked = isinstance(new, Escalation) and new.conflict_id is not None
    title = WAITING_TITLE if waiting is not None and shown is Band.NOTHING else TITLES[shown]
    rows = [heading(LINKED_TITLE if linked else title)]
    tone = Tone.DIM if shown is Band.DIMMED else Tone.PLAIN
    narrow = 0 < width < _NARROW
    for number, one in enumerate(found, 1):
        dots = plain_words.conflict_mark(one.view, words.rhythm.tracker.rules, marks)
        key = keyed(f"{{capture.take_{number}}}")
        named = Row(_key(one), words.veil.text(one.name), key, dots, tone=tone)
        why = Row("", words.reasons(one), right=words.outlook(one, new, short=narrow), tone=Tone.DIM)
        if narrow:
            rows += _narrow(named, why, width)
        else:
            rows += (named, _outlook_first(why) if 0 < width < 2 * cell_len(why.right) + _BESIDE_RIGHT else why)
    rows += _waiting_rows(words, keyed("{capture.join}"), waiting, width if narrow else 0)
    rows.append(Row(NEW_ROW, "a new conflict", keyed("{capture.new}")))
    rows.append(Row(LATER, later.partition(",")[0] if narrow else later, marks.dash))
    return rows, _key(found[0]) if shown is Band.PRESELECTED else LATER


def fitting(rows: list[Row], room: int, *, asked: bool) -> list[Row]:
    """The rows in a list with room for so many lines, which in a low terminal are few, so that the best suggestion
    stands there in any case. While nothing is `asked` yet they are to be read only, from the top; then each can be
    chosen, and what goes are the reasons."""
    if len(rows) <= room:
        return rows
    if not asked:
        return [row._replace(key="") for row in rows[:room]]
    return [row for row in rows if row.selectable or row.tone is Tone.HEADING]


def take_keys(several: int, keyed: Callable[[str], str]) -> str:
    """The keys that take one of so many suggestions: `1`, `1-3`."""
    return keyed("{capture.take_1}" if several == 1 else f"{{capture.take_1}}-{{capture.take_{several}}}")


def left_unsorted(
    found: Sequence[Suggestion], waiting: WaitingRow | None, preselect: float, keyed: Callable[[str], str]
) -> str:
    """What is said when Enter left a row without a conflict though something was offered, which Enter alone does not
    take: what does, and where it is made good."""
    if waiting is None and (not found or found[0].score >= preselect):
        return "logged"
    takes = (
        f"{take_keys(len(found), keyed)} takes a suggestion"
        if found
        else f"{keyed('{capture.join}')} joins it with the row that waits"
    )
    return f"logged in no conflict yet ({takes}); sort it under UNSORTED in Conflicts"


def waiting_for(rhythm: Rhythm, found: Sequence[Suggestion], row: Escalation | NewEscalation) -> WaitingRow | None:
    """The row that waits and reads alike, unless the row has its conflict or a suggestion is all but sure."""
    sure = bool(found) and found[0].score >= rhythm.settings.matching.preselect
    linked = isinstance(row, Escalation) and row.conflict_id is not None
    return None if sure or linked else rhythm.waiting.alike(row)


def verb_on(row: Row | None, later: str) -> str:
    """What Enter does on a row of `suggestion_rows`; `later` is said of the one that leaves things as they are."""
    if row is None:
        return ""
    if waiting_in(row.key) is not None:
        return JOIN
    return {LATER: later, NEW_ROW: MAKE_NEW}.get(row.key, TAKE)


def waiting_in(key: str) -> EscalationId | None:
    """The row that waits behind a key of `suggestion_rows`, where it is one."""
    kind, _, number = key.partition(":")
    return EscalationId(int(number)) if kind == WAITING else None


def _waiting_rows(words: TrackerWords, key: str, waiting: WaitingRow | None, width: int) -> Iterable[Row]:
    if waiting is None:
        return ()
    since = say_day(waiting.row.day, words.rhythm.today())
    both = "one conflict of both"
    row = Row(f"{WAITING}:{waiting.row.id}", words.veil.text(waiting.row.summary), key)
    why = Row("", words.because(waiting.reasons), right=f"waits to be sorted since {since}", tone=Tone.DIM)
    return _narrow(row, why._replace(right=both), width) if width else (row._replace(right=both), why)


def _narrow(named: Row, why: Row, width: int) -> Iterable[Row]:
    """The name alone in its line, with the rest of it below while it is highlighted; then what matters most of why."""
    room = width - _BESIDE_NAME - len(named.mark)
    rest = left_out(one_line(named.main), room)
    yield named._replace(right="", detail=tuple(wrap(rest, room)) if rest else ())
    yield _outlook_first(why)


def _outlook_first(why: Row) -> Row:
    """The line below a name where what stands at its right would be cut."""
    return why._replace(main=FACT_SEP.join(filter(None, (why.right, why.main))), right="")


def refusals(found: Sequence[Suggestion], conflict: ConflictChoice | None) -> tuple[ConflictId, ...]:
    """The suggestions that were refused: those shown and not taken, when another or a new one was."""
    if conflict is None:
        return ()
    return tuple(one.conflict_id for one in found if conflict == NEW or one.conflict_id != conflict)


def _key(one: Suggestion) -> str:
    return f"conflict:{one.conflict_id}"
