"""The change that the form of a fix says, carried out as part of the action by which it takes effect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rhythm.actions.decision_rights import set_right
from rhythm.actions.reorganising import change_person
from rhythm.actions.structure import set_charter, set_interface
from rhythm.domain.decision_rights import Cell, NewRight, Role
from rhythm.domain.fix_forms import Filled, can_be_carried_out, charters_in, level_in, value_of
from rhythm.domain.fixes import Fix, FixKind
from rhythm.domain.people import PersonId, TeamId
from rhythm.queries import decision_rights
from rhythm.storage.database import Database


def carry_out(db: Database, fix: Fix, form: Sequence[Filled], on: dt.date, weekly_target: int) -> None:
    """Set the right, move the reporting line, write down charter or interface, from a day on; nothing while the form
    leaves open what that needs.

    Raises as `set_right`, `change_person`, `set_charter` and `set_interface`.
    """
    if not can_be_carried_out(fix.kind, form):
        return
    if fix.kind is FixKind.DECISION_RIGHT:
        _set_right(db, fix, form, on)
    elif fix.kind is FixKind.CHARTER:
        for team_id, said in charters_in(form):
            set_charter(db, team_id, on=on, **{name: text.split(",") for name, text in said.items()})
    elif fix.kind is FixKind.INTERFACE:
        hand_off = _text_in(form, "hand_off")
        set_interface(db, _team_in(form, "team"), _team_in(form, "other_team"), hand_off, on=on)
    else:
        who, to = _person_in(form, "who"), _person_in(form, "to")
        change_person(db, who, weekly_target=weekly_target, since=on, manager_id=to)


def _set_right(db: Database, fix: Fix, form: Sequence[Filled], on: dt.date) -> None:
    """Who is heard and told there stays so, but for the one who decides now."""
    level = level_in(form)
    assert level is not None
    cell, decider = Cell(_team_in(form, "team"), _text_in(form, "area")), _person_in(form, "decider")
    before = decision_rights.board(db, area=cell.area).on(cell, on)

    def others(roles: Sequence[Role]) -> tuple[Role, ...]:
        return tuple(role for role in roles if role.person_id != decider)

    set_right(
        db,
        NewRight(
            cell.team_id,
            cell.area,
            on,
            decider,
            level,
            fix.body or f"fix #{fix.id}",
            before.driver_id if before is not None else None,
            others(before.contributors) if before is not None else (),
            others(before.informed) if before is not None else (),
        ),
    )


def _text_in(form: Sequence[Filled], name: str) -> str:
    found = value_of(form, name)
    assert found is not None
    return found.text


def _team_in(form: Sequence[Filled], name: str) -> TeamId:
    found = value_of(form, name)
    assert found is not None
    assert found.team_id is not None
    return found.team_id


def _person_in(form: Sequence[Filled], name: str) -> PersonId:
    found = value_of(form, name)
    assert found is not None
    assert found.person_id is not None
    return found.person_id
