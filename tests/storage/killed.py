"""What a program leaves behind that is killed in the middle of a large write."""

from __future__ import annotations

from pathlib import Path

from rhythm.storage import driver


def killed_over_a_write(store: Path) -> None:
    """Some pages of an action that never ended stand in the store, and beside it what they were before."""
    journal = store.with_name(f"{store.name}-journal")
    connection = driver.connect(str(store), timeout=1)
    connection.execute("PRAGMA cache_size = 5")
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO draft VALUES (?, ?, '')", [(f"room:{n}", "words " * 100) for n in range(500)])
    left = {file: file.read_bytes() for file in (store, journal)}
    connection.execute("ROLLBACK")
    connection.close()
    for file, content in left.items():
        file.write_bytes(content)
