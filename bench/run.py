"""Measure rhythm against floors in one run, and print tables to paste. bench/README.md says how to read them.

python -m bench.run                      # stores of 1, 10 and 40 years are made for it
python -m bench.run --store FILE         # a copy of your own store
python -m bench.run --only commands,app  # parts of it; --help names them
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from bench import jrnl, pages, planning
from bench.calendars import write_calendar
from bench.generate import generate, stream
from bench.harness import (
    Bench,
    Gate,
    Store,
    cpu_and_peak,
    cpu_of_call,
    cpu_of_command,
    p95_of,
    program,
    rhythm_of,
    say_gates,
    say_table,
    somebody,
)
from bench.pty_start import idle, start
from rhythm.clock import SystemClock
from rhythm.domain.people import Person
from rhythm.service import Rhythm

PARTS = ("commands", "stream", "calendar", "suggestions", "reads", "app", "places", "jrnl", "plan")
QUICK = ("due", "log", "note", "promise")
"""The commands that have a bound."""
PLANS = ((60, None), (60, 2), (100, None))
STREAM_ROWS = 225
CALENDAR_EVENTS = 10_000
LINES = (
    "Platform / Growth: who sets the release date",
    "Search blocked again on the event schema",
    "Payments / Checkout: no agreement on the billing export #ownership",
    "vendor contract slipped and nobody owns it",
    "Mobile / Identity: session length changed without asking @dana ~20m",
)
TYPED = 3
"""A line is looked at after every so many letters."""
FEW_ESCALATIONS = 1000
ASKED_FOR = "all conflicts, when asked for"
IMPORT = (sys.executable, "-c", "import textual.app")
IMPORT_MS = 175
"""CPU milliseconds of that where the bounds in milliseconds come from."""
IDLE_ROUNDS = 3
BOUNDS_OF_A_START = (("first paint", 0, 1.35, 1.1), ("first key", 1, 1.5, 1.2), ("peak memory", 3, 1.6, 1.4))
"""What a start may be, to bare Textual: its name, its column, the bound and the goal."""
HELLO = Path(__file__).with_name("floor_hello.py")


def commands(bench: Bench, stores: Sequence[Store]) -> None:
    """The quick commands against bare Python."""
    bare = [sys.executable, "-c", "pass"]
    grown: dict[str, list[float]] = {}
    for store in stores:
        copy = bench.folder / f"commands-{store.name.replace(' ', '-')}.db"
        shutil.copy(store.path, copy)
        base = [*program(), "--db", str(copy)]
        person = somebody(store)
        table = {
            "python -c pass": bare,
            "rhythm --version": [*program(), "--version"],
            "rhythm due": [*base, "due"],
            "rhythm log": [*base, "log", LINES[0]],
            "rhythm note": [*base, "note", person, "asked for a date and not a range"],
            "rhythm promise": [*base, "promise", person, "ask about the headcount", "--by", "fri"],
            "rhythm conflicts": [*base, "conflicts"],
        }
        times = bench.cpu_ms(list(table.values()))
        say_table(
            f"Commands, {store.name}",
            ("", "CPU ms", "to bare Python"),
            [(name, f"{ms:.0f}", f"{ms / times[0]:.1f}x") for name, ms in zip(table, times, strict=True)],
        )
        for name, ms in zip(table, times, strict=True):
            grown.setdefault(name, []).append(ms / times[0])
            if name.removeprefix("rhythm ") in QUICK:
                bench.hold(f"{name}, CPU to bare Python", store, ms / times[0], 8, 6)
    for name, ratios in grown.items():
        if name.removeprefix("rhythm ") in (*QUICK, "conflicts"):
            bench.hold_growth(f"{name}, CPU to bare Python", ratios)


def stream_import(bench: Bench, _stores: Sequence[Store]) -> None:
    """Importing a stream of escalations into an empty store."""
    file = bench.folder / "stream.jsonl"
    stream(file, STREAM_ROWS, last_day=SystemClock().today())
    bare = [sys.executable, "-c", "pass"]
    wall, cpu, floor = [], [], []
    for turn in range(max(2, bench.runs // 5)):
        store = bench.folder / f"stream-{turn}.db"
        words = ["--db", str(store), "import", "escalations", str(file)]
        floor.append(cpu_of_command(bare, bench.environment))
        began = time.perf_counter()
        cpu.append(cpu_of_command([*program(), *words], bench.environment))
        wall.append((time.perf_counter() - began) * 1000)
    ms, each = statistics.median(cpu), statistics.median(cpu) / STREAM_ROWS
    say_table(
        f"Import of a stream of {STREAM_ROWS} escalations, each with its suggestions",
        ("wall ms", "CPU ms", "CPU ms a row", "to bare Python"),
        [(f"{statistics.median(wall):.0f}", f"{ms:.0f}", f"{each:.1f}", f"{ms / statistics.median(floor):.0f}x")],
    )


def calendar_import(bench: Bench, stores: Sequence[Store]) -> None:
    """Importing a large calendar, then the same one again; time and the most memory that the process held."""
    file = bench.folder / "calendar.ics"
    people = [person.name for person in rhythm_of(bench, stores[0]).people.others()[:12]]
    write_calendar(file, CALENDAR_EVENTS, last_day=SystemClock().today(), people=people)
    rows = []
    copy = bench.folder / "calendar.db"
    found: dict[str, list[tuple[float, float, float]]] = {"the first time": [], "the same again": []}
    for _ in range(max(2, bench.runs // 5)):
        shutil.copy(stores[0].path, copy)
        for times in found.values():
            began = time.perf_counter()
            words = [*program(), "--db", str(copy), "import", "calendar", str(file), "--json"]
            cpu, peak = cpu_and_peak(words, bench.environment)
            times.append(((time.perf_counter() - began) * 1000, cpu, peak))
    for name, samples in found.items():
        rows.append((name, *(f"{statistics.median(column):.0f}" for column in zip(*samples, strict=True))))
    size = file.stat().st_size / 2**20
    say_table(
        f"Import of a calendar of {CALENDAR_EVENTS:,} events, {size:.1f} MiB",
        ("", "wall ms", "CPU ms", "peak MiB"),
        rows,
    )


def suggestions(bench: Bench, stores: Sequence[Store]) -> None:
    """A suggestion over stores with so many escalations: at a key of a line that is typed, and the first of a program.

    The stores take turns. Before each line another program writes, so that it is typed anew each time, and nothing
    that was kept of the round before helps it.
    """
    opened = [(rhythm_of(bench, store), rhythm_of(bench, store)) for store in stores]
    counts = [len(rhythm.tracker.newest(1_000_000)) for rhythm, _ in opened]
    times: list[list[float]] = [[] for _ in opened]
    for turn in range(bench.runs + 1):
        for line in LINES:
            for (rhythm, other), of_store in zip(opened, times, strict=True):
                tracker = rhythm.tracker
                drafts = [tracker.draft_of(tracker.read(line[:end])) for end in range(len(line), 0, -TYPED)][::-1]
                other.save_draft("bench", f"round {turn} {line}")
                used = [cpu_of_call(partial(tracker.suggest, draft)) for draft in drafts]
                of_store.extend(used if turn else ())
    for rhythm in chain.from_iterable(opened):
        rhythm.close()
    rows = []
    for store, count, of_store in zip(stores, counts, times, strict=True):
        first = statistics.median(_first_suggestion(bench, store, line) for line in LINES)
        middle = statistics.median(of_store)
        rows.append((store.name, f"{count:,}", f"{middle:.1f}", f"{p95_of(of_store):.1f}", f"{first:.1f}"))
        must, goal = (10, 5) if count <= FEW_ESCALATIONS else (30, 10)
        bench.hold("a suggestion", store, middle, must, goal, " ms")
    bench.hold_growth("a suggestion", [statistics.median(of_store) for of_store in times])
    say_table("A suggestion", ("store", "escalations", "CPU ms", "p95", "the first"), rows)


def _first_suggestion(bench: Bench, store: Store, line: str) -> float:
    rhythm = rhythm_of(bench, store)
    draft = rhythm.tracker.draft_of(rhythm.tracker.read(line))
    assert rhythm.matching_words
    used = cpu_of_call(partial(rhythm.tracker.suggest, draft))
    rhythm.close()
    return used


def reads(bench: Bench, stores: Sequence[Store]) -> None:
    """What screens and commands read, as the store grows."""
    reading: dict[str, Callable[[Rhythm], object]] = {
        "who is due": lambda rhythm: rhythm.planner.due(),
        "a meeting room": lambda rhythm: rhythm.planner.room(rhythm.people.others()[0]),
        "verdict cards": lambda rhythm: rhythm.tracker.cards(),
        "the page of somebody": lambda rhythm: rhythm.planner.page(_met_weekly(rhythm)),
        "conflicts of the last year": lambda rhythm: (rhythm.tracker.conflicts(), rhythm.tracker.older_count()),
        ASKED_FOR: lambda rhythm: rhythm.tracker.conflicts(older=True),
        "open conflicts of teams": lambda rhythm: rhythm.tracker.open_conflicts_by_team(),
        "Today's week": lambda rhythm: rhythm.reviews.brief(),
        "week review": lambda rhythm: rhythm.reviews.week(),
        "quarter review": lambda rhythm: rhythm.quarters.walk(),
        "search": lambda rhythm: rhythm.find("release date"),
        "search, a word of every note": lambda rhythm: rhythm.find("the"),
        "search, a word of notes alone": lambda rhythm: rhythm.find("glad"),
    }
    opened = [(rhythm_of(bench, store), rhythm_of(bench, store)) for store in stores]
    rows = []
    for name, read in reading.items():
        times: list[list[float]] = [[] for _ in opened]
        for turn in range(bench.runs + 1):
            for place, (rhythm, other) in enumerate(opened):
                # What another program writes throws away what was kept, or it would be measured how fast that is found.
                other.save_draft("bench", f"round {turn}")
                used = cpu_of_call(partial(read, rhythm))
                if turn:
                    times[place].append(used)
        middle = [statistics.median(of_store) for of_store in times]
        rows.append((name, *(f"{ms:.1f}" for ms in middle), f"{middle[-1] / middle[0]:.1f}x"))
        if name.startswith("search"):
            bench.hold(name, stores[-1], middle[-1], 100, 30, " ms")
        if name != ASKED_FOR:
            bench.hold_growth(name, middle)
    for rhythm in chain.from_iterable(opened):
        rhythm.close()
    say_table("Reads, CPU ms", ("", *(store.name for store in stores), "last to first"), rows)


def _met_weekly(rhythm: Rhythm) -> Person:
    """Whom one meets each week: the page of anybody else holds less than it shows at first."""
    return next(one for one in rhythm.people.others() if one.id == rhythm.people.teams()[0].manager_id)


def app(bench: Bench, stores: Sequence[Store]) -> None:
    """The app's first paint with real rows, against a Textual program that shows one line."""
    starts: dict[str, tuple[list[str], str]] = {"bare Textual": ([sys.executable, str(HELLO)], "Hello, World!")}
    for store in stores:
        copy = bench.folder / f"app-{store.name.replace(' ', '-')}.db"
        shutil.copy(store.path, copy)
        words = [*program(), "--db", str(copy)]
        starts[f"rhythm, {store.name}"] = (words, somebody(store).split()[0])
    found: dict[str, list[tuple[float, float, float, float]]] = {name: [] for name in starts}
    for turn in range(bench.runs + 1):
        for name, (command, expect) in starts.items():
            one = start(command, expect, bench.environment)
            if turn:
                found[name].append((one.text_ms, one.text_ms + one.key_ms, one.cpu_ms, one.peak_mib))
    middle = {name: [statistics.median(column) for column in zip(*found[name], strict=True)] for name in starts}
    resting = {name: statistics.median(_resting(bench, *starts[name])) for name in starts}
    floor = middle["bare Textual"]
    ratios = {name: [one / least for one, least in zip(middle[name], floor, strict=True)] for name in starts}
    for store in stores:
        name = f"rhythm, {store.name}"
        for what, place, must, goal in BOUNDS_OF_A_START:
            bench.hold(f"{what}, to bare Textual", store, ratios[name][place], must, goal)
        bench.hold("CPU at rest", store, resting[name], 0.3, resting["bare Textual"], " %")
    for what, place, _, _ in BOUNDS_OF_A_START:
        bench.hold_growth(what, [ratios[f"rhythm, {store.name}"][place] for store in stores])
    rows = [
        (
            name,
            *(f"{value:.0f} ({ratio:.2f}x)" for value, ratio in zip(middle[name], ratios[name], strict=True)),
            f"{resting[name]:.2f}",
        )
        for name in starts
    ]
    head = ("", "text ms", "key ms", "CPU ms", "peak MiB", "CPU % at rest")
    say_table("First paint and first key, to bare Textual", head, rows)


def _resting(bench: Bench, command: list[str], expect: str) -> list[float]:
    return [idle(command, expect, bench.environment) for _ in range(min(bench.runs, IDLE_ROUNDS))]


def places(bench: Bench, stores: Sequence[Store]) -> None:
    """Opening each place, and a step in each list; the CPU of an import of Textual tells how fast the machine is."""
    opened, stepped = [], []
    grown: dict[str, list[float]] = {}
    programs = [_app_over(bench, store) for store in stores]
    (pace,) = bench.cpu_ms([IMPORT])
    # The bounds are those of a machine that has nothing else to do.
    ease = min(1.0, IMPORT_MS / pace)
    for store, found in zip(stores, pages.opened(programs, bench.environment), strict=True):
        for one in found:
            cells = (f"{cost.cpu_ms:.0f} ({cost.painted_ms:.0f})" for cost in (one.first, one.again, one.at_once))
            opened.append((store.name, one.place, *cells, f"{pace:.0f}"))
            for what, used, must, goal in (("opened", one.first, 150, 80), ("again", one.again, 60, 30)):
                bench.hold(f"{one.place} {what}", store, used.cpu_ms * ease, must, goal, " ms")
                grown.setdefault(f"{one.place} {what}", []).append(used.cpu_ms)
    for store, (command, expect) in zip(stores, programs, strict=True):
        floor, *lists = pages.stepped(command, expect, bench.environment)
        for step in (floor, *lists):
            ratio, cost = step.p95 / floor.p95, step.cpu / floor.cpu
            p95, cpu = f"{step.p95:.1f} ({ratio:.2f}x)", f"{step.cpu:.1f} ({cost:.1f}x)"
            stepped.append(
                (store.name, step.where, f"{step.middle:.1f}", p95, cpu, f"{step.lag:.0f}", f"{step.all_after:.0f}")
            )
            if step is not floor:
                bench.hold(f"a step in {step.where}, p95 to the floor", store, ratio, 1.5, 1.2)
                grown.setdefault(f"a step in {step.where}, CPU", []).append(cost)
    for what, figures in grown.items():
        bench.hold_growth(what, figures)
    say_table(
        "Opening a place, CPU ms (and ms until it is painted)",
        ("store", "place", "the first time", "again", "as the very first key", "import textual.app"),
        opened,
    )
    say_table(
        "A step down, ms until it is painted",
        ("store", "list", "middle", "p95, to the floor", "CPU with all that follows", "cursor after a hold", "all"),
        stepped,
    )


def _app_over(bench: Bench, store: Store) -> tuple[list[str], str]:
    """The program over a copy of a store, and what its first screen shows."""
    copy = bench.folder / f"places-{store.name.replace(' ', '-')}.db"
    shutil.copy(store.path, copy)
    return [*program(), "--db", str(copy)], somebody(store).split()[0]


def journal(bench: Bench, stores: Sequence[Store]) -> None:
    """One line into the store, against one line into jrnl, which is installed for that into the run's own folder."""
    command = jrnl.installed(bench.folder)
    if command is None:
        say_table("A line, against jrnl", ("",), [("jrnl can't be installed here, so it was not measured",)])
        return
    copy = bench.folder / "journal.db"
    shutil.copy(stores[0].path, copy)
    note = [*program(), "--db", str(copy), "note", somebody(stores[0]), "asked for a date and not a range"]
    line, theirs = bench.cpu_ms([note, command])
    bench.hold("a line, to jrnl", stores[0], line / theirs, 1.0, 0.5)
    say_table(
        f"A line, against jrnl, {stores[0].name}",
        ("", "CPU ms", "to jrnl"),
        [("rhythm note", f"{line:.0f}", f"{line / theirs:.2f}x"), ("jrnl", f"{theirs:.0f}", "1.00x")],
    )


def plan(bench: Bench, _stores: Sequence[Store]) -> None:
    """A quarter's plan for eight managers and so many skip-levels, and what changes when something happens."""
    rows = []
    for people, per_week in PLANS:
        found = planning.made(people, per_week)
        middle = statistics.median(found.times)
        name = f"8 + {people}, {per_week or 'auto'} a week"
        rows.append((
            name, f"{middle:.0f}", f"{max(found.times):.0f}", f"{statistics.median(found.again):.0f}",
            f"{statistics.mean(found.missed):.1f} ({max(found.missed)})", f"{statistics.mean(found.later_round):.1f}",
            f"{statistics.mean(found.places):.0f}",
            f"{statistics.mean(found.busiest):.1f}", f"{statistics.mean(found.spread):.2f}",
            f"{statistics.mean(found.off_slot):.0%}", f"{statistics.mean(found.impossible):.0%}",
        ))  # fmt: skip
        bench.gates.append(Gate(f"a plan, {name}", middle, 300, 100, " ms"))
    say_table(
        f"Plans of a quarter, {len(planning.SEEDS)} directors each",
        ("", "CPU ms", "most", "again", "missed (most)", "later round", "places", "busiest week", "s.d. of weeks",
         "1:1s moved", "1:1s impossible"),
        rows,
    )  # fmt: skip
    say_table(
        "Changes to a plan that everybody was told, when something happens in the fifth week",
        ("", "meetings hit", "others moved (most)", "others in another week", "CPU ms"),
        [
            (one.what, f"{one.touched:.1f}", f"{statistics.mean(one.others):.2f} ({max(one.others)})",
             f"{statistics.mean(one.others_weeks):.2f}", f"{statistics.median(one.milliseconds):.0f}")
            for one in planning.moves()
        ],
    )  # fmt: skip


MEASURES: dict[str, Callable[[Bench, Sequence[Store]], None]] = dict(
    zip(PARTS, (commands, stream_import, calendar_import, suggestions, reads, app, places, journal, plan), strict=True)
)


def main(words: Sequence[str] | None = None) -> None:
    """Run the parts that the command line names, and print their tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description="Measure rhythm against floors.")
    parser.add_argument("--years", default="1,10,40", help="stores of so many years (1,10,40)")
    parser.add_argument("--store", type=Path, help="measure on a copy of this store instead")
    parser.add_argument("--runs", type=int, default=15, help="so many rounds; medians are printed (15)")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts of {', '.join(PARTS)}")
    args = parser.parse_args(words)
    parts = args.only.split(",")
    if strangers := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(strangers))}")
    with tempfile.TemporaryDirectory(prefix="rhythm-bench-") as name:
        bench = Bench(Path(name), args.runs)
        stores = _stores(bench, args.store, [int(years) for years in args.years.split(",")])
        for part in parts:
            MEASURES[part](bench, stores)
        say_gates(bench.gates)


def _stores(bench: Bench, own: Path | None, years: Sequence[int]) -> list[Store]:
    if own is not None:
        copy = bench.folder / "own.db"
        shutil.copy(own, copy)
        return [Store("own store", copy)]
    made = []
    for count in years:
        path = bench.folder / f"{count}.db"
        generate(path, count, last_day=SystemClock().today())
        made.append(Store(f"{count} year{'s' * (count != 1)}", path))
    return made


if __name__ == "__main__":
    main()
