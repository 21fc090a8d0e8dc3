"""The schema, as one ordered set of migrations, each with its statements in a module of its own.

A released migration is never edited. Imported only when a store is made or brought up to date, because sqlite-utils
costs more than a whole quick command.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database, Migrations

from rhythm.storage.migrations import m0001_first_store as first_store
from rhythm.storage.migrations import m0002_planner as planner
from rhythm.storage.migrations import m0003_decision_rights as decision_rights
from rhythm.storage.migrations import m0004_tracker_fields as tracker_fields
from rhythm.storage.migrations import m0005_fix_forms as fix_forms
from rhythm.storage.migrations import m0006_structure as structure
from rhythm.storage.migrations import m0007_bench as bench
from rhythm.storage.migrations import m0008_portfolio as portfolio
from rhythm.storage.migrations import m0009_weekly as weekly
from rhythm.storage.migrations import m0010_growth as growth
from rhythm.storage.migrations import m0011_quarters as quarters
from rhythm.storage.migrations import m0014_reports as reports
from rhythm.storage.schema import MIGRATION_SET

migrations = Migrations(MIGRATION_SET)


@migrations(name="0001_first_store")
def m0001_first_store(db: Database) -> None:
    """Everything of the first release."""
    _run(db, first_store.STATEMENTS)


@migrations(name="0002_planner")
def m0002_planner(db: Database) -> None:
    """Reporting lines with their days, plans, absences, rituals, calendars, and what a meeting leaves behind."""
    _run(db, planner.STATEMENTS)


@migrations(name="0003_decision_rights")
def m0003_decision_rights(db: Database) -> None:
    """Who decides what, at which level, since when; standards and free choice; who led which team."""
    _run(db, decision_rights.STATEMENTS)


@migrations(name="0004_tracker_fields")
def m0004_tracker_fields(db: Database) -> None:
    """More fields of an escalation, refused pairs of conflicts, the user's own vocabulary."""
    _run(db, tracker_fields.STATEMENTS)


@migrations(name="0005_fix_forms")
def m0005_fix_forms(db: Database) -> None:
    """The forms of fixes; tension or misalignment."""
    _run(db, fix_forms.STATEMENTS)


@migrations(name="0006_structure")
def m0006_structure(db: Database) -> None:
    """Charters, interfaces, cards, and how a team works; archived and merged teams."""
    _run(db, structure.STATEMENTS)


@migrations(name="0007_bench")
def m0007_bench(db: Database) -> None:
    """The management bench, calibration notes, role clocks and the first 90 days."""
    _run(db, bench.STATEMENTS)


@migrations(name="0008_portfolio")
def m0008_portfolio(db: Database) -> None:
    """Bets, how they were judged, what was decided about them, and which records name them by hand."""
    _run(db, portfolio.STATEMENTS)


@migrations(name="0009_weekly")
def m0009_weekly(db: Database) -> None:
    """Indexes for the weekly review."""
    _run(db, weekly.STATEMENTS)


@migrations(name="0010_growth")
def m0010_growth(db: Database) -> None:
    """Sources of evidence, the story bank, cards of stakeholders, the yearly self-check."""
    _run(db, growth.STATEMENTS)


@migrations(name="0011_quarters")
def m0011_quarters(db: Database) -> None:
    """Strikes and pins, intentions, the sheets of a quarter, and questions as they were asked."""
    _run(db, quarters.STATEMENTS)


@migrations(name="0014_reports")
def m0014_reports(db: Database) -> None:
    """What was said after closing, and what a report leaves out."""
    _run(db, reports.STATEMENTS)


def _run(db: Database, statements: Iterable[str]) -> None:
    for statement in statements:
        db.execute(statement)
