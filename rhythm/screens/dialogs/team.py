"""What is typed about a team: its charter, its interfaces, its names and partners, and the answer to a card."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from rhythm.domain.names import checked_name
from rhythm.domain.people import PersonId, Team
from rhythm.domain.saying import counted, say_day, say_when
from rhythm.domain.structure import CardAnswer, TriadRole, contradictions, pair_of, read_answer, read_goals, read_tags
from rhythm.errors import BadInput
from rhythm.screens.dialogs.day import past_day
from rhythm.screens.dialogs.sheet import Entry, Sheet, open_sheet
from rhythm.screens.dialogs.working import Beside
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.domain.structure import CardReply, CardState, Charter, Interface
    from rhythm.screens.place import PageScreen
    from rhythm.service import Rhythm
    from rhythm.service.people import People
    from rhythm.service.structure_views import TeamView
    from rhythm.settings.structure import Card

HISTORY = 4


class _Charter(NamedTuple):
    owns: tuple[str, ...]
    not_owns: tuple[str, ...]
    goals: tuple[str, ...]
    since: dt.date


class _Interface(NamedTuple):
    other: Team
    body: str
    since: dt.date


class _Fields(NamedTuple):
    name: str
    manager_id: PersonId | None
    aliases: tuple[str, ...]
    partners: tuple[PersonId | None, ...]


_NEW_TEAM = _Fields("", None, (), (None, None, None))


class _Answer(NamedTuple):
    answer: CardAnswer
    note: str
    day: dt.date


def edit_charter(page: PageScreen, view: TeamView) -> None:
    """Ask what a team owns, does not own, and is to reach; a day of the past may be named."""
    team, charter = view.team, view.charter
    owns, not_owns, goals = (charter.owns, charter.not_owns, charter.goals) if charter is not None else ((), (), ())

    def read(texts: Mapping[str, str]) -> _Charter:
        found = _Charter(
            read_tags(texts["owns"]),
            read_tags(texts["not_owns"]),
            read_goals(texts["goals"]),
            _day(page, texts["since"]),
        )
        if both := contradictions(found.owns, found.not_owns):
            raise BadInput(f"'{both[0]}' is owned and not owned", "name it in one of the two")
        return found

    def say(found: _Charter) -> str:
        return f"{counted(len(found.owns), 'tag')} owned, {len(found.not_owns)} not, {_since(page, found.since)}"

    def store(found: _Charter) -> object:
        if charter is not None and (owns, not_owns, goals) == found[:3] and found.since == page.rhythm.today():
            # Enter on what stands there already is no new word.
            return charter
        return page.rhythm.structure.set_charter(
            team.id, owns=found.owns, not_owns=found.not_owns, goals=found.goals, on=found.since
        )

    def before() -> list[str]:
        return [charter_line(page, one) for one in view.charters[:HISTORY]]

    entries = (
        Entry("owns", "owns", ", ".join(owns), "short tags, with commas between"),
        Entry("not_owns", "not its own", ", ".join(not_owns), "what others might take for its own"),
        Entry("goals", "goals", "; ".join(goals), "which goals count, with semicolons between"),
        Entry("since", "since", "", "today"),
    )
    open_sheet(page, Sheet(f"charter:{team.id}", team.name, entries, read, say, store, "stored", before))


def edit_interface(
    page: PageScreen, team: Team, one: Interface | None = None, *, with_team: Team | None = None
) -> None:
    """Ask where the work of a team ends and that of another begins; an empty text ends what was said.

    `one` is what holds already, `with_team` the other side where it is known.
    """
    if one is not None:
        with_team = page.rhythm.people.team(one.other(team.id))

    def read(texts: Mapping[str, str]) -> _Interface:
        other = page.rhythm.people.find_team(texts["other"])
        pair_of(team.id, other.id)
        held = one is not None and one.other(team.id) == other.id
        if not texts["body"] and not held:
            raise BadInput("the hand-off is empty", "say in a sentence where it begins and ends")
        return _Interface(other, texts["body"], _day(page, texts["since"]))

    def say(found: _Interface) -> str:
        what = "" if found.body else "the interface ends, "
        return f"{team.name} and {found.other.name}, {what}{_since(page, found.since)}"

    def store(found: _Interface) -> object:
        return page.rhythm.structure.set_interface(team.id, found.other.id, found.body, on=found.since)

    def before() -> list[str]:
        if one is None:
            return []
        history = page.rhythm.structure.interface_history(team.id, one.other(team.id))
        return [interface_line(page, found) for found in history[:HISTORY]]

    entries = (
        Entry("other", "with", with_team.name if with_team is not None else "", "the team on the other side"),
        Entry("body", "hand-off", one.body if one is not None else "", "who gives what to whom, and by when"),
        Entry("since", "since", "", "today"),
    )
    key = f"interface:{team.id}:{with_team.id if with_team is not None else 0}"
    open_sheet(page, Sheet(key, f"Interface of {team.name}", entries, read, say, store, "stored", before))


def edit_team(page: PageScreen, team: Team | None, then: Callable[[Team], object] | None = None) -> None:
    """Ask for the name, the lead, other names and the partners of a team; of a new one when there is none yet."""
    people = page.rhythm.people
    stored: list[Team] = []

    def read(texts: Mapping[str, str]) -> _Fields:
        return _read_team(people, team, texts)

    def say(found: _Fields) -> str:
        lead = people.person(found.manager_id) if found.manager_id is not None else None
        led = f"led by {page.veil.name(lead.name, lead.id)}" if lead is not None else "nobody leads it"
        return f"{found.name}, {led}"

    def keep(found: _Fields, rhythm: Rhythm) -> Team:
        stored.append(_keep_team(rhythm, team, found))
        return stored[-1]

    def store(found: _Fields) -> Beside[Team]:
        # What was escalated is read anew with the names of the teams.
        return Beside("Storing the team", partial(keep, found))

    def after() -> None:
        if then is not None and stored:
            then(stored[-1])

    title, key = (f"Edit {team.name}", f"team:{team.id}") if team is not None else ("A new team", "team:new")
    entries = _team_entries(people, _fields_of(team) if team is not None else _NEW_TEAM)
    open_sheet(page, Sheet(key, title, entries, read, say, store), after)


def _team_entries(people: People, was: _Fields) -> tuple[Entry, ...]:
    def named(number: PersonId | None) -> str:
        person = people.person(number) if number is not None else None
        if person is None:
            return ""
        return "me" if person.is_me else people.typed_name(person.name, person.id)

    return (
        Entry("name", "name", was.name, "what people call it"),
        Entry("manager", "led by", named(was.manager_id), "a part of the name, or me"),
        Entry("aliases", "also called", ", ".join(was.aliases), "with commas between"),
        *(
            Entry(role.value, role.value, named(number), f"its {role.value} partner")
            for role, number in zip(TriadRole, was.partners, strict=True)
        ),
    )


def _read_team(people: People, team: Team | None, texts: Mapping[str, str]) -> _Fields:
    """The fields as they were typed. Raises BadInput for a name that is none, and as names of people do."""

    def who(text: str) -> PersonId | None:
        return people.find(text, archived=True).id if text else None

    return _Fields(
        checked_name(texts["name"], "the name of the team", kept=(team.name,) if team is not None else ()),
        who(texts["manager"]),
        tuple(filter(None, (part.strip() for part in texts["aliases"].split(",")))),
        tuple(who(texts[role.value]) for role in TriadRole),
    )


def _keep_team(rhythm: Rhythm, team: Team | None, found: _Fields) -> Team:
    product, engineering, design = found.partners
    fields = {"product_id": product, "engineering_id": engineering, "design_id": design}
    lead, aliases = found.manager_id, found.aliases
    if team is None:
        return rhythm.people.add_team(found.name, manager_id=lead, aliases=aliases, **fields)
    return rhythm.people.edit_team(team.id, name=found.name, manager_id=lead, aliases=aliases, **fields)


def answer_card(page: PageScreen, title: str, card: Card, state: CardState) -> None:
    """Ask for the answer to a card, what it rests on, and the day."""

    def read(texts: Mapping[str, str]) -> _Answer:
        return _Answer(read_answer(texts["answer"]), texts["note"], _day(page, texts["day"]))

    def say(found: _Answer) -> str:
        return f"{found.answer.value}, {say_when(found.day, page.rhythm.today())}"

    def store(found: _Answer) -> object:
        return page.rhythm.structure.answer(state.subject, card.slug, found.answer, note=found.note, on=found.day)

    def before() -> list[str]:
        return [card.question, *(reply_line(page, reply) for reply in state.replies[:HISTORY])]

    entries = (
        Entry("answer", "answer", "", "yes, no or unknown"),
        Entry("note", "rests on", "", "who said so, what was seen"),
        Entry("day", "on", "", "today"),
    )
    key = f"card:{state.subject.team_id or 0}:{state.subject.person_id or 0}:{card.slug}"
    open_sheet(page, Sheet(key, f"{title} · {card.label}", entries, read, say, store, "answered", before))


def choose_pattern(page: PageScreen, team: Team | None = None) -> None:
    """Ask how a team is cut, or all of them."""
    from rhythm.screens.dialogs.keyed import choose
    from rhythm.screens.dialogs.pick import Choice

    structure = page.rhythm.structure
    choices = [Choice(word.slug, word.label, word.help) for word in structure.words.patterns]
    choices.append(Choice("", "Nothing said" if team is None else "As all teams are"))

    def store(slug: str) -> None:
        page.attempt(lambda: structure.set_pattern(slug, team_id=team.id if team is not None else None))

    title = f"How is {team.name} cut?" if team is not None else "How are the teams cut?"
    choose(page.rhythm_app, title, lambda: choices, store)


def charter_line(page: PageScreen, charter: Charter) -> str:
    """`Wed 1 Jul: owns basket, checkout; not prices`."""
    owned = f"owns {', '.join(charter.owns)}" if charter.owns else ""
    not_owned = f"not {', '.join(charter.not_owns)}" if charter.not_owns else ""
    said = "; ".join(part for part in (owned, not_owned, *charter.goals) if part)
    return f"{say_day(charter.since, page.rhythm.today())}: {page.veil.text(said) or 'nothing'}"


def interface_line(page: PageScreen, one: Interface) -> str:
    """`Wed 1 Jul: Growth asks by Tuesday`, or that it was ended."""
    return f"{say_day(one.since, page.rhythm.today())}: {page.veil.text(one.body) or 'ended'}"


def reply_line(page: PageScreen, reply: CardReply) -> str:
    """`Wed 1 Jul: no, two of five said the same`."""
    note = f", {page.veil.text(reply.note)}" if reply.note else ""
    return f"{say_day(reply.day, page.rhythm.today())}: {reply.answer.value}{note}"


def _fields_of(team: Team) -> _Fields:
    return _Fields(team.name, team.manager_id, team.aliases, (team.product_id, team.engineering_id, team.design_id))


def _day(page: PageScreen, text: str) -> dt.date:
    return past_day(page.rhythm, text) if text else page.rhythm.today()


def _since(page: PageScreen, day: dt.date) -> str:
    return f"since {say_when(day, page.rhythm.today())}"
