"""The table of bounds at the end of a run: each is named, and growth only where there are two stores."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from bench import jrnl, pages, run
from bench.generate import generate
from bench.harness import Bench, Gate, Store
from bench.pty_start import Opening, Start

BOUNDS = (
    *(f"rhythm {name}, CPU to bare Python" for name in run.QUICK),
    *("first paint, to bare Textual", "first key, to bare Textual", "peak memory, to bare Textual", "CPU at rest"),
    *(f"{place} {what}" for place in pages.PLACES for what in ("opened", "again")),
    *(f"a step in {name}, p95 to the floor" for name in pages.LISTS),
    *("a suggestion", "search"),
)
GROW = (
    *(f"rhythm {name}, CPU to bare Python" for name in (*run.QUICK, "conflicts")),
    *("first paint", "first key", "peak memory", "a suggestion", "search"),
    *(f"{place} {what}" for place in pages.PLACES for what in ("opened", "again")),
    *(f"a step in {name}, CPU" for name in pages.LISTS),
    *("who is due", "a meeting room", "the page of somebody", "verdict cards", "conflicts of the last year"),
    *("open conflicts of teams", "Today's week", "week review", "quarter review"),
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    generate(tmp_path / "1.db", 1, note_letters=40)
    return tmp_path / "1.db"


@pytest.fixture
def _nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs answer at once: here it is about the figures that are taken down."""
    opened = [pages.Opened(name, *[Opening(20, 30)] * 3) for name in pages.PLACES]
    stepped = [pages.Stepped(name, 5, 6, 7, 8, 9) for name in (pages.ALONE, *pages.LISTS)]
    monkeypatch.setattr(Bench, "cpu_ms", lambda _self, commands: [10.0] * len(commands))
    monkeypatch.setattr(run, "start", lambda *_: Start(200, 20, 150, 40))
    monkeypatch.setattr(run, "idle", lambda *_: 0.1)
    monkeypatch.setattr(run, "somebody", lambda _store: "Ada Okoye")
    monkeypatch.setattr(pages, "opened", lambda programs, _environment: [opened] * len(programs))
    monkeypatch.setattr(pages, "stepped", lambda *_: stepped)
    monkeypatch.setattr(jrnl, "installed", lambda _folder: ["jrnl"])


def gates_of(bench: Bench, stores: list[Store]) -> dict[str, Gate]:
    for part in ("commands", "suggestions", "reads", "app", "places", "jrnl"):
        run.MEASURES[part](bench, stores)
    return {gate.what: gate for gate in bench.gates}


@pytest.mark.usefixtures("_nothing_is_started")
def test_each_bound_is_named_for_each_store_and_so_is_its_growth(tmp_path: Path, store: Path) -> None:
    gates = gates_of(Bench(tmp_path, 1), [Store("1 year", store), Store("40 years", store)])
    assert [what for what in BOUNDS if f"{what}, 40 years" not in gates] == []
    assert [what for what in GROW if f"{what}, growth" not in gates] == []
    assert gates["a line, to jrnl, 1 year"].must == 1.0
    assert {gate.must for what, gate in gates.items() if what.endswith("growth")} == {1.3}


@pytest.mark.usefixtures("_nothing_is_started")
def test_of_one_store_nothing_is_said_to_grow(tmp_path: Path, store: Path) -> None:
    gates = gates_of(Bench(tmp_path, 1), [Store("own store", store)])
    assert [what for what in gates if "growth" in what] == []
    assert "first paint, to bare Textual, own store" in gates


def test_each_opening_of_a_place_is_the_middle_of_its_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = count(1)
    asked: list[tuple[str, int, bool]] = []

    def answer(
        command: list[str], _expect: str, _environment: object, keys: list[bytes], *, at_once: bool = False
    ) -> list[Opening]:
        asked.append((command[0], len(keys), at_once))
        return [Opening(next(ticks) if command[0] == "a" else 0, 1) for _ in keys]

    monkeypatch.setattr(pages, "openings", answer)
    one, other = pages.opened([(["a"], "x"), (["b"], "x")], {})
    assert asked == [("a", 12, False), *[("a", 1, True)] * 6, ("b", 12, False), *[("b", 1, True)] * 6] * pages.ROUNDS
    # 18 openings a round: the middle round begins behind 18.
    middle = [(place.first.cpu_ms, place.again.cpu_ms, place.at_once.cpu_ms) for place in one]
    assert middle == [(18 + place, 24 + place, 30 + place) for place in range(1, 7)]
    assert [place.place for place in other] == list(pages.PLACES)


def test_growth_is_from_the_first_store_to_the_last_and_of_nothing_it_is_none(tmp_path: Path) -> None:
    bench = Bench(tmp_path, 1)
    bench.hold_growth("a", [2.0, 9.0, 3.0])
    bench.hold_growth("b", [0.0, 0.1])
    assert bench.gates == [Gate("a, growth", 1.5, 1.3, 1.0), Gate("b, growth", 1.0, 1.3, 1.0)]
