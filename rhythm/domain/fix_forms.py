"""The form of each kind of fix (N3): what has to be said for the change to be a change.

Nothing of it is needed to decide on a fix. What is left empty is shown as open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from rhythm.domain.decision_rights import Level
from rhythm.domain.fixes import FixKind
from rhythm.domain.people import PersonId, TeamId
from rhythm.values import NamedTuple

OTHER = "other_"
"""What the name of a field of the second team begins with."""


class Holds(StrEnum):
    """What a field takes."""

    TEXT = "text"
    TEAM = "team"
    PERSON = "person"
    AREA = "area"
    LEVEL = "level"
    YES_NO = "yes_no"


class FormField(NamedTuple):
    """A field of a form. One that is `optional` may stay empty for good; one with `asked_with` is asked for only
    where the field of that name is filled."""

    name: str
    label: str
    hint: str
    holds: Holds = Holds.TEXT
    optional: bool = False
    asked_with: str = ""


class Filled(NamedTuple):
    """What stands in a field: a team, a person, or a text; an area by its slug, a level by its number, yes or no.

    `text` is the name of the team or the person as it is now.
    """

    name: str
    text: str
    team_id: TeamId | None = None
    person_id: PersonId | None = None


class NewFix(NamedTuple):
    """A fix as somebody wants it to be; without an owner it is proposed only."""

    kind: FixKind
    body: str = ""
    owner_id: PersonId | None = None
    form: tuple[Filled, ...] = ()


_SECOND = f"{OTHER}team"

FORMS: Mapping[FixKind, tuple[FormField, ...]] = {
    FixKind.CHARTER: (
        FormField("team", "team", "whose charter", Holds.TEAM),
        FormField(_SECOND, "other team", "where two overlap", Holds.TEAM, optional=True),
        FormField("owns", "owns", "what is theirs"),
        FormField(f"{OTHER}owns", "other owns", "what is theirs", asked_with=_SECOND),
        FormField("not_owns", "not theirs", "what they do not own"),
        FormField(f"{OTHER}not_owns", "other not", "what they do not own", asked_with=_SECOND),
        FormField("goals", "goals", "which goals count"),
        FormField(f"{OTHER}goals", "other goals", "which goals count", asked_with=_SECOND),
    ),
    FixKind.INTERFACE: (
        FormField("team", "team", "one side", Holds.TEAM),
        FormField(_SECOND, "other team", "the other side", Holds.TEAM),
        FormField("hand_off", "hand-off", "what goes over, and when it is done"),
    ),
    FixKind.SCOPE: (
        FormField("whose", "whose scope", "a manager", Holds.PERSON),
        FormField("leaves", "what leaves", "and what stays, if that was unclear"),
        FormField("goes_to", "goes to", "who takes it over", Holds.PERSON, optional=True),
    ),
    FixKind.DECISION_RIGHT: (
        FormField("team", "team", "for which team", Holds.TEAM),
        FormField("area", "area", "roadmap, launch timing, staffing", Holds.AREA),
        FormField("decider", "decider", "one person, the approver", Holds.PERSON),
        FormField("level", "level", "1 tell to 7 delegate", Holds.LEVEL),
    ),
    FixKind.ESCALATION_RULE: (
        FormField("what", "comes up", "what does, and what does not"),
        FormField("to", "to whom", "who decides it then", Holds.PERSON),
        FormField("by_when", "by when", "how soon after it shows"),
    ),
    FixKind.REPORTING_LINE: (
        FormField("who", "who", "who reports to somebody else", Holds.PERSON),
        FormField("to", "to whom", "the new manager", Holds.PERSON),
    ),
    FixKind.TEAM_CUT: (
        FormField("team", "team", "which team is cut anew", Holds.TEAM),
        FormField("becomes", "becomes", "what of it becomes what team"),
    ),
    FixKind.PROCESS_MAP: (
        FormField("clear_to_all", "all clear?", "y or n: from opportunity to customer to impact", Holds.YES_NO),
        FormField("could_be_clearer", "clearer?", "y or n: could it be made clearer", Holds.YES_NO),
        FormField("helps_others", "for others?", "y or n: would it help other teams", Holds.YES_NO),
    ),
}
"""The fields by kind, in the order in which they are asked for. The three of a process map are those of essay 2."""

CHARTER = ("owns", "not_owns", "goals")
"""What a charter says of a team; of a second one the names begin with OTHER."""


CARRIED_OUT = (FixKind.CHARTER, FixKind.INTERFACE, FixKind.DECISION_RIGHT, FixKind.REPORTING_LINE)
"""The kinds whose change is carried out when they take effect."""


def form_field(kind: FixKind, name: str) -> FormField | None:
    """A field of a form by its name."""
    return next((field for field in FORMS[kind] if field.name == name), None)


def value_of(filled: Sequence[Filled], name: str) -> Filled | None:
    """What stands in a field, or None while it is open."""
    return next((one for one in filled if one.name == name), None)


def open_fields(kind: FixKind, filled: Sequence[Filled]) -> tuple[FormField, ...]:
    """The fields that still have to be said."""
    said = {one.name for one in filled}
    return tuple(
        field
        for field in FORMS[kind]
        if not field.optional and field.name not in said and (not field.asked_with or field.asked_with in said)
    )


def in_order(kind: FixKind, filled: Sequence[Filled]) -> tuple[Filled, ...]:
    """The fields of the form as they are asked for; what belongs to no field of it is left out."""
    return tuple(one for field in FORMS[kind] if (one := value_of(filled, field.name)) is not None)


def level_in(filled: Sequence[Filled]) -> Level | None:
    """The level that a form says; None where it is open, and for what another program left there."""
    one = value_of(filled, "level")
    return Level(int(one.text)) if one is not None and one.text in {str(int(level)) for level in Level} else None


def charters_in(filled: Sequence[Filled]) -> tuple[tuple[TeamId, dict[str, str]], ...]:
    """The charters that a form says: a team, and by name what is said of it; a field that is open is left out."""
    found = []
    for prefix in ("", OTHER):
        team = value_of(filled, f"{prefix}team")
        said = {name: one.text for name in CHARTER if (one := value_of(filled, f"{prefix}{name}")) is not None}
        if team is not None and team.team_id is not None and said:
            found.append((team.team_id, said))
    return tuple(found)


def can_be_carried_out(kind: FixKind, filled: Sequence[Filled]) -> bool:
    """Whether the form says a change that taking effect can carry out: a right with its level, a reporting line and
    an interface when they are whole, a charter as far as it is said. The other kinds are carried out by people."""
    if kind is FixKind.CHARTER:
        return bool(charters_in(filled))
    if kind is FixKind.DECISION_RIGHT:
        return not open_fields(kind, filled) and level_in(filled) is not None
    return kind in (FixKind.REPORTING_LINE, FixKind.INTERFACE) and not open_fields(kind, filled)


def needed_for_change(kind: FixKind, filled: Sequence[Filled]) -> tuple[FormField, ...]:
    """The open fields without which taking effect carries nothing out; none where something is, and none for the kinds
    that people carry out."""
    if kind not in CARRIED_OUT or can_be_carried_out(kind, filled):
        return ()
    # Whole and still no change: another program left a level that is none.
    left = open_fields(kind, filled) or FORMS[kind][-1:]
    return left[:1] if kind is FixKind.CHARTER and left[0].name == "team" else left


def pairs(kind: FixKind) -> tuple[tuple[FormField, ...], ...]:
    """The fields by rows: those of two teams stand side by side where each has its own, others by themselves."""
    fields = FORMS[kind]
    if kind is not FixKind.CHARTER:
        return tuple((field,) for field in fields)
    return tuple((one, other) for one, other in zip(fields[::2], fields[1::2], strict=True))
