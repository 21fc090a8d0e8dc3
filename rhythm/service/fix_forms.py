"""The forms of fixes: what a typed field means, what a form says, and what can be filled in from the conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rhythm.domain.fix_forms import (
    CHARTER,
    FORMS,
    OTHER,
    Filled,
    FormField,
    Holds,
    can_be_carried_out,
    charters_in,
    form_field,
    level_in,
    needed_for_change,
    value_of,
)
from rhythm.domain.fixes import FixKind, main_area
from rhythm.domain.names import shown
from rhythm.domain.rituals import parse_yes
from rhythm.domain.saying import without_capital
from rhythm.domain.text import tidy_line
from rhythm.errors import BadInput
from rhythm.service.naming import NameOf, as_it_is

if TYPE_CHECKING:
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm


YES, NO = "yes", "no"
_NOTHING = {
    FixKind.CHARTER: "no charter is written down",
    FixKind.INTERFACE: "no hand-off is written down",
    FixKind.DECISION_RIGHT: "nothing is set on the board",
    FixKind.REPORTING_LINE: "nobody's manager changes",
}
"""What is said where taking effect carries nothing out."""


class FixForms:
    """Reads and says the fields of the forms."""

    def __init__(self, rhythm: Rhythm) -> None:
        self._rhythm = rhythm

    def read(self, kind: FixKind, texts: Mapping[str, str]) -> tuple[Filled, ...]:
        """What typed texts by field mean; empty ones are left open. Raises BadInput for a field that the form has not
        and for what a field can't take, NotFound and Ambiguous for names."""
        found = []
        for name, text in texts.items():
            field = form_field(kind, name)
            if field is None:
                known = ", ".join(one.name for one in FORMS[kind])
                raise BadInput(f"a fix of this kind has no field '{shown(name)}'", f"say one of {known}")
            if text.strip():
                found.append(self._read_field(field, text))
        _refuse_one_on_both_sides(found)
        return tuple(found)

    def _read_field(self, field: FormField, text: str) -> Filled:
        if field.holds is Holds.TEAM:
            team = self._rhythm.people.find_team(text)
            return Filled(field.name, team.name, team_id=team.id)
        if field.holds is Holds.PERSON:
            person = self._rhythm.people.find(text)
            return Filled(field.name, person.name, person_id=person.id)
        if field.holds is Holds.AREA:
            return Filled(field.name, self._rhythm.rights.read_area(text))
        if field.holds is Holds.LEVEL:
            return Filled(field.name, str(int(self._rhythm.rights.read_level(text))))
        if field.holds is Holds.YES_NO:
            return Filled(field.name, YES if parse_yes(text) else NO)
        return Filled(field.name, tidy_line(text))

    def typed(self, one: Filled) -> str:
        """A field as it is typed and read again; an area by its words, one of one's own in quotes."""
        if one.name == "area":
            label = self._rhythm.vocabulary.area_label(one.text)
            own = self._rhythm.rights.own_area(one.text)
            return f'"{label}"' if own else without_capital(label)
        return self._rhythm.people.typed_name(one.text, one.person_id) if one.person_id is not None else one.text

    def says(self, field: FormField, one: Filled, name_of: NameOf = as_it_is) -> str:
        """What stands in a field, in words: `launch timing`, `6 inquire`, a name, a text; names as `name_of` has them,
        texts as names of nobody."""
        if field.holds is Holds.AREA:
            label = self._rhythm.vocabulary.area_label(one.text)
            own = self._rhythm.rights.own_area(one.text)
            return name_of(label, None) if own else without_capital(label)
        if field.holds is Holds.LEVEL and (level := level_in([one])) is not None:
            return self._rhythm.rights.level_word(level)
        if field.holds is Holds.TEAM or one.text in (YES, NO):
            return one.text
        return name_of(one.text, one.person_id)

    def lines(self, kind: FixKind, form: Iterable[Filled], name_of: NameOf = as_it_is) -> list[tuple[str, str]]:
        """The filled fields as label and words; of a charter, the team and what is said of it."""
        filled = tuple(form)
        if kind is FixKind.CHARTER:
            return self._charter_lines(filled, name_of)
        return [
            (field.label, self.says(field, one, name_of))
            for field in FORMS[kind]
            if (one := value_of(filled, field.name)) is not None
        ]

    def _charter_lines(self, filled: tuple[Filled, ...], name_of: NameOf) -> list[tuple[str, str]]:
        labels = {field.name: field.label for field in FORMS[FixKind.CHARTER]}
        found = []
        for prefix in ("", OTHER):
            team = value_of(filled, f"{prefix}team")
            said = [
                f"{labels[name]} {name_of(one.text, None)}"
                for name in CHARTER
                if (one := value_of(filled, f"{prefix}{name}")) is not None
            ]
            if team is not None or said:
                found.append((team.text if team is not None else labels[f"{prefix}team"], "; ".join(said)))
        return found

    def change(self, kind: FixKind, form: Iterable[Filled], name_of: NameOf = as_it_is) -> str:
        """What taking effect carries out: `Dana decides launch timing for Growth, level 6 inquire`; or nothing."""
        filled = tuple(form)
        if not can_be_carried_out(kind, filled):
            return ""
        said = {
            field.name: self.says(field, one, name_of)
            for field in FORMS[kind]
            if (one := value_of(filled, field.name)) is not None
        }
        if kind is FixKind.CHARTER:
            names = [one.text for one in filled if one.team_id in [team_id for team_id, _ in charters_in(filled)]]
            return f"the charter of {' and of '.join(names)} is written down"
        if kind is FixKind.INTERFACE:
            return f"the hand-off between {said['team']} and {said['other_team']} is written down"
        if kind is FixKind.DECISION_RIGHT:
            return f"{said['decider']} decides {said['area']} for {said['team']}, level {said['level']}"
        return f"{said['who']} reports to {said['to']}"

    @staticmethod
    def nothing(kind: FixKind, form: Iterable[Filled]) -> str:
        """That taking effect carries nothing out, and why: `nothing is set on the board: team is open`; or nothing."""
        left = [field.label for field in needed_for_change(kind, tuple(form))]
        return f"{_NOTHING[kind]}: {', '.join(left)} {'is' if len(left) == 1 else 'are'} open" if left else ""

    def from_conflict(self, kind: FixKind, view: ConflictView) -> dict[str, str]:
        """What the rows of a conflict say already, as typed texts by field: the teams in it, and its area."""
        teams = Counter(party.team_id for row in view.rows for party in row.parties if party.team_id is not None)
        names = {team.id: team.name for team in self._rhythm.people.teams()}
        often = [names[team_id] for team_id, _ in teams.most_common() if team_id in names]
        area = main_area(view.rows)
        known = {
            "area": self.typed(Filled("area", area)) if area else "",
            **dict(zip(("team", f"{OTHER}team"), often, strict=False)),
        }
        return {field.name: known[field.name] for field in FORMS[kind] if known.get(field.name)}


def _refuse_one_on_both_sides(found: list[Filled]) -> None:
    """Raises BadInput for two teams, or two people, of a form that are one."""
    for one, other in (("team", f"{OTHER}team"), ("who", "to"), ("whose", "goes_to")):
        first, second = value_of(found, one), value_of(found, other)
        if first is not None and second is not None and first[1:] == second[1:]:
            raise BadInput(f"{shown(first.text)} stands on both sides", "name somebody else on one of them")
