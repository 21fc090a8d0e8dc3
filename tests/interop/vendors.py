"""Organisations drawn at random, and written as each vendor's export would have them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

_FIRST = ("Ann", "Bo", "Cléa", "Dag", "Ewa", "Finn", "Gro", "Hugo", "Ida", "Jörg", "Łucja", "Mei-Lin")
_LAST = ("Quill", "van Dijk", "O'Hara", "Ångström", "Lund", "Sand", "Wik")
TEAMS = ("Core", "Edge", "Data")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in an organisation; `boss` is a place in it, None for the one on top."""

    number: int
    first: str
    last: str
    team: str
    boss: int | None

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def email(self) -> str:
        return f"p{self.number}@north.example"


@st.composite
def organisations(draw: st.DrawFn) -> tuple[Member, ...]:
    """A tree of people with names of their own; the first is on top."""
    names = draw(
        st.lists(st.tuples(st.sampled_from(_FIRST), st.sampled_from(_LAST)), min_size=2, max_size=14, unique=True)
    )
    return tuple(
        Member(
            1000 + place, first, last, draw(st.sampled_from(TEAMS)), draw(st.integers(0, place - 1)) if place else None
        )
        for place, (first, last) in enumerate(names)
    )


Table = list[list[str]]


def _boss(members: Sequence[Member], member: Member) -> Member | None:
    return members[member.boss] if member.boss is not None else None


def workday(members: Sequence[Member]) -> Table:
    """Titles above the headings, managers by number and by name."""
    rows = [["Team Roster", "Run: 11/20/2026"], [], ["Employee ID", "Worker", "Worker's Manager", "Manager ID"]]
    rows[2] += ["Email - Primary Work", "Supervisory Organization"]
    for one in members:
        boss = _boss(members, one)
        above = [f"{boss.name} (On Leave)", str(boss.number)] if boss else ["", ""]
        rows.append([str(one.number), f"{one.name} (On Leave)", *above, one.email.upper(), one.team])
    return [*rows, ["", f"Total: {len(members)}", "", "", "", ""]]


def bamboohr(members: Sequence[Member]) -> Table:
    """`Last, First` and an address for the manager."""
    rows = [["Employee #", "First Name", "Last Name", "Department", "Work Email", "Supervisor", "Supervisor email"]]
    for one in members:
        boss = _boss(members, one)
        above = [f"= {boss.last}, {boss.first}", boss.email] if boss else ["", ""]
        rows.append([str(one.number), f" {one.first} ", one.last, one.team, one.email, *above])
    return rows


def entra(members: Sequence[Member]) -> Table:
    """Display names with the department, managers as directory paths or display names."""
    rows = [["displayName", "surname", "givenName", "mail", "employeeId", "department", "manager"]]
    for place, one in enumerate(members):
        boss = _boss(members, one)
        shown = f"{one.last}, {one.first} ({one.team})"
        path = f"CN={boss.last}\\, {boss.first},OU=Users,DC=north" if boss else ""
        named = f"{boss.last}, {boss.first} ({boss.team})" if boss else ""
        above = path if place % 2 else named
        rows.append([shown, one.last, one.first, one.email, str(one.number), one.team, above])
    return rows


def google(members: Sequence[Member]) -> Table:
    """Bracketed headings; the one on top is their own manager."""
    rows = [["First Name [Required]", "Last Name [Required]", "Email Address [Required]", "Manager Email"]]
    rows[0] += ["Department", "Employee Title"]
    for one in members:
        above = (_boss(members, one) or one).email
        rows.append([one.first, one.last, one.email, above, one.team, "Engineer"])
    return rows


VENDORS: Mapping[str, tuple[Callable[[Sequence[Member]], Table], str, str]] = {
    "workday": (workday, ",", "utf-8-sig"),
    "bamboohr": (bamboohr, ",", "utf-8"),
    "entra": (entra, ";", "utf-16"),
    "google": (google, ",", "utf-8"),
}
"""By vendor how its rows are made, what stands between the cells, and the bytes they become."""


def text_of(rows: Table, separator: str) -> str:
    """The rows as a file has them."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
