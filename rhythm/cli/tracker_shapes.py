"""The JSON of the tracker's records. Keys are a contract: days are ISO, durations are minutes or days as named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rhythm.cli.tracker_text import occasion_of
from rhythm.domain.alignment import ITEMS, Alignment
from rhythm.domain.conflicts import Rules, Verdict
from rhythm.domain.escalations import Escalation, GoodCall
from rhythm.domain.fix_forms import Filled, level_in, open_fields
from rhythm.domain.fixes import Fix, Rate, Watch
from rhythm.queries.rows import iso
from rhythm.queries.suggesting import Suggestion
from rhythm.queries.tracker import ConflictView

if TYPE_CHECKING:
    from rhythm.service import Rhythm

Shape = dict[str, Any]


def escalation_shape(row: Escalation) -> Shape:
    """One thing that reached the director."""
    return {
        "id": row.id,
        "day": iso(row.day),
        "summary": row.summary,
        "parties": [party.name for party in row.parties],
        "area": row.area or None,
        "raised_by": row.raised_by or None,
        "occasion": occasion_of(row) or None,
        "handling": row.handling,
        "cause": row.cause,
        "moment": row.moment,
        "minutes": row.minutes,
        "reached": row.reached,
        "without_me": row.without_me or None,
        "repair": row.repair or None,
        "conflict_id": row.conflict_id,
    }


def suggestion_shape(found: Suggestion) -> Shape:
    """A conflict that a row may belong to; `score` is from 0 to 1, `after_fix` since when it is taken to be fixed."""
    return {
        "conflict_id": found.conflict_id,
        "name": found.name,
        "score": round(found.score, 4),
        "occasions": found.occasions,
        "last_day": iso(found.last_day),
        "reasons": list(found.reasons),
        "after_fix": iso(found.after_fix),
    }


def linked_conflict_shape(view: ConflictView, rules: Rules) -> Shape:
    """The conflict that a row was logged to, and how near it is to a verdict."""
    return {
        "id": view.id,
        "name": view.conflict.name,
        "occasions": view.tally.occasions,
        "threshold": rules.threshold,
        "window_days": rules.window_days,
        "state": view.state,
        "coached": view.tally.coached,
    }


def conflict_shape(view: ConflictView) -> Shape:
    """A conflict in a list. `occasions` are the counted ones; the days are those of its first and last row."""
    return {
        "id": view.id,
        "name": view.conflict.name,
        "parties": list(view.parties),
        "occasions": view.tally.occasions,
        "first_day": iso(view.rows[0].day) if view.rows else None,
        "last_day": iso(view.tally.last_day),
        "coached": view.tally.coached,
        "minutes": view.tally.minutes,
        "state": view.state,
        "flagged": view.flagged,
    }


def fix_shape(rhythm: Rhythm, fix: Fix) -> Shape:
    """A fix, its form and its watch; before it takes effect there is nothing to compare, so those are null."""
    watch, form = rhythm.fixes.watch(fix), rhythm.fixes.form(fix)
    return {
        "id": fix.id,
        "conflict_id": fix.conflict_id,
        "kind": fix.kind,
        "text": fix.body or None,
        "fields": _form_shape(form),
        "open_fields": [field.name for field in open_fields(fix.kind, form)],
        "owner": fix.owner or None,
        "state": fix.state,
        "in_effect": iso(fix.in_effect),
        "verify_on": iso(fix.verify_on),
        "before": _rate_shape(watch.before) if watch is not None else None,
        "since": _rate_shape(watch.since) if watch is not None else None,
        "chance": _chance_shape(watch) if watch is not None else None,
    }


def _form_shape(form: tuple[Filled, ...]) -> Shape:
    """What a form says by field: a level as its number; beside a person or a team its id."""
    shape: Shape = {}
    for one in form:
        shape[one.name] = level_in([one]) or one.text
        if one.person_id is not None or one.team_id is not None:
            shape[f"{one.name}_id"] = one.person_id or one.team_id
    return shape


def alignment_shape(found: Alignment) -> Shape:
    """Whether both sides use the same of each, as it was answered on a day."""
    return {
        "day": iso(found.day),
        **{item: getattr(found, item) for item in ITEMS},
        "result": "tension" if found.healthy else "misalignment",
    }


def verdict_shape(verdict: Verdict) -> Shape:
    """An answer given at a card."""
    return {"day": iso(verdict.day), "kind": verdict.kind, "why": verdict.why or None, "until": iso(verdict.until)}


def good_call_shape(call: GoodCall) -> Shape:
    """A call that went well without the director."""
    return {
        "id": call.id,
        "day": iso(call.day),
        "text": call.body,
        "person": call.person or None,
        "person_id": call.person_id,
        "area": call.area or None,
    }


def _rate_shape(rate: Rate) -> Shape:
    return {"occasions": rate.occasions, "logged_weeks": rate.logged_weeks}


def _chance_shape(watch: Watch) -> Shape:
    chance = watch.chance
    return {"low": chance.low, "high": chance.high, "own": chance.own, "n": chance.n}
