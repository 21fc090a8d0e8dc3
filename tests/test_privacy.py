"""Nothing leaves the machine, and no error repeats what was written about people."""

from __future__ import annotations

import ast
import datetime as dt
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from rhythm.domain.conflicts import VerdictKind
from rhythm.domain.escalations import ConflictId, EscalationId, NewEscalation
from rhythm.domain.fixes import FixKind, FixState
from rhythm.domain.meetings import MeetingState, NewNote, NewPromise, NoteKind, PromiseState, TopicId, TopicState
from rhythm.domain.people import PersonId
from rhythm.domain.reviews import ReviewKind
from rhythm.errors import RhythmError
from rhythm.storage.database import Database
from tests.builders import Org
from tests.offline.sitecustomize import SpokeToANetwork

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for folder in ("rhythm", "widgets") for path in (ROOT / folder).rglob("*.py"))

NETWORK = {
    *("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc"),
    *("socketserver", "webbrowser", "requests", "httpx", "aiohttp", "urllib3", "websockets", "paramiko", "asyncio"),
}
HARMLESS = {"urllib.parse"}

SECRET = "Zwetschgenkuchen"


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_the_program_imports_nothing_that_speaks_to_a_network() -> None:
    speaking = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in SOURCES
        for name in imported(path)
        if name.partition(".")[0] in NETWORK - {"asyncio"} and not name.startswith(tuple(HARMLESS)) and name != "urllib"
    }
    assert speaking == set()


def test_asyncio_is_not_used_for_connections() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    for name in ("open_connection", "create_connection", "start_server", "create_server", "create_datagram_endpoint"):
        assert name not in text


SPEAKING = {
    "connect": "with socket.socket() as one: one.connect(('127.0.0.1', 9))",
    "connect over IPv6": "with socket.socket(socket.AF_INET6) as one: one.connect(('::1', 9))",
    "send": "with socket.socket(type=socket.SOCK_DGRAM) as one: one.sendto(b'x', ('127.0.0.1', 9))",
    "listen": "with socket.socket() as one: one.bind(('127.0.0.1', 0))",
    "ask for a name": "socket.getaddrinfo('example.org', 80)",
}


@pytest.mark.parametrize("case", SPEAKING)
def test_no_test_speaks_to_a_network(case: str) -> None:
    with pytest.raises(SpokeToANetwork):
        exec(SPEAKING[case], {"socket": socket})  # noqa: S102 - the lines above


def test_nothing_that_a_test_starts_speaks_to_a_network() -> None:
    tried = "\n".join(
        f"try:\n    {line}\nexcept BaseException as error:\n    print(type(error).__name__)"
        for line in SPEAKING.values()
    )
    ended = subprocess.run(
        [sys.executable, "-c", f"import socket\n{tried}"], check=True, capture_output=True, text=True
    )
    assert ended.stdout.split() == ["SpokeToANetwork"] * len(SPEAKING)


def test_what_stays_within_the_machine_may_speak() -> None:
    one, other = socket.socketpair()
    with one, other:
        one.send(b"awake")
        assert other.recv(20) == b"awake"


def _tell(org: Org) -> None:
    """A store in which the secret word stands in every free text."""
    planner, tracker = org.rhythm.planner, org.rhythm.tracker
    praise = NewNote(SECRET, NoteKind.PRAISE)
    promise = NewPromise(SECRET, True, None)
    planner.close_room(org.dana.id, org.rhythm.today(), note=SECRET, notes=[praise], promises=[promise])
    planner.add_topic(org.dana.id, SECRET)
    row = org.escalate(SECRET, 3, conflict="new")
    assert row.conflict_id is not None
    org.rhythm.fixes.add(row.conflict_id, FixKind.SCOPE, body=SECRET)
    tracker.good(SECRET)
    org.rhythm.reviews.save_answer_draft(ReviewKind.WEEK, "2026-W47", "closing", SECRET)
    org.rhythm.reviews.close_week(org.rhythm.reviews.this_week())
    planner.settle_promise(1)


def _answer_in_a_closed_quarter(org: Org) -> None:
    quarters, quarter = org.rhythm.quarters, org.rhythm.reviews.this_quarter()
    quarters.close(quarter)
    quarters.answer(quarter, quarters.questions[0].id, SECRET)


LONG = SECRET * 2000
TOMORROW = dt.date(2026, 11, 21)

FAILING: dict[str, Callable[[Org], object]] = {
    "a note on nobody": lambda org: org.rhythm.planner.add_note(PersonId(99), SECRET),
    "a note that is too long": lambda org: org.rhythm.planner.add_note(org.dana.id, SECRET * 100_000),
    "a topic that is too long": lambda org: org.rhythm.planner.add_topic(org.dana.id, LONG),
    "a topic for nobody": lambda org: org.rhythm.planner.add_topic(PersonId(99), SECRET),
    "a topic that is not there": lambda org: org.rhythm.planner.close_topic(TopicId(99), TopicState.DROPPED),
    "a promise that is too long": lambda org: org.rhythm.planner.add_promise(org.dana.id, LONG),
    "a promise that is settled": lambda org: org.rhythm.planner.settle_promise(1, PromiseState.DROPPED),
    "moving a promise that is settled": lambda org: org.rhythm.planner.move_promise(1, TOMORROW),
    "a meeting to come": lambda org: org.rhythm.planner.hold(org.dana.id, TOMORROW, note=SECRET),
    "a meeting with an empty praise": lambda org: org.rhythm.planner.close_room(
        org.dana.id, org.rhythm.today(), note=SECRET, notes=[NewNote("", NoteKind.PRAISE)]
    ),
    "a meeting without length": lambda org: org.rhythm.planner.hold(org.dana.id, note=SECRET, minutes=0),
    "closing a held meeting": lambda org: org.rhythm.planner.close_planned(1, MeetingState.MISSED, SECRET),
    "an escalation to come": lambda org: org.rhythm.tracker.log(NewEscalation(SECRET, TOMORROW)),
    "an escalation that is too long": lambda org: org.rhythm.tracker.log(NewEscalation(LONG, org.rhythm.today())),
    "an unknown conflict": lambda org: org.rhythm.tracker.log(
        NewEscalation(SECRET, org.rhythm.today()), conflict=ConflictId(99)
    ),
    "editing what is not there": lambda org: org.rhythm.tracker.edit(EscalationId(99), summary=SECRET),
    "a name that is too long": lambda org: org.rhythm.tracker.rename(ConflictId(1), LONG),
    "a merge with itself": lambda org: org.rhythm.tracker.merge(ConflictId(1), ConflictId(1)),
    "a split of everything": lambda org: org.rhythm.tracker.split(ConflictId(1), [EscalationId(1)], SECRET),
    "a tension for too long": lambda org: org.rhythm.tracker.answer(
        ConflictId(1), VerdictKind.TENSION, why=SECRET, until=dt.date(2028, 1, 1)
    ),
    "a fix without owner": lambda org: org.rhythm.fixes.put_in_effect(1),
    "a verdict too early": lambda org: org.rhythm.fixes.settle(1, FixState.HELD),
    "a good call to come": lambda org: org.rhythm.tracker.good(SECRET, day=TOMORROW),
    "an answer in a closed quarter": _answer_in_a_closed_quarter,
    "a person with a long title": lambda org: org.rhythm.people.edit(org.dana.id, title=LONG),
    "redo of nothing": lambda org: org.rhythm.redo(),
}


@pytest.mark.parametrize("case", FAILING)
def test_an_error_never_repeats_what_was_written(org: Org, case: str) -> None:
    _tell(org)
    with pytest.raises(RhythmError) as refused:
        FAILING[case](org)
    assert SECRET not in refused.value.message + refused.value.hint
    shown = "".join(traceback.format_exception_only(refused.value))
    assert SECRET not in shown


def test_an_undo_that_would_lose_an_edit_names_the_field_and_not_the_text(org: Org, db: Database) -> None:
    note = org.rhythm.planner.add_note(org.dana.id, SECRET)
    with db.action("tidy up", undoable=False):
        db.update("note", note.id, body=f"{SECRET} changed")
    with pytest.raises(RhythmError) as refused:
        org.rhythm.undo()
    assert "body" in refused.value.message
    assert SECRET not in refused.value.message + refused.value.hint


def test_the_labels_of_actions_hold_no_written_text(org: Org, db: Database) -> None:
    _tell(org)
    labels = [str(row[0]) for row in db.all("SELECT label FROM action")]
    assert labels
    assert not [label for label in labels if SECRET in label]
