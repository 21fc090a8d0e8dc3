"""What all measures share: where a run works, what a command or a call costs, and the tables that are printed."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rhythm.clock import SystemClock
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import open_store


@dataclass(frozen=True, slots=True)
class Store:
    """A store to measure on."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Gate:
    """A figure of this run beside what it may be at most; `unit` is `x` for a ratio, else a unit of its own."""

    what: str
    measured: float
    must: float
    goal: float
    unit: str = "x"


LEAST = 0.1
"""A figure below it counts as so much where others are divided by it: there, growth is that of the clock."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a run works, how often it repeats, and what it found of the figures that have a bound."""

    folder: Path
    runs: int
    gates: list[Gate] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of what is measured: files of its own, and compiled modules, as after an installation."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("RHYTHM_", "PYTHON", "XDG_"))}
        home = str(self.folder / "home")
        return {
            **kept, "HOME": home, "PYTHONPYCACHEPREFIX": str(self.folder / "compiled"),
            "TERM": "xterm-256color", "COLORTERM": "truecolor",
        }  # fmt: skip

    def cpu_ms(self, commands: Sequence[Sequence[str]]) -> list[float]:
        """Median CPU milliseconds of each command; they take turns, after one round that does not count."""
        found: list[list[float]] = [[] for _ in commands]
        for round_ in range(self.runs + 1):
            for place, command in enumerate(commands):
                used = cpu_of_command(command, self.environment)
                if round_:
                    found[place].append(used)
        return [statistics.median(times) for times in found]

    def hold(self, what: str, store: Store, measured: float, must: float, goal: float, unit: str = "x") -> None:
        """Take down a figure of one store, with what it may be at most."""
        self.gates.append(Gate(f"{what}, {store.name}", measured, must, goal, unit))

    def hold_growth(self, what: str, figures: Sequence[float]) -> None:
        """Take down how much a figure grows from the first store to the last; nothing where there is only one."""
        if len(figures) > 1:
            self.gates.append(Gate(f"{what}, growth", figures[-1] / max(figures[0], LEAST), 1.3, 1.0))


def program() -> list[str]:
    """The command that starts rhythm."""
    installed = Path(sys.executable).with_name("rhythm")
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "rhythm"]


def somebody(store: Store) -> str:
    """Who is met today, else the first who is due: a name that Today shows, and that commands find."""
    clock = SystemClock()
    rhythm = Rhythm(open_store(store.path, clock, backups=store.path.parent), clock, Settings())
    met = [meeting.person for meeting in rhythm.planner.meetings_between(clock.today(), clock.today())]
    due = [row.person.name for row in rhythm.planner.due()]
    rhythm.close()
    return (met or due)[0]


def rhythm_of(bench: Bench, store: Store) -> Rhythm:
    """The service on a store, with a cache of its own."""
    clock = SystemClock()
    database = open_store(store.path, clock, backups=store.path.parent)
    return Rhythm(database, clock, Settings(), cache_folder=bench.folder / "cache")


def cpu_of_command(command: Sequence[str], environment: dict[str, str]) -> float:
    """CPU milliseconds of one command. Raises RuntimeError when it fails."""
    return cpu_and_peak(command, environment)[0]


def cpu_and_peak(command: Sequence[str], environment: dict[str, str]) -> tuple[float, float]:
    """CPU milliseconds and peak MiB of one command, from the kernel's own books. Raises RuntimeError when it fails."""
    null = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=null, stdout=null, stderr=subprocess.PIPE, env=environment)
    assert process.stderr is not None
    said = process.stderr.read()
    process.stderr.close()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}: {said.decode(errors='replace')[-300:]}")
    return (used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss / 1024


def cpu_of_call(run: Callable[[], object]) -> float:
    """CPU milliseconds of a call in this process; other work on the machine is not in it."""
    began = time.process_time()
    run()
    return (time.process_time() - began) * 1000


def p95_of(times: Sequence[float]) -> float:
    """What nineteen of twenty stay below."""
    return sorted(times)[int(len(times) * 0.95)]


def say_table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table that can be pasted."""
    print(f"\n**{title}**\n")
    for cells in (head, ["---"] * len(head), *rows):
        print(f"| {' | '.join(cells)} |", flush=True)


def say_gates(gates: Sequence[Gate]) -> None:
    """Every figure that has a bound, with the word on whether it holds in this run."""
    rows = []
    for gate in gates:
        said = "goal" if gate.measured <= gate.goal else "held" if gate.measured <= gate.must else "MISSED"
        cells = [f"{value:.2f}{gate.unit}" for value in (gate.measured, gate.must, gate.goal)]
        rows.append((gate.what, *cells, said))
    if rows:
        say_table("Gates", ("", "measured", "at most", "goal", ""), rows)
