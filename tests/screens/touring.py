"""A store in which everything has a text, and a tour over every place, page and dialog of the app."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from rich.segment import Segment
from textual.app import App
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input, TextArea

from rhythm.app import RhythmApp
from rhythm.domain.attention import RecordKey, RecordKind
from rhythm.domain.bench import NewEvidence, Outcome
from rhythm.domain.clarity import ClarityAnswer
from rhythm.domain.conflicts import VerdictKind
from rhythm.domain.decision_rights import Cell, Level, NewRight, PracticeKind, Role
from rhythm.domain.escalations import ConflictId, Handling, Moment, NewEscalation, Party, Reached
from rhythm.domain.expectations import ExpectationSide
from rhythm.domain.fixes import FixKind
from rhythm.domain.growth import STORY_PARTS, NewLine, NewStory
from rhythm.domain.meetings import NewNote, NewPromise, NewTopic, NoteKind, PromiseKind, Route, Side
from rhythm.domain.people import Relation
from rhythm.domain.portfolio import Bucket, DecisionKind, Mode, NewBet
from rhythm.domain.quarters import Sheet
from rhythm.domain.reviews import ReviewKind
from rhythm.domain.rituals import NewRitual
from rhythm.domain.structure import CardAnswer, Subject
from rhythm.screens.behind import BehindScreen
from rhythm.screens.board import BoardScreen
from rhythm.screens.candidate import CandidateScreen
from rhythm.screens.catching_up import CatchUpScreen
from rhythm.screens.clocks import FirstDaysScreen
from rhythm.screens.conflict import ConflictScreen
from rhythm.screens.dialogs.capture import open_capture
from rhythm.screens.dialogs.importing import ImportPeople
from rhythm.screens.dialogs.noting import PastedNotes
from rhythm.screens.dialogs.ritual import EditRitual, HoldRitual
from rhythm.screens.dialogs.topics import TopicsDialog
from rhythm.screens.dialogs.triage import open_triage
from rhythm.screens.person import PersonScreen
from rhythm.screens.place import PLACES, PageScreen
from rhythm.screens.plan import PlanScreen
from rhythm.screens.room import RoomScreen
from rhythm.screens.team_page import TeamPageScreen
from rhythm.service.bench import Sponsor
from rhythm.storage import drafts
from rhythm.storage.database import Database
from tests.builders import Org
from tests.interop.calendar.writing import calendar, event
from tests.widgets.showing import screen_lines
from widgets.row_list import RowList

TEXTS = {
    "person": ("name", "title", "email", "nickname"),
    "team": ("name",),
    "meeting": ("reason",),
    "note": ("body", "situation", "next_time"),
    "topic": ("body", "route_reason"),
    "promise": ("body", "route_reason"),
    "good_call": ("body",),
    "conflict": ("name",),
    "escalation": ("summary", "forum", "raised_by", "area_text", "without_me", "repair"),
    "escalation_party": ("name",),
    "word_line": ("body",),
    "verdict": ("why",),
    "fix": ("body",),
    "fix_field": ("body",),
    "review_answer": ("body", "question"),
    "intention": ("body",),
    "sheet_row": ("body",),
    "later_answer": ("body",),
    "ritual": ("name", "purpose", "question"),
    "ritual_session": ("standard", "note"),
    "expectation": ("body",),
    "calendar_series": ("calendar", "title"),
    "decision_right": ("why",),
    "right_answer": ("body",),
    "practice": ("name",),
    "charter": ("owns", "not_owns", "goals"),
    "interface": ("body",),
    "card_answer": ("note",),
    "finding": ("theme", "wording"),
    "bet": ("name", "words"),
    "bet_return": ("why",),
    "bet_decision": ("why",),
    "candidate": ("sponsor",),
    "bench_evidence": ("body",),
    "calibration_note": ("body",),
    "first_day_line": ("body",),
    "story": ("title", "diagnose", "decide", "communicate"),
    "stakeholder_card": ("cares_about", "behaviours", "deliverables", "common"),
    "self_check": ("body",),
}
"""Every column that holds what somebody typed."""
_FOLDER = TemporaryDirectory(prefix="rhythm-tour-")
"""For the files that the tour takes in."""
OWN_AREAS = ("decision_right", "right_answer", "escalation", "delegation")
"""Tables whose area may be a word of one's own."""


class Full:
    """A small organisation with something of everything, some of it due today. `word` stands in every text."""

    def __init__(self, org: Org, word: str = "Quince") -> None:
        self.org, self.word, rhythm = org, word, org.rhythm
        self.rhythm = rhythm
        planner, tracker, today = rhythm.planner, rhythm.tracker, rhythm.today()
        self._people()
        self.card = self._conflict("who sets the release date", 60, 20, 1)
        self.fixing = self._conflict("who signs the vendor contract", 50, 30, 10)
        form = rhythm.fixes.forms.read(FixKind.CHARTER, {"team": "platform", "owns": f"{word} search"})
        rhythm.fixes.add(self.fixing, FixKind.CHARTER, body=f"{word} the charter", form=form)
        self.watched = self._conflict("who owns the banner order", 300, 280, 250)
        fix = rhythm.fixes.add(self.watched, FixKind.SCOPE, owner_id=org.dana.id, body=f"{word} the scope")
        rhythm.fixes.put_in_effect(fix.id, today - dt.timedelta(days=91))
        self.tension = self._conflict("which bets come first", 40, 30, 8)
        until = today + dt.timedelta(days=30)
        tracker.answer(self.tension, VerdictKind.TENSION, why=f"{word} is healthy", until=until)
        self.unsorted = org.escalate(f"{word} moved again", 2, forum=f"{word} forum")
        tracker.edit(self.unsorted.id, reached=Reached.LATE, without_me=f"{word} a limit", repair=f"{word} by monday")
        tracker.log(NewEscalation(f"{word} typed area", today, (), area="other", area_text=f"{word} area"))
        tracker.good(f"{word} held alone", person_id=org.dana.id)
        planner.add_note(org.dana.id, f"{word} seen")
        self._skip_levels()
        self._ritual()
        self._talks()
        self._calendar()
        self._rights()
        self._portfolio()
        self._growth()
        self._structure()
        self._bench()
        self._reviews()
        rhythm.save_draft(f"room:{org.ilya.id}", f"{word} a note\n> {word} I will\n! Platform / Growth: {word} again")
        rhythm.save_draft("capture", f"Platform / Growth: {word} once more")
        rhythm.save_draft("good", json.dumps({"good-line": f"{word} went well"}))

    def _people(self) -> None:
        rhythm, org, word = self.rhythm, self.org, self.word
        planner, today = rhythm.planner, rhythm.today()
        rhythm.people.edit(org.dana.id, title=f"{word} title", nickname=word)
        rhythm.people.add("Marta Lindqvist", relation=Relation.PEER)
        planner.close_room(
            org.dana.id,
            today - dt.timedelta(days=20),
            note=f"{word} first\nsecond line",
            notes=[NewNote(f"{word} praise", NoteKind.PRAISE)],
            promises=[NewPromise(f"{word} late", True, today - dt.timedelta(days=5))],
        )
        planner.skip(org.chris_m.id, f"{word} on leave")
        for person in (org.dana, org.ilya):
            planner.add_topic(person.id, f"{word} criteria")
            planner.add_promise(person.id, f"{word} table", due=today)
            planner.add_promise(person.id, f"{word} bets", mine=False)
        planner.plan(org.ilya.id, today, start="10:00")
        rhythm.absences.add(org.chris_a.id, today, today + dt.timedelta(days=60))

    def _conflict(self, text: str, *days_ago: int) -> ConflictId:
        org, number = self.org, None
        parties = (Party("Platform", org.platform.id), Party("Growth", org.growth.id), Party(f"{self.word} board"))
        for days in days_ago:
            new = NewEscalation(
                f"{self.word} {text}",
                self.rhythm.today() - dt.timedelta(days=days),
                parties,
                handling=Handling.COACHED,
                moment=Moment.NONE,
                raised_by=f"{self.word} raiser",
                forum=f"{self.word} council",
            )
            number = self.rhythm.tracker.log(new, conflict=number or "new").conflict_id
        assert number is not None
        return number

    def _skip_levels(self) -> None:
        """A topic that has no way yet, a promise that went round, and a theme that may be told."""
        planner, skip_levels, org, word = self.rhythm.planner, self.rhythm.skip_levels, self.org, self.word
        planner.add_topic(org.noor.id, NewTopic(f"{word} pay", Side.THEIRS))
        promise = planner.add_promise(org.noor.id, f"{word} deck")
        skip_levels.route_promise(promise.id, Route.DIRECT, reason=f"{word} away")
        for person in (org.noor, org.chris_a):
            skip_levels.add_finding(person.id, f"{word} nights", wording=f"{word} calls", may_be_told=True)

    def _ritual(self) -> None:
        """One that left its question open three times."""
        rituals, word = self.rhythm.rituals, self.word
        self.ritual = rituals.add(NewRitual(f"{word} forum", f"{word} what?", 7, f"{word} purpose"))
        for days in (15, 8, 1):
            day = self.rhythm.today() - dt.timedelta(days=days)
            rituals.hold(self.ritual.id, day, answered=False, standard=f"{word} rule", note=f"{word} slides")

    def _talks(self) -> None:
        """Everything that stands between the director and a manager."""
        rhythm, word = self.rhythm, self.word
        ilya = self.org.ilya.id
        for side in ExpectationSide:
            rhythm.talks.expect(ilya, side, f"{word} expected")
        feedback = NewNote(f"{word} did", NoteKind.FEEDBACK, situation=f"{word} there", next_time=f"{word} then")
        rhythm.talks.write_feedback(ilya, feedback)
        rhythm.planner.add_note(ilya, f"{word} decided", NoteKind.DECISION, private=False)
        rhythm.planner.add_promise(ilya, f"{word} asked", kind=PromiseKind.REQUEST)
        rhythm.talks.name_levels(ilya, "roadmap", 2, 5)
        for person in (self.org.dana, self.org.ilya):
            rhythm.talks.answer_clarity(person.id, "how_decisions", ClarityAnswer.NO)

    def _calendar(self) -> None:
        """One series of each kind that waits, and one that is confirmed with talks behind it."""
        today, word = self.rhythm.today(), self.word
        start = f"DTSTART:{today - dt.timedelta(days=13):%Y%m%d}T090000Z"
        parts = (
            event(f"SUMMARY:1:1 Dana {word}", "RRULE:FREQ=WEEKLY;COUNT=4", uid="dana", start=start),
            event(f"SUMMARY:1:1 Noor {word}ling", uid="noor", start=f"DTSTART:{today:%Y%m%d}T220000Z"),
            event(f"SUMMARY:1:1 Zoe {word}ling", uid="zoe", start=start),
            event(f"SUMMARY:Ilya {word} vacation", uid="ilya", start=f"DTSTART;VALUE=DATE:{today:%Y%m%d}"),
        )
        calendars = self.rhythm.calendars
        calendars.import_text(word, calendar(*parts))
        calendars.confirm(next(one.id for one in calendars.waiting() if one.person_id == self.org.dana.id))

    def _rights(self) -> None:
        """A cell that leaked twice and was answered about before, one only ever agreed to, and both lists."""
        org, word, today = self.org, self.word, self.rhythm.today()
        since = today - dt.timedelta(days=80)
        heard = (Role("", org.ilya.id), Role("", None, org.growth.id))
        new = NewRight(
            org.platform.id, "roadmap", since, org.dana.id, Level.INQUIRE, f"{word} because", org.noor.id, heard
        )
        self.rhythm.rights.set(new._replace(since=since - dt.timedelta(days=90), level=Level.TELL))
        self.rhythm.rights.set(new)
        self.rhythm.rights.set(new._replace(area="quality", level=Level.CONSULT))
        for number in range(5):
            day = today - dt.timedelta(days=number + 40)
            row = NewEscalation(
                f"{word} may we", day, (), area="quality", handling=Handling.AGREED, raised_by_id=org.noor.id
            )
            self.rhythm.tracker.log(row, conflict="new")
        for days in (50, 30):
            row = NewEscalation(
                f"{word} first", today - dt.timedelta(days=days), (), "roadmap", raised_by_id=org.noor.id
            )
            self.rhythm.tracker.log(row, conflict="new")
        self.rhythm.rights.answer(Cell(org.growth.id, "roadmap"), {"next": f"{word} tell them"})
        self._own_area(new)
        self.rhythm.rights.add_practice(PracticeKind.STANDARD, f"{word} checklist")
        self.rhythm.rights.add_practice(PracticeKind.FREE, f"{word} length")

    def _own_area(self, right: NewRight) -> None:
        """A cell of an area of one's own, in no list, that leaked and was answered about; levels named of it too."""
        area, today = f"{self.word}_maps", self.rhythm.today()
        self.rhythm.rights.set(right._replace(area=area))
        for days in (12, 6):
            row = NewEscalation(
                f"{self.word} maps", today - dt.timedelta(days=days), (), area, raised_by_id=self.org.noor.id
            )
            self.rhythm.tracker.log(row, conflict="new")
        self.rhythm.rights.answer(Cell(self.org.platform.id, area), {"next": f"{self.word} tell them"})
        self.rhythm.talks.name_levels(self.org.ilya.id, area, 2, 5)

    def _portfolio(self) -> None:
        """A bet that is named, flagged and to be looked at again; a record without minutes, and one that names none."""
        portfolio, word, today = self.rhythm.portfolio, self.word, self.rhythm.today()
        self.bet = portfolio.add(NewBet(f"{word} bet", Bucket.GROWTH, 2, Mode.LEARNING_SPEED, (f"{word} again",)))
        quarter = self.rhythm.reviews.this_quarter()
        for back in (0, 1):
            portfolio.judge(self.bet.id, 1, quarter.shifted(-back), why=f"{word} nothing")
        since = today - dt.timedelta(days=30)
        portfolio.decide(self.bet.id, DecisionKind.PAUSE, why=f"{word} rests", day=since, review_on=today)
        self.rhythm.planner.hold(self.org.dana.id, today - dt.timedelta(days=40), minutes=20)
        row = self.rhythm.tracker.log(NewEscalation(f"{word} costs", today, (), minutes=15))
        portfolio.link(self.bet.id, RecordKey(RecordKind.ESCALATION, row.id))
        portfolio.link(self.bet.id, RecordKey(RecordKind.ESCALATION, self.unsorted.id))

    def _structure(self) -> None:
        """Two teams that own the same, an interface with a history, and cards of every answer."""
        structure, org, word = self.rhythm.structure, self.org, self.word
        before = self.rhythm.today() - dt.timedelta(days=300)
        for team in (org.platform, org.growth):
            structure.set_charter(team.id, owns=[f"{word} before"], on=before)
            structure.set_charter(team.id, owns=[f"{word} dates"], not_owns=[f"{word} banners"], goals=[f"{word} goal"])
        structure.set_interface(org.platform.id, org.growth.id, f"{word} by Monday", on=before)
        structure.set_interface(org.platform.id, org.growth.id, f"{word} by Tuesday")
        for subject in (Subject(team_id=org.platform.id), Subject(person_id=org.dana.id)):
            cards = structure.words.checklist if subject.team_id is not None else structure.words.health
            for answer, card in zip((*CardAnswer, *CardAnswer), cards, strict=False):
                structure.answer(subject, card.slug, answer, note=f"{word} noted", on=before)
        self.rhythm.people.edit_team(org.platform.id, mode="predictability", bucket="core", design_id=org.noor.id)
        structure.set_pattern("platform")

    def _bench(self) -> None:
        """A candidate with a test behind and one under way, a calibration round, and the first 90 days of a manager."""
        bench, org, word = self.rhythm.bench, self.org, self.word
        bench.spot(org.noor.id, NewEvidence(f"{word} asked first"))
        bench.set_sponsor(org.noor.id, Sponsor(f"{word} Yu"))
        card = bench.begin_test(org.noor.id, "cross_team", NewEvidence(f"{word} one ticket"))
        bench.end_test(org.noor.id, card.running[0].id, Outcome.FINISHED, NewEvidence(f"{word} shipped"))
        bench.begin_test(org.noor.id, "stakeholder", NewEvidence(f"{word} sales"))
        bench.add(org.dana.id)
        # What a team is called hides as little as the organisation does, so the word stands in none of the names.
        for name in ("Core", "Search", "Mobile", "Care"):
            self.rhythm.people.add_team(name)
        bench.write_round(f"{word} meant", topic="standards")
        bench.write_round(f"{word} named", person_id=org.dana.id)
        self.rhythm.clocks.set_start(org.ilya.id, self.rhythm.today() - dt.timedelta(days=30))
        self.rhythm.clocks.add(org.ilya, "assess", f"{word} calls")

    def _growth(self) -> None:
        """Evidence in one area, a story of a decision, a card, and the question that is answered in words."""
        growth, word, marta = self.rhythm.growth, self.word, self.rhythm.people.find("marta")
        growth.add(NewLine(f"{word} merged", area="scale", skill="aligning_teams"))
        (source, *_) = growth.sources()
        parts = {part: f"{word} {part}" for part in STORY_PARTS}
        growth.add_story(NewStory("manager_conflict", f"{word} story", **parts, source=(source.kind, source.id)))
        growth.write_card(marta.id, **dict.fromkeys(("cares_about", "behaviours", "common"), f"{word} matters"))
        growth.answer("ego", None, f"{word} job")

    def _reviews(self) -> None:
        reviews = self.rhythm.reviews
        quarter = reviews.this_quarter()
        quarters = self.rhythm.quarters
        for question in quarters.questions:
            quarters.answer(quarter.shifted(-1), question.id, f"{self.word} then\n> {self.word} plan")
            quarters.answer(quarter, question.id, f"{self.word} now\n> {self.word} next")
        for back in (0, -1):
            quarters.sheets.fill(
                quarter.shifted(back), Sheet.SCORECARD, "portfolio_contribution", value="3", body=f"{self.word} moved"
            )
        week = reviews.this_week().shifted(-1)
        reviews.save_answer_draft(ReviewKind.WEEK, str(week), "closing", f"{self.word} closing")
        reviews.save_answer_draft(ReviewKind.WEEK, str(reviews.this_week()), "closing", f"{self.word} this week")

    def close_reviews(self) -> None:
        """Keep frozen copies of the week and the quarter before, and say something of the quarter later."""
        reviews, quarters = self.rhythm.reviews, self.rhythm.quarters
        before = reviews.this_quarter().shifted(-1)
        quarters.close(before)
        first = quarters.walk(before).questions[0]
        quarters.answer_later(before, first.question.id, f"{first.answer} and later")
        reviews.close_week(reviews.this_week().shifted(-1))


def overwrite(db: Database, text: str) -> None:
    """Put a text where any text stands, past the service, as an import or another program might have left it."""
    with db.action("import", undoable=False):
        for table, columns in TEXTS.items():
            for column in columns:
                db.write(f"UPDATE {table} SET {column} = ? WHERE {column} <> ''", (text,))
        for table in OWN_AREAS:
            db.write(f"UPDATE {table} SET area = ? WHERE area LIKE '%maps'", (text,))
    for key in drafts.drafts(db, "review:"):
        drafts.save_draft(db, key, text)


class Stop(NamedTuple):
    """Somewhere in the app: the place, or how it is opened over Today, and the keys that are pressed then.

    `shows` is the class of the page or window, so that no stop is another one unseen. `texts` says that a text of the
    store stands there in any case, `page` that it has a footer, `writes` that it opens only while what is written may
    be seen.
    """

    name: str
    shows: str
    open: Callable[[RhythmApp, Full], object] | str
    keys: tuple[str, ...] = ()
    texts: bool = True
    page: bool = False
    writes: bool = False


def _room(app: RhythmApp, full: Full) -> None:
    person = app.rhythm.people.person(full.org.ilya.id)
    assert person is not None
    app.open_page(RoomScreen(app.rhythm, person))


def _person(app: RhythmApp, full: Full) -> None:
    person = app.rhythm.people.person(full.org.dana.id)
    assert person is not None
    app.open_page(PersonScreen(app.rhythm, person))


def _plan(app: RhythmApp, _full: Full) -> None:
    app.open_page(PlanScreen(app.rhythm))


def _skip_level_room(app: RhythmApp, full: Full) -> None:
    person = app.rhythm.people.person(full.org.noor.id)
    assert person is not None
    app.open_page(RoomScreen(app.rhythm, person))
    topic = app.rhythm.skip_levels.without_a_route(person.id)[0]
    app.screen.call_after_refresh(lambda: app.screen.query_one("#queue", RowList).highlight(f"topic:{topic.id}"))


def _topics_dialog(app: RhythmApp, full: Full) -> None:
    topics = app.rhythm.people.open_topics(full.org.noor.id)
    promises = app.rhythm.planner.promises(person_id=full.org.noor.id)
    person = app.rhythm.people.person(full.org.noor.id)
    assert person is not None
    app.push_screen(TopicsDialog(app.rhythm, person, topics, promises, lambda _fates: None))


def _conflict(kind: str) -> Callable[[RhythmApp, Full], object]:
    return lambda app, full: app.open_page(ConflictScreen(app.rhythm, getattr(full, kind)))


def _ritual(page: str) -> Callable[[RhythmApp, Full], object]:
    def opened(app: RhythmApp, full: Full) -> None:
        dialog = {"held": HoldRitual, "edit": EditRitual}[page]
        standing = app.rhythm.rituals.standing(full.ritual.id)
        assert standing is not None
        app.push_screen(dialog(in_front(app), standing.ritual))

    return opened


def _board(app: RhythmApp, full: Full) -> None:
    app.open_page(BoardScreen(app.rhythm, f"right:{full.org.platform.id}:roadmap"))


def _team(row: str = "") -> Callable[[RhythmApp, Full], object]:
    return lambda app, full: app.open_page(TeamPageScreen(app.rhythm, full.org.platform.id, row))


def _candidate(app: RhythmApp, full: Full) -> None:
    app.open_page(CandidateScreen(app.rhythm, full.org.noor.id))


def _first_days(app: RhythmApp, full: Full) -> None:
    app.open_page(FirstDaysScreen(app.rhythm, full.org.ilya.id))


def _pasted_notes(app: RhythmApp, full: Full) -> None:
    lines = (f"> {full.word} by fri", f"! {full.word} again", f"{full.word} said")
    app.push_screen(PastedNotes(in_front(app), full.org.dana, lines))


def _people_file(app: RhythmApp, full: Full) -> None:
    """The window with a file named that adds, moves and retitles, has a remark, and lacks most of the organisation."""
    path = Path(_FOLDER.name) / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            (
                ("name", "email", "manager", "title"),
                ("Me", "", "", "Director"),
                ("Dana Okoye", "dana@acme.example", "Me", f"{full.word} lead"),
                (f"{full.word} Ek", "ek@acme.example", "Dana Okoye", f"{full.word} engineer"),
                (f"{full.word} Au", "no address", "Nobody Here", ""),
                ("Noor Haddad", "", "Dana Okoye", ""),
            )
        )
    app.rhythm.save_draft("people:import", json.dumps({"file": str(path)}))
    app.push_screen(ImportPeople(in_front(app)))


def _behind(app: RhythmApp, _full: Full) -> None:
    """The rows of a figure. From the page of the quarter it would depend on the question that one left it at."""
    quarter = app.rhythm.reviews.this_quarter()
    evidence = (one for view in app.rhythm.quarters.walk(quarter).questions for one in view.evidence)
    app.open_page(BehindScreen(app.rhythm, quarter, next(one for one in evidence if len(one.behind) > 1)))


def _triage(app: RhythmApp, full: Full) -> None:
    row = app.rhythm.tracker.escalation(full.unsorted.id)
    assert row is not None
    open_triage(app, row)


_NEXT = "right_square_bracket"
STOPS = (
    *(Stop(tab.id, f"{tab.id.title()}Screen", tab.id, page=True) for tab in PLACES),
    Stop("people, edit", "EditPerson", "people", ("ctrl+e",)),
    Stop("people, add", "AddPeople", "people", ("plus",), texts=False),
    Stop("people, note", "NoteDialog", "people", ("i",)),
    Stop("people, notes pasted", "PastedNotes", _pasted_notes, texts=False),
    Stop("people, plan", "LineDialog", "people", ("ctrl+l",)),
    Stop("people, skip", "LineDialog", "people", ("ctrl+k",)),
    Stop("coverage", "CoverageScreen", "people", ("v",), page=True),
    Stop("coverage, team", "TeamScreen", "people", ("v", "enter"), page=True),
    Stop("coverage, group", "GroupDialog", "people", ("v", "ctrl+g")),
    Stop("room of a skip-level", "RoomScreen", _skip_level_room, page=True),
    Stop("room of a skip-level, way", "RouteDialog", _skip_level_room, ("r",)),
    Stop("room of a skip-level, wording", "FormDialog", _skip_level_room, ("r", "m"), texts=False),
    Stop("room of a skip-level, finding", "FormDialog", _skip_level_room, ("l",), texts=False),
    Stop("people, file", "ImportPeople", "people", ("ctrl+o",), texts=False),
    Stop("people, file, looked into", "ImportPeople", _people_file, ("enter",), texts=False),
    Stop("people, topics", "TopicsDialog", _topics_dialog),
    Stop("tour", "TourScreen", "today", ("f5",), page=True, texts=False),
    Stop("settings", "SettingsScreen", lambda app, _: app.action_settings(), texts=False, page=True),
    Stop("export", "KeyedDialog", lambda app, _: app.action_export(), texts=False),
    Stop("export, folder", "WriteDialog", lambda app, _: app.action_export(), ("enter",), texts=False),
    Stop("catch up", "CatchUpScreen", lambda app, _: app.open_page(CatchUpScreen(app.rhythm)), page=True),
    Stop("person", "PersonScreen", _person, page=True),
    Stop("person, promises", "PersonScreen", _person, ("p",), page=True),
    Stop("plan", "PlanScreen", _plan, page=True),
    Stop("plan, next week", "PlanScreen", _plan, ("ctrl+right",), page=True),
    Stop("plan, carrying", "PlanScreen", _plan, ("m", "right"), page=True),
    Stop("plan, no place", "PlanScreen", _plan, ("tab",), page=True),
    Stop("plan, put", "LineDialog", _plan, ("ctrl+l",)),
    Stop("plan, skip", "LineDialog", _plan, ("ctrl+k",)),
    Stop("plan, later", "LineDialog", _plan, ("l",)),
    Stop("calendar", "CalendarScreen", "people", ("c",), page=True),
    Stop("calendar, somebody else", "PickDialog", "people", ("c", "w")),
    Stop("calendar, read", "ImportCalendar", "people", ("c", "ctrl+o"), texts=False),
    Stop("calendar, write", "WriteDialog", "people", ("c", "x"), texts=False),
    Stop("room", "RoomScreen", _room, page=True),
    Stop("room, in the notes", "RoomScreen", _room, ("i",), page=True),
    Stop("room, add", "LineDialog", _room, ("plus",)),
    Stop("room, feedback", "WriteFeedback", _room, ("f",)),
    Stop("room, levels", "NameLevels", _room, ("v",)),
    Stop("expectations", "ExpectationsScreen", _room, ("x",), page=True),
    Stop("expectations, add", "LineDialog", _room, ("x", "plus"), texts=False),
    Stop("room, closing", "CloseMeeting", _room, ("ctrl+s",)),
    Stop("card", "ConflictScreen", _conflict("card"), page=True),
    Stop("card, fix", "PickDialog", _conflict("card"), ("f",), texts=False),
    Stop("card, split", "SplitDialog", _conflict("card"), ("s",)),
    Stop("card, fix form", "FixDialog", _conflict("card"), ("f", "enter"), texts=False),
    Stop("card, test", "AlignmentDialog", _conflict("card"), ("a",), texts=False),
    Stop("card, tension", "FormDialog", _conflict("card"), ("t", "t"), texts=False),
    Stop("card, rename", "FormDialog", _conflict("card"), ("ctrl+r",)),
    Stop("card, merge", "PickDialog", _conflict("card"), ("ctrl+g",)),
    Stop("fix decided", "ConflictScreen", _conflict("fixing"), page=True),
    Stop("fix decided, in effect", "FormDialog", _conflict("fixing"), ("ctrl+f",), texts=False),
    Stop("fix decided, form", "FixDialog", _conflict("fixing"), ("ctrl+e",)),
    Stop("fix watched", "ConflictScreen", _conflict("watched"), page=True),
    Stop("tension", "ConflictScreen", _conflict("tension"), page=True),
    Stop("capture", "CaptureDialog", lambda app, _: app.action_log()),
    Stop("capture, suggestions", "CaptureDialog", lambda app, _: app.action_log(), ("enter",)),
    Stop(
        "capture, pasted",
        "PastedDialog",
        lambda app, full: open_capture(app, (f"{full.word} one", f"{full.word} two")),
        texts=False,
    ),
    Stop("good call", "GoodCallDialog", lambda app, _: app.action_good()),
    Stop("triage", "TriageDialog", _triage),
    Stop("triage, edit", "FormDialog", _triage, ("ctrl+e",)),
    Stop("triage, conflicts", "PickDialog", _triage, ("ctrl+g",)),
    Stop("triage, handling", "KeyedDialog", _triage, ("equals_sign",), texts=False),
    Stop("triage, cause", "KeyedDialog", _triage, ("c",), texts=False),
    Stop("triage, minutes", "KeyedDialog", _triage, ("tilde",), texts=False),
    Stop("triage, without", "FormDialog", _triage, ("w",)),
    Stop("triage, repair", "FormDialog", _triage, ("p",)),
    Stop("figures", "FiguresScreen", "conflicts", ("home", "enter"), texts=False, page=True),
    Stop("figures, rows", "PickDialog", "conflicts", ("home", "enter", "enter")),
    Stop("figures, between teams", "FiguresScreen", "conflicts", ("home", "enter", "p"), texts=False, page=True),
    Stop("board", "BoardScreen", _board, page=True),
    Stop("board, edit", "EditRight", _board, ("enter",)),
    Stop("board, questions", "FormDialog", _board, ("a",), texts=False),
    Stop("board, rows", "PickDialog", _board, ("r",)),
    Stop("board, own area", "BoardScreen", _board, ("end",), page=True),
    Stop("board, own area, edit", "EditRight", _board, ("end", "enter")),
    Stop("board, own area, questions", "FormDialog", _board, ("end", "a")),
    Stop("standards", "PracticesScreen", _board, ("l",), page=True),
    Stop("bench", "BenchScreen", "org", ("m",), page=True),
    Stop("bench, add", "PickDialog", "org", ("m", "plus")),
    Stop("calibration", "CalibrationScreen", "org", ("m", "k"), page=True),
    Stop("calibration, write", "LineDialog", "org", ("m", "k", "i"), texts=False),
    Stop("candidate", "CandidateScreen", _candidate, page=True),
    Stop("candidate, write", "WriteEvidence", _candidate, ("i",)),
    Stop("candidate, test", "KeyedDialog", _candidate, ("t",), texts=False),
    Stop("candidate, begin", "BeginTest", _candidate, ("t", "enter")),
    # Its text stands in the title alone, which ends after a word.
    Stop("candidate, end", "EndTest", _candidate, ("f",), texts=False),
    Stop("candidate, sponsor", "LineDialog", _candidate, ("p",)),
    Stop("candidate, seat", "PickDialog", _candidate, ("o",)),
    Stop("clocks", "ClocksScreen", "org", ("c",), page=True),
    Stop("clocks, since", "LineDialog", "org", ("c", "t")),
    Stop("first days", "FirstDaysScreen", _first_days, page=True),
    Stop("first days, add", "LineDialog", _first_days, ("plus",), texts=False),
    Stop("standards, add", "FormDialog", _board, ("l", "plus"), texts=False),
    Stop("portfolio", "PortfolioScreen", "org", ("f",), page=True),
    Stop("portfolio, add", "FormDialog", "org", ("f", "plus"), texts=False),
    Stop("portfolio, edit", "FormDialog", "org", ("f", "ctrl+e")),
    Stop("portfolio, return", "FormDialog", "org", ("f", "r")),
    Stop("portfolio, decide", "KeyedDialog", "org", ("f", "d"), texts=False),
    Stop("portfolio, until when", "FormDialog", "org", ("f", "d", "enter"), texts=False),
    Stop("bet", "BetScreen", "org", ("f", "enter"), page=True),
    Stop("names no bet", "UnnamedScreen", "org", ("f", "end", "up", "enter"), page=True),
    Stop("names no bet, link", "PickDialog", "org", ("f", "end", "up", "enter", "space")),
    Stop("no minutes", "UnnamedScreen", "org", ("f", "end", "enter"), page=True),
    Stop("picture", "PictureScreen", "org", ("p",), texts=False, page=True),
    Stop("picture, conflicts", "PickDialog", "org", ("p", "down", "r")),
    Stop("picture, rows", "PickDialog", "org", ("p", "tab", "enter")),
    Stop("interfaces", "InterfacesScreen", "org", ("i",), page=True),
    Stop("interfaces, edit", "SheetDialog", "org", ("i", "enter")),
    Stop("interfaces, add", "PickDialog", "org", ("i", "plus")),
    Stop("team", "TeamPageScreen", _team(), page=True),
    Stop("team, health", "TeamPageScreen", _team("health:role_clarity"), page=True),
    Stop("team, charter", "SheetDialog", _team(), ("c",)),
    Stop("team, card", "SheetDialog", _team("card:charter"), ("enter",)),
    Stop("team, interface", "SheetDialog", _team("interface:2"), ("enter",)),
    Stop("team, overlap", "PickDialog", _team("overlap:0"), ("enter",)),
    Stop("team, edit", "SheetDialog", _team(), ("ctrl+e",)),
    Stop("team, mode", "KeyedDialog", _team("mode:0"), ("enter",), texts=False),
    Stop("team, pattern", "KeyedDialog", _team("pattern:0"), ("enter",), texts=False),
    Stop("team, partner", "PickDialog", _team("partner:product"), ("enter",)),
    Stop("team, merge", "PickDialog", _team(), ("ctrl+g",)),
    Stop("growth", "GrowthScreen", "org", ("o",), texts=False, page=True),
    Stop("growth, end", "GrowthScreen", "org", ("o", "end", "up", "up"), page=True),
    Stop("growth, evidence", "SheetDialog", "org", ("o", "plus"), texts=False),
    Stop("growth, as story", "PickDialog", "org", ("o", "m")),
    Stop("growth, question", "PickDialog", "org", ("o", "m", "enter"), texts=False),
    Stop("growth, from a decision", "FormDialog", "org", ("o", "m", "enter", "enter")),
    Stop("growth, step back", "FormDialog", "org", ("o", "end", "up", "up", "enter"), texts=False),
    Stop("growth, to read", "ReadDialog", "org", ("o", "end", "enter"), texts=False),
    Stop("evidence", "LinesScreen", "org", ("o", "enter"), page=True),
    Stop("evidence, edit", "SheetDialog", "org", ("o", "enter", "enter")),
    Stop("stories", "StoriesScreen", "org", ("o", *["down"] * 9, "enter"), page=True),
    Stop("stories, tell", "FormDialog", "org", ("o", *["down"] * 9, "enter", "enter")),
    Stop("who has a say", "FormDialog", "org", ("o", *["down"] * 15, "enter")),
    Stop("week, an earlier one", "WeekScreen", "week", ("ctrl+right", "ctrl+left"), page=True),
    Stop("week, next steps", "WeekScreen", "week", ("ctrl+right", _NEXT, _NEXT), page=True),
    Stop("week, the same", "WeekScreen", "week", ("ctrl+right", _NEXT, _NEXT, _NEXT), page=True),
    Stop("week, steps", "StepsDialog", "week", ("ctrl+right", "v"), texts=False),
    Stop("week, people", "WeekScreen", "week", ("ctrl+right", "v", "home", *["down"] * 7, "enter"), page=True),
    Stop(
        "week, people, thanks",
        "RouteDialog",
        "week",
        ("ctrl+right", "v", "home", *["down"] * 7, "enter", "end", "enter"),
    ),
    Stop("week, structure", "WeekScreen", "week", ("ctrl+right", "v", "home", *["down"] * 8, "enter"), page=True),
    Stop("week, good calls", "WeekScreen", "week", ("ctrl+right", "v", "home", *["down"] * 9, "enter"), page=True),
    Stop("week, closing line", "WeekScreen", "week", ("ctrl+right", "i"), page=True),
    Stop("week, close", "YesNo", "week", ("ctrl+right", "ctrl+s"), texts=False),
    Stop("quarter, in the answer", "QuarterScreen", "quarter", ("ctrl+right", "i"), page=True),
    Stop("quarter, next", "QuarterScreen", "quarter", ("ctrl+right", _NEXT), page=True),
    Stop("quarter, as Markdown", "QuarterScreen", "quarter", ("ctrl+right", "v"), page=True),
    Stop("quarter, last", "QuarterScreen", "quarter", ("ctrl+right", "ctrl+o"), page=True),
    Stop("quarter, scorecard", "SheetsScreen", "quarter", ("ctrl+right", "a"), texts=False, page=True),
    Stop("quarter, scorecard, a cell", "SheetRowDialog", "quarter", ("ctrl+right", "a", "enter"), texts=False),
    Stop("quarter, bench", "SheetsScreen", "quarter", ("ctrl+right", "a", _NEXT, _NEXT, _NEXT), page=True),
    Stop("quarter, compared", "CompareScreen", "quarter", ("ctrl+right", "c"), page=True),
    Stop("quarter, over time", "AnswersScreen", "quarter", ("ctrl+right", "t"), page=True),
    Stop("quarter, report", "ReportScreen", "quarter", ("ctrl+right", "r"), page=True),
    Stop("quarter, report, file", "WriteDialog", "quarter", ("ctrl+right", "r", "w"), texts=False),
    Stop("quarter, behind", "BehindScreen", _behind, page=True),
    Stop("quarter, closed", "QuarterScreen", "quarter", ("ctrl+right", "ctrl+left"), page=True),
    Stop(
        "quarter, closed, said later",
        "LaterAnswerDialog",
        "quarter",
        ("ctrl+right", "ctrl+left", "i"),
        texts=False,
        writes=True,
    ),
    Stop("ritual, held", "HoldRitual", _ritual("held")),
    Stop("ritual, edit", "EditRitual", _ritual("edit")),
    Stop("search", "SearchScreen", lambda app, _: app.action_find(), texts=False, page=True),
    Stop("palette", "Palette", lambda app, _: app.action_command_palette(), texts=False),
    Stop("help", "HelpScreen", lambda app, _: app.action_help(), texts=False),
)
PAGES = tuple(stop for stop in STOPS if stop.page)


def in_front(app: RhythmApp) -> PageScreen:
    """The page in front."""
    assert isinstance(app.screen, PageScreen)
    return app.screen


_PATIENCE = 5_000
"""Turns of the loop that a page may take to be there; one that ended with its app never is."""

_CALM = 2


async def settle(pilot: Pilot[None]) -> None:
    """Until every message was handled, also what was typed before a page stood, seen twice: what was handled may bring
    up another page. Unlike `pause()` it does not wait for the processor to be idle too, which a busy machine makes of
    a program that is not let run."""
    app, calm = pilot.app, 0
    for _ in range(_PATIENCE):
        await pilot.pause(0)
        behind = (isinstance(app, RhythmApp) and app.is_behind) or _is_told_something(app)
        calm = calm + 1 if app.screen.is_mounted and not behind else 0
        if calm == _CALM:
            break


def _is_told_something(app: App[None]) -> bool:
    """Whether a message waits somewhere. An answer comes by all that stands between a field and its window, one a turn,
    before the window is gone and the next is there."""
    return any(node.is_running and node.message_queue_size for node in (app, *app._registry))


async def go(pilot: Pilot[None], app: RhythmApp, full: Full, stop: Stop) -> None:
    """Leave whatever is open, and go to a stop."""
    await app.action_place(stop.open if isinstance(stop.open, str) else "today")
    if not isinstance(stop.open, str):
        stop.open(app, full)
    await settle(pilot)
    if isinstance(stop.open, str) and isinstance(app.focused, Input | TextArea):
        await pilot.press("escape")
    for key in stop.keys:
        await pilot.press(key)
        # The next key is for the page that this one opens, however long that takes.
        await settle(pilot)
    assert (type(app.screen).__name__, isinstance(app.screen, PageScreen)) == (stop.shows, stop.page), stop.name


def seen(app: RhythmApp) -> str:
    """What stands on the screen; of a dialog only what stands inside its border."""
    lines = screen_lines(app)
    if isinstance(app.screen, PageScreen):
        return "\n".join(lines)
    box = next(iter(app.screen.query(".dialog, #--container"))).region
    return "\n".join(Strip([Segment(line)]).crop(box.x, box.right).text for line in lines[box.y : box.bottom])
