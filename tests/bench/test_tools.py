from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bench.generate import generate, stream
from bench.harness import Bench, Gate, cpu_and_peak, p95_of, say_gates
from bench.pty_start import held, idle, openings, start, steps


def test_a_year_has_the_volume_that_it_promises(tmp_path: Path) -> None:
    generate(tmp_path / "year.db", 1, note_letters=40)
    with closing(sqlite3.connect(tmp_path / "year.db")) as store:
        counts = {
            table: store.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("meeting", "escalation", "topic", "promise", "match_line")
        }
        last = store.execute("SELECT max(day) FROM escalation").fetchone()[0]
        due = store.execute("SELECT count(*) FROM conflict WHERE state = 'verdict_due'").fetchone()[0]
    assert counts == {"meeting": 502, "escalation": 250, "topic": 900, "promise": 600, "match_line": 250}
    assert "2026-11-15" <= last <= "2026-11-20"
    assert due > 0


def test_the_same_years_give_the_same_text(tmp_path: Path) -> None:
    texts = []
    for name in ("a.db", "b.db"):
        generate(tmp_path / name, 1, note_letters=40)
        with closing(sqlite3.connect(tmp_path / name)) as store:
            texts.append(store.execute("SELECT day, summary FROM escalation ORDER BY id").fetchall())
    assert texts[0] == texts[1]


def test_stores_of_one_year_and_of_more_end_with_the_same_year(tmp_path: Path) -> None:
    last = []
    for years in (1, 2):
        generate(tmp_path / f"{years}.db", years, note_letters=40)
        with closing(sqlite3.connect(tmp_path / f"{years}.db")) as store:
            sql = "SELECT person_id, day, {} FROM {} WHERE day >= '2025-12-01' ORDER BY day, person_id, 3"
            last.append(
                [
                    store.execute(sql.format(column, table)).fetchall()
                    for table, column in (("meeting", "kind"), ("note", "body"))
                ]
            )
    assert last[0] == last[1]
    assert all(last[0])


def test_a_stream_is_in_the_form_of_the_contract(tmp_path: Path) -> None:
    stream(tmp_path / "s.jsonl", 30, last_day=dt.date(2026, 11, 20))
    rows = [json.loads(line) for line in (tmp_path / "s.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == 30
    assert set(rows[0]) == {"day", "summary", "parties", "area", "raised_by", "conflict"}
    assert len({row["conflict"] for row in rows}) < 30
    assert max(row["day"] for row in rows) <= "2026-11-20"


def test_a_start_ends_when_the_text_stands_there_whatever_its_colours() -> None:
    program = "print('\\x1b[1mhel\\x1b[32mlo\\x1b[0m there', flush=True); input()"
    found = start([sys.executable, "-c", program], "hello there", os.environ)
    assert found.text_ms > 0
    assert found.cpu_ms > 0
    assert found.peak_mib > 1


def test_a_program_that_ends_without_the_text_is_an_error_with_its_last_words() -> None:
    with pytest.raises(RuntimeError, match="goodbye"):
        start([sys.executable, "-c", "print('goodbye')"], "hello", os.environ)


def test_a_program_that_never_says_it_is_given_up() -> None:
    with pytest.raises(RuntimeError, match="showed no 'hello'"):
        start([sys.executable, "-c", "input()"], "hello", os.environ, limit=0.3)


def test_a_program_that_swallows_keys_is_an_error() -> None:
    program = (
        "import time; print('hello', flush=True); import termios; a = termios.tcgetattr(0); a[3] &= ~termios.ECHO;"
    )
    program += " termios.tcsetattr(0, termios.TCSANOW, a); print('ready', flush=True); time.sleep(60)"
    with pytest.raises(RuntimeError, match="did not answer"):
        steps([([sys.executable, "-c", program], "ready", ())], os.environ, 1, limit=3)


# The terminal echoes, which is an answer.
ECHO = ([sys.executable, "-c", "print('hello', flush=True); input()"], "hello")


def test_programs_take_turns_and_each_step_has_its_time_behind_the_keys_of_the_way() -> None:
    found = steps([(*ECHO, (b"x",)), (*ECHO, ())], os.environ, 3)
    assert [len(of_one) for of_one in found] == [3, 3]
    assert all(one.paint_ms > 0 and one.cpu_ms >= 0 for of_one in found for one in of_one)


def test_what_a_key_opens_is_waited_for_and_its_cpu_is_that_of_the_program() -> None:
    busy = "import tty; print('hello', flush=True); tty.setcbreak(0); open(0, 'rb', buffering=0).read(1); sum(range(4_000_000)); print('done', flush=True); input()"  # fmt: skip # noqa: E501
    (found,) = openings([sys.executable, "-c", busy], "hello", os.environ, [b"x"])
    assert found.cpu_ms > 1
    assert found.painted_ms > 0


def test_a_key_that_is_held_ends_with_its_last_answer() -> None:
    found = held(*ECHO, os.environ, (), seconds=0.2)
    assert found.all_ms >= 0
    assert found.cursor_ms == 0, "no row of a list changed"


def test_of_what_follows_a_key_that_was_held_the_rows_of_the_list_are_told_apart() -> None:
    answers = (
        "import sys, tty; print('hello', flush=True); tty.setcbreak(0);"
        " keys = open(0, 'rb', buffering=0);"
        " [(keys.read(3), sys.stdout.write('\\x1b[7;1Hrow\\x1b[1;1H'), sys.stdout.flush()) for _ in range(3)];"
        " import time; time.sleep(.1); sys.stdout.write('\\x1b[7;81Hpane\\x1b[1;1H'); sys.stdout.flush(); input()"
    )
    found = held([sys.executable, "-c", answers], "hello", os.environ, (), seconds=0.1)
    assert 0 < found.cursor_ms < found.all_ms


def test_a_program_that_waits_takes_next_to_nothing() -> None:
    assert (
        0 <= idle([sys.executable, "-c", "print('hello', flush=True); input()"], "hello", os.environ, seconds=0.2) < 5
    )


def test_a_figure_is_told_with_its_bound_and_whether_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    say_gates([Gate("a", 1.0, 1.5, 1.2), Gate("b", 1.4, 1.5, 1.2), Gate("c", 151.0, 150, 80, " ms")])
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith(("| a", "| b", "| c"))]
    assert rows == [
        "| a | 1.00x | 1.50x | 1.20x | goal |",
        "| b | 1.40x | 1.50x | 1.20x | held |",
        "| c | 151.00 ms | 150.00 ms | 80.00 ms | MISSED |",
    ]
    say_gates([])
    assert capsys.readouterr().out == ""


def test_a_command_has_its_cost_and_one_that_fails_is_an_error_with_its_last_words() -> None:
    cpu, peak = cpu_and_peak([sys.executable, "-c", "pass"], dict(os.environ))
    assert cpu > 0
    assert peak > 1
    with pytest.raises(RuntimeError, match=r"ended with 1: .*goodbye"):
        cpu_and_peak([sys.executable, "-c", "raise SystemExit('goodbye')"], dict(os.environ))


def test_what_nineteen_of_twenty_stay_below_is_not_the_worst() -> None:
    assert p95_of([float(number) for number in range(100, 0, -1)]) == 96


def test_what_is_measured_sees_nothing_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RHYTHM_DB", "mine.db")
    monkeypatch.setenv("XDG_CONFIG_HOME", "mine")
    environment = Bench(tmp_path, 1).environment
    assert not {"RHYTHM_DB", "XDG_CONFIG_HOME", "PYTHONPATH"} & set(environment)
    assert environment["HOME"] == str(tmp_path / "home")
