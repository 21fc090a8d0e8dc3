"""Random programs of user actions, for properties that must hold whatever was done in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeVar

from rhythm.domain.absences import AbsenceKind
from rhythm.domain.attention import RecordKey, RecordKind
from rhythm.domain.bench import NewEvidence, Outcome, Purpose
from rhythm.domain.conflicts import VerdictKind
from rhythm.domain.decision_rights import Cell, Level, NewRight, PracticeKind, Role
from rhythm.domain.escalations import (
    NEW,
    Cause,
    ConflictChoice,
    ConflictId,
    EscalationId,
    Handling,
    Moment,
    NewEscalation,
    Party,
    Reached,
)
from rhythm.domain.fixes import FixKind, FixState
from rhythm.domain.growth import NewLine, NewStory, SourceKind
from rhythm.domain.meetings import (
    MeetingState,
    NewNote,
    NewPromise,
    NoteKind,
    PromiseKind,
    PromiseState,
    Side,
    Theme,
    TopicId,
    TopicState,
)
from rhythm.domain.people import Person, PersonId, Relation, TeamId
from rhythm.domain.periods import Quarter
from rhythm.domain.portfolio import Bucket, DecisionKind, NewBet
from rhythm.domain.quarters import IntentionState, Sheet
from rhythm.domain.reviews import EvidenceMark
from rhythm.domain.structure import CardAnswer, Subject
from rhythm.errors import RhythmError
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import FixedClock

Step = tuple[str, int, int]
T = TypeVar("T")

SAYINGS = (
    "who sets the release date",
    "launch criteria differ again",
    "head count for the new surface",
    "Platform changed the interface without notice",
    "release date moved by Growth",
    "quality bar of the beta",
)


WORDS = ("release", "launch", "date", "criteria", "beta")


class Program:
    """Carries out steps on a store; each takes two numbers that choose on what, and how."""

    def __init__(self, rhythm: Rhythm, db: Database, clock: FixedClock) -> None:
        self.rhythm, self.db, self.clock = rhythm, db, clock

    def run(self, step: Step) -> None:
        """One step; what the rules refuse changes nothing."""
        verb, one, two = step
        try:
            VERBS[verb](self, one, two)
        except RhythmError:
            return

    def pick(self, table: str, number: int) -> int:
        """The id of one of the rows of a table. Raises RhythmError when there is none."""
        ids = [row[0] for row in self.db.all(f"SELECT id FROM {table} WHERE deleted_at IS NULL ORDER BY id")]
        if not ids:
            raise RhythmError("nothing there yet")
        return int(ids[number % len(ids)])

    def person(self, number: int) -> PersonId:
        return PersonId(self.pick("person", number))

    def quarter(self, number: int) -> Quarter:
        return self.rhythm.reviews.this_quarter().shifted(-(number % 3))

    def back(self, number: int) -> dt.date:
        return self.clock.day - dt.timedelta(days=number % 100)

    def ahead(self, number: int) -> dt.date:
        return self.clock.day + dt.timedelta(days=number % 20)


def chosen(values: Sequence[T], number: int) -> T:
    return values[number % len(values)]


def _target(p: Program, way: int, which: int) -> ConflictChoice | None:
    """No conflict, a new one, or one that is there."""
    wanted = chosen((None, NEW, "one"), way)
    if wanted == "one":
        return ConflictId(p.pick("conflict", which))
    return NEW if wanted == NEW else None


def _log(p: Program, one: int, two: int) -> None:
    teams = p.rhythm.people.teams()
    parties = tuple(Party(team.name, team.id) for team in (teams * 2)[one % 3 : one % 3 + two % 3])
    target = _target(p, two, one)
    new = NewEscalation(
        chosen(SAYINGS, one),
        p.back(two),
        parties,
        forum=chosen(("", "staff", "portfolio"), one + two),
        handling=chosen((None, *Handling), one),
        cause=chosen((None, *Cause), two),
        moment=chosen((None, *Moment), one),
        minutes=one % 60 or None,
        reached=chosen((None, *Reached), one + two),
        without_me=chosen(("", "a limit they may spend"), two),
    )
    p.rhythm.tracker.log(new, conflict=target)


def _hold(p: Program, one: int, two: int) -> None:
    planner, person = p.rhythm.planner, p.person(one)
    for topic in planner.room(_person(p, person)).topics[: two % 3]:
        planner.close_topic(topic.id, TopicState.DISCUSSED)
    planner.close_room(
        person,
        p.back(two % 9),
        minutes=two % 50 or None,
        note=chosen(("", "asked for a date\nnot a range"), one),
        promises=[NewPromise("send the draft", bool(two % 2), p.ahead(one))] * (one % 2),
        notes=[NewNote("named the behaviour", NoteKind.PRAISE)] * (two % 2),
    )


def _person(p: Program, person_id: PersonId) -> Person:
    found = p.rhythm.people.person(person_id)
    assert found is not None
    return found


def _split(p: Program, one: int, two: int) -> None:
    conflict = ConflictId(p.pick("conflict", one))
    view = p.rhythm.tracker.conflict(conflict)
    rows = [row.id for row in view.rows] if view is not None else []
    p.rhythm.tracker.split(conflict, rows[: two % 3], name=chosen((None, "the other half"), two))


def _answer(p: Program, one: int, two: int) -> None:
    p.rhythm.tracker.answer(ConflictId(p.pick("conflict", one)), chosen(tuple(VerdictKind), two), why="both want it")


def _add_fix(p: Program, one: int, two: int) -> None:
    owner = p.person(two) if two % 3 else None
    p.rhythm.fixes.add(
        ConflictId(p.pick("conflict", one)), chosen(tuple(FixKind), two), owner_id=owner, body="one owner"
    )


def _link(p: Program, one: int, two: int) -> None:
    row = EscalationId(p.pick("escalation", one))
    p.rhythm.tracker.link(row, _target(p, two, two))


def _close_planned(p: Program, one: int, two: int) -> None:
    p.rhythm.planner.close_planned(p.pick("meeting", one), chosen(tuple(MeetingState)[1:], two), "travelling")


def _set_right(p: Program, one: int, two: int) -> None:
    heard = (Role("", p.person(one + 1)), Role("", None, TeamId(p.pick("team", two))))[: one % 3]
    cell = _cell(p, one)
    new = NewRight(*cell, p.back(two), p.person(two), chosen(tuple(Level), one), chosen(("", "held"), two), None, heard)
    p.rhythm.rights.set(new)


def _candidate(p: Program, one: int) -> PersonId:
    cards = p.rhythm.bench.cards()
    if not cards:
        raise RhythmError("nobody on the bench")
    return chosen(cards, one).candidate.person_id


def _end_test(p: Program, one: int, two: int) -> None:
    running = [(card, test) for card in p.rhythm.bench.cards() for test in card.running]
    if not running:
        raise RhythmError("no test under way")
    card, test = chosen(running, one)
    p.rhythm.bench.end_test(
        card.candidate.person_id, test.id, chosen(tuple(Outcome), two), NewEvidence(chosen(SAYINGS, two))
    )


def _first_days(p: Program, one: int, two: int) -> None:
    person = chosen(p.rhythm.clocks.whose(), one)
    days = p.rhythm.clocks.first_days(person)
    if days is None:
        p.rhythm.clocks.set_start(person.id, p.back(two))
    elif two % 3:
        p.rhythm.clocks.tick(person, chosen(days.lines, two), bool(two % 2))
    else:
        p.rhythm.clocks.add(person, chosen(days.lists, two).id, chosen(SAYINGS, one))


def _cell(p: Program, one: int) -> Cell:
    return Cell(TeamId(p.pick("team", one)), chosen(("roadmap", "quality"), one))


VERBS: dict[str, Callable[[Program, int, int], object]] = {
    "rename person": lambda p, one, two: p.rhythm.people.edit(p.person(one), name=f"Ada {two % 3} Quist"),
    "same words": lambda p, one, two: p.rhythm.words.add([chosen(WORDS, one), chosen(WORDS, two)]),
    "other words": lambda p, one, two: p.rhythm.words.remove(p.pick("word_line", one)),
    "not the same": lambda p, one, two: p.rhythm.same_pairs.not_same(
        ConflictId(p.pick("conflict", one)), ConflictId(p.pick("conflict", two))
    ),
    "add person": lambda p, one, two: p.rhythm.people.add(
        f"Zoe {one}", relation=chosen((None, Relation.PEER, Relation.BOSS), two), email=f"zoe{one}@acme.example"
    ),
    "edit person": lambda p, one, two: p.rhythm.people.edit(
        p.person(one), title=f"title {two % 4}", manager_id=p.person(two), paused_until=p.ahead(two)
    ),
    "archive": lambda p, one, two: p.rhythm.people.archive(p.person(one), p.ahead(two)),
    "add team": lambda p, one, two: p.rhythm.people.add_team(f"Crew {one % 5}", manager_id=p.person(two)),
    "edit team": lambda p, one, two: p.rhythm.people.edit_team(
        TeamId(p.pick("team", one)), name=f"Crew {two % 6}", aliases=(f"crew{two}", "quality")[: two % 3]
    ),
    "plan": lambda p, one, two: p.rhythm.planner.plan(p.person(one), p.ahead(two), start="09:30"),
    "hold": _hold,
    "skip": lambda p, one, two: p.rhythm.planner.skip(p.person(one), "both travelling"),
    "close planned": _close_planned,
    "note": lambda p, one, two: p.rhythm.planner.add_note(
        p.person(one), chosen(SAYINGS, two), chosen(tuple(NoteKind), two)
    ),
    "topic": lambda p, one, two: p.rhythm.planner.add_topic(p.person(one), chosen(SAYINGS, two)),
    "close topic": lambda p, one, two: p.rhythm.planner.close_topic(
        TopicId(p.pick("topic", one)), chosen(tuple(TopicState), two)
    ),
    "promise": lambda p, one, two: p.rhythm.planner.add_promise(
        p.person(one), chosen(SAYINGS, two), mine=bool(one % 2), due=chosen((None, p.ahead(two)), one)
    ),
    "settle promise": lambda p, one, two: p.rhythm.planner.settle_promise(
        p.pick("promise", one), chosen(tuple(PromiseState)[1:], two)
    ),
    "move promise": lambda p, one, two: p.rhythm.planner.move_promise(p.pick("promise", one), p.ahead(two)),
    "ask": lambda p, one, two: p.rhythm.planner.add_promise(
        p.person(one), chosen(SAYINGS, two), mine=bool(one % 2), kind=PromiseKind.REQUEST
    ),
    "accept": lambda p, one, two: p.rhythm.talks.accept(p.pick("promise", one)),
    "take on": lambda p, one, two: p.rhythm.talks.take_on(p.pick("topic", one)),
    "say of topic": lambda p, one, two: p.rhythm.talks.say_of_topic(
        p.pick("topic", one), side=chosen(tuple(Side), one), theme=chosen((None, *Theme), two)
    ),
    "keep private": lambda p, one, two: p.rhythm.talks.keep_private("note", p.pick("note", one), bool(two % 2)),
    "log": _log,
    "log more": _log,
    "edit escalation": lambda p, one, two: p.rhythm.tracker.edit(
        EscalationId(p.pick("escalation", one)),
        summary=chosen(SAYINGS, two),
        day=p.back(one),
        handling=Handling.COACHED,
        reached=chosen(tuple(Reached), one),
        repair=chosen(("", "ask by monday"), two),
    ),
    "link": _link,
    "refuse": lambda p, one, two: p.rhythm.tracker.link(
        EscalationId(p.pick("escalation", one)), None, refused=(ConflictId(p.pick("conflict", two)),)
    ),
    "merge": lambda p, one, two: p.rhythm.tracker.merge(
        ConflictId(p.pick("conflict", one)), ConflictId(p.pick("conflict", two))
    ),
    "split": _split,
    "answer": _answer,
    "rename": lambda p, one, two: p.rhythm.tracker.rename(ConflictId(p.pick("conflict", one)), f"matter {two}"),
    "add fix": _add_fix,
    "in effect": lambda p, one, two: p.rhythm.fixes.put_in_effect(p.pick("fix", one), p.back(two)),
    "settle fix": lambda p, one, two: p.rhythm.fixes.settle(p.pick("fix", one), chosen(tuple(FixState), two)),
    "good call": lambda p, one, two: p.rhythm.tracker.good(
        "moved the date alone", day=p.back(two), person_id=p.person(one)
    ),
    "set right": _set_right,
    "answer cell": lambda p, one, two: p.rhythm.rights.answer(_cell(p, one), {"next": chosen(("", "tell them"), two)}),
    "keep level": lambda p, one, two: p.rhythm.rights.keep_level(_cell(p, one + two)),
    "practice": lambda p, one, two: p.rhythm.rights.add_practice(
        chosen(tuple(PracticeKind), one), chosen(SAYINGS, two)
    ),
    "end practice": lambda p, one, _two: p.rhythm.rights.end_practice(p.pick("practice", one)),
    "answer quarter": lambda p, one, two: p.rhythm.quarters.answer(
        p.quarter(one),
        "structure",
        chosen(("", "two held", "held\n> ask @zoe", "> leave it\n> see fix 1 through"), two),
    ),
    "settle intention": lambda p, one, two: p.rhythm.quarters.settle(
        p.pick("intention", one), chosen((IntentionState.DONE, IntentionState.DROPPED), two)
    ),
    "move intention": lambda p, one, two: p.rhythm.quarters.move(p.pick("intention", one), p.ahead(two)),
    "fill sheet": lambda p, one, two: p.rhythm.quarters.sheets.fill(
        p.quarter(one), Sheet.SCORECARD, chosen(WORDS, two), value=chosen(("", "none", "4"), one)
    ),
    "close week": lambda p, one, two: p.rhythm.reviews.close_week(
        p.rhythm.reviews.this_week(), nothing_reached_me=bool(one % 2)
    ),
    "add bet": lambda p, one, two: p.rhythm.portfolio.add(
        NewBet(chosen(WORDS, one), chosen(tuple(Bucket), two), one % 5 + 1, None, (chosen(SAYINGS, two),))
    ),
    "edit bet": lambda p, one, two: p.rhythm.portfolio.edit(p.pick("bet", one), name=chosen(WORDS, two)),
    "end bet": lambda p, one, two: p.rhythm.portfolio.end(p.pick("bet", one), ended=bool(two % 2)),
    "judge bet": lambda p, one, two: p.rhythm.portfolio.judge(p.pick("bet", one), two % 5 + 1),
    "decide bet": lambda p, one, two: p.rhythm.portfolio.decide(
        p.pick("bet", one), chosen(tuple(DecisionKind), two), review_on=p.ahead(two)
    ),
    "link bet": lambda p, one, two: p.rhythm.portfolio.link(
        p.pick("bet", one),
        RecordKey(RecordKind.ESCALATION, p.pick("escalation", two)),
        chosen((True, False, None), two),
    ),
    "evidence": lambda p, one, two: p.rhythm.growth.add(
        NewLine(chosen(SAYINGS, one), p.back(two), chosen(("", "scale"), one)), chosen((None, p.person(two)), one)
    ),
    "strike evidence": lambda p, one, _two: p.rhythm.growth.strike(p.pick("bench_evidence", one)),
    "story": lambda p, one, two: p.rhythm.growth.add_story(
        NewStory("org_design", chosen(SAYINGS, one), source=chosen((None, (SourceKind.FIX, p.pick("fix", two))), two))
    ),
    "tell story": lambda p, one, two: p.rhythm.growth.edit_story(p.pick("story", one), decide=chosen(SAYINGS, two)),
    "card": lambda p, one, two: p.rhythm.growth.write_card(p.person(one), cares_about=chosen(("", *SAYINGS), two)),
    "self-check": lambda p, one, two: p.rhythm.growth.answer(chosen(("promotions", "ego"), one), bool(two % 2)),
    "away": lambda p, one, two: p.rhythm.absences.add(
        p.person(one), p.ahead(two), p.ahead(two + one % 9), chosen(tuple(AbsenceKind), one)
    ),
    "not away": lambda p, one, two: p.rhythm.absences.remove(p.pick("absence", one)),
    "charter": lambda p, one, two: p.rhythm.structure.set_charter(
        TeamId(p.pick("team", one)), owns=WORDS[: two % 3], goals=chosen(((), SAYINGS[:1]), one), on=p.back(two)
    ),
    "interface": lambda p, one, two: p.rhythm.structure.set_interface(
        TeamId(p.pick("team", one)), TeamId(p.pick("team", two)), chosen(("", *SAYINGS), one), on=p.back(two)
    ),
    "answer card": lambda p, one, two: p.rhythm.structure.answer(
        Subject(team_id=TeamId(p.pick("team", one))), chosen(("charter", "scope"), one), chosen(tuple(CardAnswer), two)
    ),
    "cut": lambda p, one, two: p.rhythm.structure.set_pattern(
        chosen(("", "platform"), one), team_id=chosen((None, TeamId(p.pick("team", two))), two)
    ),
    "merge teams": lambda p, one, two: p.rhythm.people.merge_teams(
        TeamId(p.pick("team", one)), TeamId(p.pick("team", two))
    ),
    "spot": lambda p, one, two: p.rhythm.bench.spot(p.person(one), NewEvidence(chosen(SAYINGS, two), p.back(two))),
    "begin test": lambda p, one, two: p.rhythm.bench.begin_test(
        _candidate(p, one), chosen(("cross_team", "mentor"), two), NewEvidence("rail and coach", p.back(two))
    ),
    "end test": _end_test,
    "coach": lambda p, one, two: p.rhythm.bench.keep(
        _candidate(p, one), chosen((Purpose.COACHING, Purpose.CALIBRATION), two), NewEvidence(chosen(SAYINGS, one))
    ),
    "ready": lambda p, one, two: p.rhythm.bench.call_ready(_candidate(p, one), two % 3 > 0),
    "stage back": lambda p, one, _two: p.rhythm.bench.step_back(_candidate(p, one)),
    "first days": _first_days,
    "weigh": lambda p, one, two: p.rhythm.quarters.mark(
        p.quarter(one), "structure", f"good_call:{p.pick('good_call', two)}", chosen((None, *EvidenceMark), one + two)
    ),
    "later": lambda p, one, two: p.clock.forward(one % 9),
}
