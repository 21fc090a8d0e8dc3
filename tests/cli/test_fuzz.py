"""Whatever is handed in, in whatever file: it is taken or refused in words, never with a traceback, and the store stays
whole."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rhythm.cli import main
from rhythm.settings.loader import checked, load_settings
from rhythm.settings.problems import SettingsError
from tests.interop.calendar.writing import calendar, event

EXAMPLES = 12
SEEDS: dict[str, bytes] = {
    "team.csv": b"""\
name,email,manager,title,team,id
You,you@acme.example,,Director,,1
Dana Okoye,dana@acme.example,You,Lead,Platform,2
Ana Pires,ana@acme.example,Dana Okoye,Engineer,Platform,3
""",
    "rows.csv": b"""\
day,summary,parties,area,minutes,handling
2026-11-02,who sets the date,Platform; Growth,roadmap,20,coached
2026-11-09,who signs the contract,Platform; Growth,,,
""",
    "rows.jsonl": b"""\
{"day": "2026-11-02", "summary": "who sets the date", "parties": ["Platform", "Growth"], "minutes": 20}
{"day": "2026-11-09", "summary": "again", "raised_by": "Dana"}
""",
    "work.ics": calendar(
        event("RRULE:FREQ=WEEKLY;COUNT=5", summary="1:1 Dana", attendee="mailto:d@x.example")
    ).encode(),
    "note.txt": b"""\
- [ ] Platform / Growth: who signs the contract ~20m =coached
- [x] done before
# heading
! A / B: x
""",
    "settings.yaml": b"""\
look: {theme: light}
planner:
  cadence:
    peer: {target: 10, limit: 20}
  working_hours: 09:00-17:00
""",
}
NASTY = (
    *(
        b"\x00",
        b"\xff",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\r",
        b"\n",
        b"\r\n ",
        b'"',
        b",",
        b";",
        b"\t",
        b"\x1b[2J",
        b"\\",
    ),
    *(b"[" * 2000, b"{" * 2000, b"&a [*a]", b"*a", b"? ", b"- ", b"!!python/object:os.system", b"<<: *a", b": "),
    *(b"1e999", b"-1", b"9" * 400, b"NaN", b"null", b"true", b"2026-02-30", b"0000-00-00", b"9999-12-31", b"12/3"),
    *(
        b"BEGIN:VEVENT\r\n",
        b"END:VCALENDAR\r\n",
        b"RRULE:FREQ=SECONDLY\r\n",
        b"TZID=Nowhere/Land",
        b"DURATION:P9999W\r\n",
    ),
    *("\u202e👩‍💻\u2028\ud800".encode("utf-8", "surrogatepass"), "Zoë Ünal".encode("cp1252"), "日本".encode()),
    *(
        b"PK\x03\x04",
        b"a" * 140_000,
        b"@chris",
        b"~99h",
        b"on:blue",
        b"=shouted",
        b"A / A: ",
        b"'; DROP TABLE person;--",
    ),
)


class Edit(NamedTuple):
    """One change to a file: from a place on (a share of its length) so many bytes go, and others come."""

    at: float
    gone: int
    come: bytes


EDITS = st.lists(
    st.builds(Edit, st.floats(0, 1), st.integers(0, 40), st.one_of(st.sampled_from(NASTY), st.binary(max_size=30))),
    min_size=1,
    max_size=5,
)
WORDS = (
    *(
        "Platform",
        "/",
        "Growth",
        ":",
        "@dana",
        "@",
        "#roadmap",
        "#",
        "=coached",
        "=",
        "~20m",
        "~",
        "in:staff",
        "on:mon",
    ),
    *("on:", "12/3", "next", "fri", "-3d", "in", "weeks", "Q4", "0", "99999999999", "!", ">", "", " ", "\u202e", "31"),
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))


def edited(seed: bytes, edits: Sequence[Edit]) -> bytes:
    for edit in edits:
        place = int(edit.at * len(seed))
        seed = seed[:place] + edit.come + seed[place + edit.gone :]
    return seed


def fuzzed(strategy: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Bounded: each example runs the program over a store on the disk."""
    chosen: dict[str, st.SearchStrategy[object]] = {"edits": EDITS, "text": TEXTS}

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        bounded = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[*HealthCheck], database=None)
        return bounded(given(**{strategy: chosen[strategy]})(test))

    return decorate


def run(store: Path, *words: str, typed: bytes = b"") -> int:
    """One command; it may refuse, in two lines, and may not fail."""
    out, err = io.StringIO(), io.StringIO()
    stdin = io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.setattr(sys, "stdin", stdin)
        code = main(["--db", str(store), "--today", "2026-11-20", *words])
    said = err.getvalue()
    assert code in (0, 1, 2, 3), said
    assert "should not have happened" not in said, said
    assert "Traceback" not in out.getvalue() + said
    if code:
        assert said.startswith("error: "), said
    return code


def state(store: Path) -> tuple[int, int]:
    """How many actions and changes a store holds, once it was seen to be whole."""
    with closing(sqlite3.connect(store)) as connection:

        def one(sql: str) -> object:
            return connection.execute(sql).fetchone()[0]

        assert one("PRAGMA integrity_check") == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert one("SELECT count(*) FROM current_action WHERE action_id IS NOT NULL") == 0
        assert one("SELECT count(*) FROM action WHERE id NOT IN (SELECT action_id FROM change) AND undoable") == 0
        return int(str(one("SELECT count(*) FROM action"))), int(str(one("SELECT count(*) FROM change")))


def unharmed(store: Path, *words: str, typed: bytes = b"") -> None:
    """After a command the store is whole, and as it was where the input or the store was refused."""
    before = state(store)
    code = run(store, *words, typed=typed)
    after = state(store)
    if code in (2, 3):
        assert after == before
    assert after[0] - before[0] <= 1 or words[0] == "log"


@pytest.fixture(scope="module")
def store(org_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One store for all examples: what got in stays, for the next to meet."""
    path = tmp_path_factory.mktemp("fuzz") / "rhythm.db"
    shutil.copy(org_store, path)
    return path


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("people", "team.csv"),
        ("escalations", "rows.csv"),
        ("escalations", "rows.jsonl"),
        ("calendar", "work.ics"),
        ("inbox", "note.txt"),
    ],
)
@fuzzed("edits")
def test_a_file_that_is_brought_in(store: Path, kind: str, name: str, edits: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(edited(SEEDS[name], edits))
        keep_going = ("--keep-going",) if len(edits) % 2 else ()
        agreed = ("--yes",) if kind == "people" else ()
        unharmed(store, "import", kind, str(file), *agreed, *keep_going)


@fuzzed("edits")
@example(edits=[Edit(0, 0, b"[" * 100_000)])
@example(edits=[Edit(0, 0, b"x: " + b"[" * 400 + b"]" * 400 + b"\n")])
@example(edits=[Edit(0, 0, b"a: &a [*a]\n")])
def test_a_settings_file(edits: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "settings.yaml"
        file.write_bytes(edited(SEEDS["settings.yaml"], edits))
        problems = checked(file, environ={})
        assert all(problem.message for problem in problems)
        if problems:
            with pytest.raises(SettingsError):
                load_settings(file, None, environ={})
        else:
            assert load_settings(file, None, environ={}).planner.weeks >= 1


@pytest.mark.parametrize(
    "words",
    [
        ("log", "-"),
        ("search", "TEXT"),
        ("held", "dana", "--on", "TEXT"),
        ("promise", "dana", "ask", "--by", "TEXT"),
        ("people", "add", "TEXT"),
        ("topic", "TEXT", "launch"),
        ("review", "week", "TEXT", "--print"),
    ],
)
@fuzzed("text")
@example(text='"')
@example(text="NEAR(a b) OR *")
@example(text="\ud800")
def test_a_text_that_is_typed(store: Path, words: tuple[str, ...], text: str) -> None:
    given_words = [text if word == "TEXT" else word for word in words]
    unharmed(store, *given_words, typed=text.encode("utf-8", "surrogatepass"))


@pytest.fixture(scope="module")
def exported(org_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("everything") / "out"
    assert run(org_store, "export", "json", str(folder)) == 0
    return folder


@pytest.mark.parametrize("table", ["person", "change", "action", "meta", "manifest"])
@fuzzed("edits")
@example(edits=[Edit(0.5, 1, b"")])
def test_everything_from_files_that_were_changed(exported: Path, table: str, edits: list[Edit]) -> None:
    """Also where the hashes were made to fit."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "out"
        shutil.copytree(exported, folder)
        manifest = folder / "manifest.json"
        if table == "manifest":
            manifest.write_bytes(edited(manifest.read_bytes(), edits))
        else:
            file = folder / f"{table}.ndjson"
            file.write_bytes(edited(file.read_bytes(), edits))
            said = json.loads(manifest.read_bytes())
            said["tables"][table]["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
            said["tables"][table]["rows"] = file.read_bytes().count(b"\n")
            manifest.write_text(json.dumps(said), encoding="utf-8")
        new = Path(parent) / "new" / "rhythm.db"
        code = run(new, "import", "json", str(folder))
        assert new.exists() == (code == 0)
        if code == 0:
            state(new)
            assert run(new, "due") in (0, 1)
        if new.parent.exists():
            assert {path.name for path in new.parent.iterdir()} <= {"rhythm.db"}
