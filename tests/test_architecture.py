"""The shape of the program: who imports whom, and that lists that must agree do."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rhythm.storage.database import Database
from rhythm.storage.migrations import migrations
from rhythm.storage.schema import LOGGED_TABLES, MIGRATIONS, SEARCH_KINDS, SEARCHED
from tests.builders import FixedClock, Org

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for folder in ("rhythm", "widgets") for path in (ROOT / folder).rglob("*.py"))
LONGEST_FILE = 420
UNLOGGED_TABLES = {
    "action",
    "change",
    "current_action",
    "draft",
    "holidays",
    "meta",
    "match_line",
    "match_token",
    "match_profile",
    "_sqlite_migrations",
}


def test_the_import_contracts_hold() -> None:
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_handler_calls_that_of_its_base_which_textual_calls_anyway(path: Path) -> None:
    assert not re.search(r"super\(\)\._?on_(?!event\b)", path.read_text("utf-8"))


@pytest.mark.parametrize(
    "words",
    [
        ["due"],
        ["due", "--json"],
        ["log", "Platform / Growth: who sets the release date ~20m"],
        ["note", "dana", "calm"],
        ["conflicts"],
    ],
    ids=" ".join,
)
def test_quick_commands_load_no_screen_library(tmp_path: Path, org: Org, words: list[str]) -> None:
    store = tmp_path / "rhythm.db"
    run = (
        "import sys\n"
        "from rhythm.cli import main\n"
        "code = main(sys.argv[1:])\n"
        "heavy = {name.partition('.')[0] for name in sys.modules} & {'textual', 'rich', 'widgets'}\n"
        "sys.exit(f'loads {heavy}' if heavy else code)\n"
    )

    def quick(*arguments: str) -> None:
        result = subprocess.run(
            [sys.executable, "-c", run, "--db", str(store), "--today", "2026-11-20", *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert result.returncode == 0, result.stderr

    quick("people", "add", "Dana Okoye")
    quick(*words)


@pytest.mark.parametrize("path", sorted((ROOT / "rhythm").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_named_tuples_are_those_that_are_quick_to_define(path: Path) -> None:
    text = path.read_text("utf-8")
    if path == ROOT / "rhythm" / "values.py" or "NamedTuple" not in text:
        return
    assert not re.search(r"^ *from typing import .*\bNamedTuple\b", text, re.MULTILINE)
    assert "from __future__ import annotations\n" in text


def test_the_names_of_the_migrations_are_the_migrations() -> None:
    import sqlite_utils

    empty = sqlite_utils.Database(memory=True)
    assert tuple(migration.name for migration in migrations.pending(empty)) == MIGRATIONS
    assert tuple(sorted(MIGRATIONS)) == MIGRATIONS
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+", name) for name in MIGRATIONS)
    empty.close()


def test_every_logged_table_has_its_three_triggers(db: Database) -> None:
    triggers = {row[0] for row in db.all("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    for table in LOGGED_TABLES:
        assert {f"log_{table}_{event}" for event in ("insert", "update", "delete")} <= triggers
    for table in SEARCHED:
        assert {f"search_{table}_{event}" for event in ("insert", "update", "delete")} <= triggers
    refusing = {f"{table}_refuses_{event}" for table in ("change", "review") for event in ("update", "delete")}
    assert refusing <= triggers
    assert len(triggers) == 3 * len(LOGGED_TABLES) + 3 * len(SEARCHED) + len(refusing)


def test_every_table_is_logged_or_known_not_to_be(db: Database) -> None:
    tables = {row[0] for row in db.all("SELECT name FROM sqlite_master WHERE type = 'table'")}
    tables = {table for table in tables if not table.startswith(("sqlite_", "search"))}
    assert tables == set(LOGGED_TABLES) | UNLOGGED_TABLES


def test_logged_tables_are_strict_and_have_a_number_a_uid_and_a_mark_for_deleted(db: Database) -> None:
    for table in LOGGED_TABLES:
        columns = {row["name"]: row for row in db.all(f"PRAGMA table_info({table})")}
        assert columns["id"]["pk"] == 1
        assert columns["uid"]["notnull"] == 1
        assert "deleted_at" in columns
        assert db.value("SELECT strict FROM pragma_table_list WHERE name = ?", (table,)) == 1, table


def test_search_knows_each_kind_by_a_number_of_its_own(db: Database) -> None:
    numbers = [number for number, *_ in SEARCHED.values()]
    assert len(set(numbers)) == len(numbers)
    assert all(0 < number < SEARCH_KINDS for number in numbers)
    assert set(SEARCHED) <= set(LOGGED_TABLES)


def test_no_test_imports_from_another_one() -> None:
    taken = [
        (str(path.relative_to(ROOT)), node.module)
        for path in (ROOT / "tests").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and re.search(r"^tests\b.*\.test_\w+$", node.module)
    ]
    assert taken == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_only_the_clock_reads_the_machines_time(clock: FixedClock) -> None:
    readers = {
        f"{path.relative_to(ROOT)}: {call}"
        for path in SOURCES
        for call in re.findall(r"\b(?:datetime\.now|date\.today|time\.time|utcnow|localtime)\(", path.read_text())
        if path.name != "clock.py"
    }
    assert readers == set()
    assert clock.today() == clock.day


def test_sql_stands_in_storage_queries_and_actions_only() -> None:
    speaking = {
        str(path.relative_to(ROOT))
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match(r"\s*(SELECT .+ FROM |INSERT INTO |DELETE FROM |UPDATE \w+ SET |PRAGMA )", node.value)
        and not {"storage", "queries", "actions"} & set(path.relative_to(ROOT).parts)
    }
    assert speaking == set()
