"""A test that leaves a file open is told so, whatever the version of Python."""

import gc
import sqlite3
import warnings
from pathlib import Path

import pytest


def leave_open(file: Path) -> None:
    """Open a file, and let go of it."""
    sqlite3.connect(file).execute("CREATE TABLE one(x)")
    gc.collect()


def test_a_file_that_nobody_closed_is_named(tmp_path: Path) -> None:
    with pytest.warns(ResourceWarning, match=r"nobody closed .*left\.db"):
        leave_open(tmp_path / "left.db")


def test_what_was_closed_and_what_is_in_memory_go_without_a_word(tmp_path: Path) -> None:
    closed, memory = sqlite3.connect(tmp_path / "closed.db"), sqlite3.connect(":memory:")
    memory.execute("CREATE TABLE one(x)")
    closed.close()
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        del closed, memory
        gc.collect()
    assert said == []
