"""One key for each field of an escalation, in triage and while one is logged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from rhythm.domain.escalations import Cause, Handling, Moment, Reached
from rhythm.domain.text import clean_line
from rhythm.errors import RhythmError

if TYPE_CHECKING:
    from rhythm.app import RhythmApp
    from rhythm.domain.escalations import Escalation, NewEscalation
    from rhythm.screens.dialogs.pick import Choice
    from rhythm.screens.tracker_words import TrackerWords
    from rhythm.settings.vocabulary import Area, Term

LENGTHS = (5, 10, 15, 20, 30, 45, 60, 90, 120)
"""Minutes that are on offer; others are typed: `~25m`, or `ctrl+e`."""
MOMENTS = "{triage.ambiguity} {triage.quality_bar} {triage.org_design} {triage.executive} {triage.none}"
MOMENT_KEYS = (
    "{triage.ambiguity}\u00a0ambiguity  {triage.quality_bar}\u00a0quality  {triage.org_design}\u00a0org\u00a0design  "
    "{triage.executive}\u00a0executive  {triage.none}\u00a0none"
)
WITHOUT_ME = "What would have let them decide without you?"
REPAIR = "What would have brought it to you in time?"


class FieldKeys:
    """The actions behind the keys of the scope `fields`. What mixes it in says what is shown, and takes answers."""

    @property
    def in_hand(self) -> Escalation | NewEscalation | None:
        """The escalation that the keys are about."""
        raise NotImplementedError

    def take(self, **changes: object) -> object:
        """Store an answer, the values by field. Raises RhythmError when it is refused."""
        raise NotImplementedError

    def taken(self, stored: object) -> None:
        """Show what `take` stored."""
        raise NotImplementedError

    def answer(self, **changes: object) -> None:
        """Take an answer, and show it."""
        try:
            stored = self.take(**changes)
        except RhythmError as error:
            self._on.show_error(error)
        else:
            self.taken(stored)

    @property
    def _on(self) -> RhythmApp:
        return cast("RhythmApp", self.app)  # type: ignore[attr-defined]

    def action_moment(self, moment: str) -> None:
        """Say whether it was one of the four moments."""
        self.answer(moment=Moment(moment))

    def action_handling(self) -> None:
        """Say what was done with it."""
        terms = self._on.rhythm.vocabulary.handlings
        self._choose("What did you do with it?", "handling", terms, lambda slug: {"handling": Handling(slug)})

    def action_cause(self) -> None:
        """Say why it came."""
        terms = self._on.rhythm.vocabulary.causes
        self._choose("Why did it reach you?", "cause", terms, lambda slug: {"cause": Cause(slug)})

    def action_area(self) -> None:
        """Say what was to be decided."""
        areas = self._on.rhythm.vocabulary.areas
        self._choose("What was to be decided?", "area", areas, lambda slug: {"area": slug, "area_text": ""})

    def action_reached(self) -> None:
        """Say whether it came in time; for a late one the repair question follows."""
        terms = self._on.rhythm.vocabulary.reached

        def taken(slug: str) -> None:
            self.answer(reached=Reached(slug))
            if slug == Reached.LATE:
                self.action_repair()

        self._ask("Did it reach you in time?", "reached", lambda: _choices(terms), taken)

    def action_minutes(self) -> None:
        """Say how long it took."""
        from rhythm.screens.dialogs.pick import Choice

        row = self.in_hand
        lengths = sorted({*LENGTHS, *((row.minutes,) if row is not None and row.minutes else ())})
        choices = [Choice(str(length), str(length), "minutes") for length in lengths]
        self._ask(
            "How long did it take you?",
            "minutes",
            lambda: choices,
            lambda key: self.answer(minutes=int(key)),
        )

    def action_without_me(self) -> None:
        """Say what would have let them decide without the director."""
        self._ask_line("without_me", WITHOUT_ME)

    def action_repair(self) -> None:
        """Say what would bring the next one in time."""
        self._ask_line("repair", REPAIR)

    def _choose(
        self, title: str, what: str, terms: Sequence[Term | Area], values: Callable[[str], dict[str, object]]
    ) -> None:
        self._ask(title, what, lambda: _choices(terms), lambda slug: self.answer(**values(slug)))

    def _ask(
        self, title: str, what: str, choices: Callable[[], Sequence[Choice]], then: Callable[[str], object]
    ) -> None:
        from rhythm.screens.dialogs.keyed import choose

        row = self.in_hand
        if row is not None:
            choose(self._on, title, choices, then, first=str(getattr(row, what) or ""))

    def _ask_line(self, what: str, title: str) -> None:
        from rhythm.screens.dialogs.form import Field, ask_fields

        row = self.in_hand
        if row is None:
            return

        def said(text: str) -> str:
            if text.strip():
                clean_line(text, "the line")
            return ""

        name = f"{what}:{getattr(row, 'id', 'new')}"
        field = Field("line", "One line, or none", getattr(row, what), said)
        ask_fields(
            self._on,
            name,
            title,
            [field],
            lambda texts: self.take(**{what: texts["line"]}),
            self.taken,
        )


def asked_lines(words: TrackerWords, row: Escalation | NewEscalation, keyed: Callable[[str], str]) -> list[str]:
    """The fields with their values, or with the key that fills them, as `keyed` names it."""
    late = row.reached is Reached.LATE
    more = {
        "{triage.area}\u00a0area": words.area(row.area, row.area_text) if row.area else "",
        "{triage.minutes}\u00a0minutes": f"{row.minutes} min" if row.minutes else "",
    }
    empty = keyed("  ".join(key for key, value in more.items() if not value))

    def field(label: str, value: str, ask: str) -> str:
        return f"{label:<10}{value or keyed(ask)}"

    reached = field("Reached", words.reached(row.reached), "{triage.reached} to say whether in time")
    repair = "{triage.repair} to say what would have brought it in time"
    without_me = "{triage.without_me} to say what would have let them decide without you"
    return [
        field("Moment", words.moment(row.moment), MOMENT_KEYS),
        field("Handling", words.handling(row.handling), "{triage.handling} to say what you did"),
        field("Cause", words.cause(row.cause), "{triage.cause} to say why it reached you"),
        f"{reached}  {empty}" if empty else reached,
        *([field("Repair", words.veil.text(row.repair), repair)] if late else []),
        field("Without", words.veil.text(row.without_me), without_me),
    ]


def _choices(terms: Sequence[Term | Area]) -> list[Choice]:
    from rhythm.screens.dialogs.pick import Choice

    return [Choice(term.slug, term.label, term.help) for term in terms]
