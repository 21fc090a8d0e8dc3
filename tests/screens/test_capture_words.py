"""What is said of a capture line, and what its draft keeps, without the dialog."""

from __future__ import annotations

from functools import partial

import pytest

from rhythm.domain.escalations import Cause, Handling, Moment, Reached
from rhythm.screens.capturing import (
    FIELDS,
    MORE_KEYS,
    fields_from_text,
    fields_to_text,
    new_of,
    nothing_typed,
    understood,
)
from rhythm.screens.named_keys import with_keys
from rhythm.screens.tracker_words import TrackerWords, logged
from rhythm.screens.veil import Veil
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.tracking import coached, due, twice
from widgets.plain import TOGETHER
from widgets.tone import Tone

SHIPPED = partial(with_keys, own_keys={})


def said_of_line(
    rhythm: Rhythm, line: str, *, hidden: bool = False, asked: bool = False, draft_of: str | None = None
) -> str:
    """All that is said of a line."""
    capture = rhythm.tracker.read(line)
    new, words = new_of(rhythm, capture, {}), TrackerWords(rhythm, Veil(hidden))
    keyed = SHIPPED if asked else None
    return "\n".join(para.text for para in understood(words, capture, new, draft_of=draft_of, keyed=keyed))


def test_an_empty_line_is_told_the_marks() -> None:
    assert [para.text for para in nothing_typed()][-1] == FIELDS


def test_the_marks_stand_below_a_line_and_the_keys_where_the_fields_are_asked(rhythm: Rhythm, org: Org) -> None:
    line = "Platform / Growth: who signs ~20m"
    facts = "Platform, Growth · Fri 20 Nov, today · 20 min"
    assert said_of_line(rhythm, line).splitlines() == [facts, FIELDS]
    assert said_of_line(rhythm, line, asked=True).splitlines()[-1] == SHIPPED(MORE_KEYS)
    late = new_of(rhythm, rhythm.tracker.read(line), {})._replace(reached=Reached.LATE)
    paras = understood(TrackerWords(rhythm, Veil()), rhythm.tracker.read(line), late, keyed=SHIPPED)
    assert paras[-1].text == f"{SHIPPED(MORE_KEYS)}  p{TOGETHER}repair"


def test_an_old_draft_says_of_when_it_is(rhythm: Rhythm, org: Org) -> None:
    assert said_of_line(rhythm, "vendor", draft_of="13:04").startswith("Draft of 13:04: ")
    assert said_of_line(rhythm, "vendor", draft_of="").startswith("Draft: ")
    assert "Draft" not in said_of_line(rhythm, "vendor")


def test_a_slip_in_a_name_or_a_handling_is_told_with_what_was_meant(rhythm: Rhythm, org: Org) -> None:
    assert "nobody is called dnaa; kept as typed: did you mean Dana Okoye?" in said_of_line(rhythm, "who signs @dnaa")
    assert "nobody is called zzz; kept as typed\n" in said_of_line(rhythm, "who signs @zzz")
    assert "Dana" not in said_of_line(rhythm, "who signs @dnaa", hidden=True)
    assert "'coachd' is not a handling: did you mean coached?" in said_of_line(rhythm, "who signs =coachd")
    assert "say one of agreed, coached" in said_of_line(rhythm, "who signs =zzz")


def test_what_stops_a_line_is_an_error_and_quotes_nothing_while_names_are_hidden(rhythm: Rhythm, org: Org) -> None:
    line = "vendor =nonsense"
    capture = rhythm.tracker.read(line)
    paras = understood(TrackerWords(rhythm, Veil()), capture, new_of(rhythm, capture, {}))
    assert ["nonsense" in para.text for para in paras if para.tone is Tone.ERROR] == [True]
    hidden = said_of_line(rhythm, line, hidden=True)
    assert "! part of the line can't be read" in hidden
    assert "nonsense" not in hidden


def test_fields_that_a_key_filled_come_back_from_the_draft_with_their_kinds() -> None:
    fields = {
        "handling": Handling.COACHED, "cause": Cause.INTERFACE, "moment": Moment.NONE, "reached": Reached.LATE,
        "area": "other", "area_text": "größe", "minutes": 25, "repair": "ask [first]",
    }  # fmt: skip
    assert fields_from_text(fields_to_text(fields)) == fields
    assert fields_to_text({}) == ""


@pytest.mark.parametrize("kept", ["", "{", "[]", "null", '{"moment": "never"}', '{"minutes": null}', '{"stranger": 1}'])
def test_a_draft_of_fields_that_can_not_be_read_has_none(kept: str) -> None:
    assert fields_from_text(kept) == {}


def test_what_is_said_of_a_stored_row_is_how_its_conflict_stands_then(rhythm: Rhythm, org: Org) -> None:
    tracker, today = rhythm.tracker, rhythm.today()
    assert logged(None, None, None, tracker.rules, today) == "logged"
    number = twice(org)
    second = tracker.conflict(number)
    assert logged(None, None, second, tracker.rules, today) == (
        "logged; second meeting: one more and the rule says: change the structure"
    )
    coached(org, "the date once more", 0, number)
    third = tracker.conflict(number)
    assert logged(Handling.COACHED, second, third, tracker.rules, today) == (
        "logged; third meeting in 41 days: a verdict is due"
    )
    row = org.escalate("who owns the vendor", conflict="new")
    first = tracker.conflict(row.conflict_id or 0)
    assert logged(None, None, first, tracker.rules, today) == "logged"
    said = "logged; the same meeting as before, which counts once"
    assert logged(None, first, first, tracker.rules, today) == said


def test_coaching_one_whose_verdict_is_due_says_how_often_it_was_coached(rhythm: Rhythm, org: Org) -> None:
    tracker, today, number = rhythm.tracker, rhythm.today(), due(org)
    before = tracker.conflict(number)
    assert before is not None
    assert before.flagged
    assert logged(Handling.COACHED, before, before, tracker.rules, today).startswith("coached ")
    assert logged(Handling.DECIDED, before, before, tracker.rules, today).startswith("logged; ")
