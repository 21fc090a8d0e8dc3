"""Conflicts: what keeps coming to me, and what must change so that it stops?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.conflict_words import watch_short
from rhythm.domain.conflicts import ConflictState
from rhythm.domain.day_words import MONTH_LABELS
from rhythm.domain.escalations import Escalation
from rhythm.domain.fixes import FixState
from rhythm.domain.saying import counted, say_day
from rhythm.screens import words
from rhythm.screens.place import PageScreen
from rhythm.screens.tracker_words import TrackerWords, brief_count
from widgets.meter import spark
from widgets.panel import Para, TextPanel
from widgets.plain import FACT_SEP
from widgets.row_list import SPACER, PagedSource, Row, RowList, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.queries.counts import Counts
    from rhythm.queries.tracker import ConflictView

WEEKS = 13
"""Weeks of figures: a quarter."""
FIGURES, UNLINKED, OLDER = "figures:13", "unlinked:all", "older:all"
MOST_NAMED = 8

GROUPS: tuple[tuple[str, tuple[ConflictState, ...]], ...] = (
    ("VERDICT DUE", (ConflictState.VERDICT_DUE,)),
    ("ONE MORE AND THE RULE SAYS: CHANGE THE STRUCTURE", (ConflictState.CAME_BACK, ConflictState.AMBER)),
    ("WATCHED FIXES", (ConflictState.IN_EFFECT, ConflictState.FIXING)),
    ("OTHERS", (ConflictState.LATER, ConflictState.WATCHING)),
    ("QUIET", (ConflictState.HELD, ConflictState.UNCLEAR, ConflictState.TENSION, ConflictState.CLOSED)),
)
_Entry = Row | int
"""A row that is finished, or the number of a conflict whose row is made when it comes in sight."""


class ConflictsScreen(PageScreen):
    """All conflicts, those that need a verdict first; rows without a conflict above them."""

    PLACE = "conflicts"
    SCOPES = ("conflicts", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("conflicts"), *bindings("copy")]
    HELP = """
    **Conflicts** answers one question: what keeps coming to me, and what must change so that it stops?

    Dots count the meetings in which a conflict came up. At the third a verdict is due: fix the structure, split, call
    it a healthy tension, or decide later. Enter opens a conflict, or sorts what has no conflict yet. On the first line
    it opens the figures: what reached you, in which area, from under whom, and between which teams.
    """

    _older_shown = False
    """Whether those of which nothing was heard for a year are listed too; Enter on their row asks for them."""

    def body(self) -> ComposeResult:
        yield from self.list_and_detail(self._empty_lines())

    def reload(self) -> None:
        tracker, today = self.rhythm.tracker, self.rhythm.today()
        self._unlinked = tuple(reversed(tracker.unlinked()))
        self._views: dict[int, ConflictView] = {view.id: view for view in tracker.conflicts()}
        self._older = tracker.older_count()
        first = today - dt.timedelta(days=today.weekday(), weeks=WEEKS - 1)
        self._counts = self.rhythm.reviews.counts(first, today)
        anything = self._views or self._older or self._unlinked or self._counts.reached_me
        entries = self._entries(today) if anything else []
        places = {_key_of(entry): place for place, entry in enumerate(entries)}
        first_time = self.listing.highlighted is None
        self.listing.set_source(
            PagedSource(
                len(entries),
                lambda start, count: self._rows(entries[start : start + count]),
                places.get,
            )
        )
        if first_time:
            # The eye begins where something is asked of it, not on the figures.
            asked = (entry for entry in entries if isinstance(entry, int))
            self.listing.highlight(_key_of(found) if (found := next(asked, None)) is not None else UNLINKED)
        self._show_detail()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the conflict, sort what has none, or open the figures."""
        from rhythm.screens.opening import open_key

        key = message.row.key
        if key == UNLINKED:
            from rhythm.screens.dialogs.triage import open_triage

            open_triage(self.rhythm_app, self._unlinked[0], self._unlinked)
        elif key == FIGURES:
            from rhythm.screens.figures import FiguresScreen

            self.rhythm_app.open_page(FiguresScreen(self.rhythm))
        elif key == OLDER:
            self._older_shown = True
            self.reload()
        else:
            open_key(self, key)

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show the detail of the highlighted row."""
        self._show_detail()

    def _show_detail(self) -> None:
        from rhythm.screens.details import detail_of

        if not (self.has_class("-wide") or self.has_class("-full")) or not hasattr(self, "_counts"):
            return
        row = self.listing.highlighted
        panel = self.query_one("#detail", TextPanel)
        if row is None:
            panel.set_paras(())
        elif row.key == UNLINKED:
            panel.set_paras(self._about_unlinked())
        elif row.key == FIGURES:
            panel.set_paras(self._about_figures(self._counts))
        else:
            panel.set_paras(detail_of(self, row.key))

    def _entries(self, today: dt.date) -> list[_Entry]:
        entries: list[_Entry] = [*self._figures(self._counts)]
        if self._unlinked:
            number = len(self._unlinked)
            entries += [
                SPACER,
                heading("UNSORTED"),
                Row(
                    UNLINKED,
                    f"{counted(number, 'escalation')} without a home",
                    "?",
                    f"last {say_day(self._unlinked[0].day, today)}",
                    "waiting to be sorted",
                    Tone.WARNING,
                ),
            ]
        for title, states in GROUPS:
            found = [view for view in self._views.values() if view.state in states]
            if title == "QUIET":
                found.sort(key=lambda view: view.tally.last_day or dt.date.min, reverse=True)
            if found:
                entries += [SPACER, heading(title, str(len(found))), *(view.id for view in found)]
        if self._older:
            entries += [SPACER, heading("NOTHING FOR A YEAR", str(self._older)), *self._older_entries()]
        return entries

    def _older_entries(self) -> Sequence[_Entry]:
        if self._older_shown:
            return self.rhythm.tracker.older_conflicts()
        return [Row(OLDER, f"Show {counted(self._older, 'older conflict')}", tone=Tone.DIM)]

    def _figures(self, counts: Counts) -> list[Row]:
        line = spark([count for _, count in counts.weekly], self.rhythm_app.marks)
        unsaid = f" · not said {counts.unsaid}" if counts.unsaid else ""
        said = f"reached you {counts.reached_me} · yours {counts.mine} · not yours {counts.not_mine}{unsaid}"
        weeks = f"logged in {counts.logged_weeks} of {counts.weeks} weeks"
        return [heading(f"LAST {WEEKS} WEEKS", weeks), Row(FIGURES, self.rhythm_app.marks.text(f"{line}  {said}"))]

    def _rows(self, entries: Sequence[_Entry]) -> list[Row]:
        unread = [entry for entry in entries if isinstance(entry, int) and entry not in self._views]
        views = {**self._views, **self.rhythm.tracker.conflicts_among(unread)} if unread else self._views
        # A conflict may be gone since the list was read; the list is read anew in a moment.
        return [
            entry if isinstance(entry, Row) else self._row(views[entry]) if entry in views else SPACER
            for entry in entries
        ]

    def _row(self, view: ConflictView) -> Row:
        tracker, today = self.rhythm.tracker, self.rhythm.today()
        quiet = view.state in dict(GROUPS)["QUIET"]
        return Row(
            f"conflict:{view.id}",
            self.veil.text(view.conflict.name),
            words.conflict_mark(view, tracker.rules, self.rhythm_app.marks),
            say_day(view.tally.last_day, today) if view.tally.last_day is not None else "",
            self._fact(view),
            Tone.DIM if quiet else self._tone(view),
        )

    def _tone(self, view: ConflictView) -> Tone:
        verify_on = view.fix.verify_on if view.fix is not None else None
        if view.state is ConflictState.IN_EFFECT and verify_on is not None and verify_on <= self.rhythm.today():
            return Tone.WARNING
        return words.conflict_tone(view.state)

    def _fact(self, view: ConflictView) -> str:
        """What decides about a conflict in its state."""
        until = view.conflict.until
        if view.state is ConflictState.IN_EFFECT and view.fix is not None:
            found = self.rhythm.fixes.watch(view.fix)
            return watch_short(found) if found is not None else "in effect"
        if view.state is ConflictState.FIXING:
            proposed = view.fix is not None and view.fix.state is FixState.PROPOSED
            return f"proposed{FACT_SEP}no owner yet" if proposed else f"decided{FACT_SEP}not in effect yet"
        if view.state is ConflictState.LATER and until is not None:
            return f"put off until {say_day(until, self.rhythm.today())}"
        if view.state is ConflictState.TENSION and until is not None:
            return f"tension until {say_day(until, self.rhythm.today())}"
        if view.state in (ConflictState.VERDICT_DUE, ConflictState.AMBER, ConflictState.WATCHING):
            return brief_count(view.tally)
        return words.CONFLICT_WORDS[view.state]

    def _about_unlinked(self) -> Sequence[Para]:
        said, today = TrackerWords(self.rhythm, self.veil), self.rhythm.today()
        paras = [Para("Without a home", Tone.HEADING), Para("Enter sorts them, one after the other.", Tone.DIM)]
        for row in self._unlinked[:MOST_NAMED]:
            paras += [Para(), *_short(row, said, today)]
        return paras

    def _about_figures(self, counts: Counts) -> Sequence[Para]:
        said = TrackerWords(self.rhythm, self.veil)
        paras = [
            Para(f"The last {WEEKS} weeks", Tone.HEADING),
            Para(f"Reached you {counts.reached_me}: yours {counts.mine}, not yours {counts.not_mine}."),
            Para(f"Held without you {counts.held_without_me}."),
            Para(f"{counts.minutes} minutes."),
            Para(
                f"Logged in {counts.logged_weeks} of {counts.weeks} weeks; a dot is a week without a log.",
                Tone.DIM,
            ),
        ]
        if counts.grid:
            paras += [Para(), Para("Most of it", Tone.HEADING)]
        for cell in counts.grid[:MOST_NAMED]:
            manager = self.veil.name(cell.manager, cell.manager_id)
            paras.append(Para(f"{cell.number:>2}  {said.area(cell.area)}, {manager}", indent=1))
        return paras

    def _empty_lines(self) -> list[str]:
        # A day without its year that is taken on every day of the year.
        earlier = self.rhythm.today() - dt.timedelta(weeks=6)
        typed = f"{earlier.day}-{MONTH_LABELS[earlier.month - 1].lower()}"
        return [
            "Nothing has reached you yet, or nothing was logged.",
            "",
            self.keyed("Press {capture.open} to log what reached you today: one line, and Enter."),
            "You remember older ones? Type them with their day:",
            f"  Platform / Growth: who sets the release date on:{typed}",
            "Or import them, in the shell:  rhythm import escalations FILE.csv",
        ]


def _key_of(entry: _Entry) -> str:
    return entry.key if isinstance(entry, Row) else f"conflict:{entry}"


def _short(row: Escalation, said: TrackerWords, today: dt.date) -> list[Para]:
    head = " · ".join(part for part in (say_day(row.day, today), said.parties(row), said.raiser(row)) if part)
    return [Para(head, Tone.DIM), Para(said.veil.text(row.summary), indent=1)]
