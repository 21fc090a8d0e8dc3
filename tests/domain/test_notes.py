"""Notes: marked lines become records, everything else stays text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rhythm.domain.notes import MARKS, OWING, NoteItem, NoteKind, read_note

FRIDAY = date(2026, 11, 20)

NOTE = """Talked about the release.
> ask HR for Noor's level by fri
< sends the draft by:26-11-2026

! Platform / Growth: who sets the date #launch-timing
  + held the line on quality in front of sales
See you next week."""


def only(text: str) -> NoteItem:
    (item,) = read_note(text, FRIDAY).items
    return item


def test_marked_lines_become_items_and_the_rest_is_the_body() -> None:
    reading = read_note(NOTE, FRIDAY)
    assert reading.body == "Talked about the release.\n\nSee you next week."
    assert [(item.kind, item.text, item.line_no) for item in reading.items] == [
        (NoteKind.MY_PROMISE, "ask HR for Noor's level", 2),
        (NoteKind.THEIR_PROMISE, "sends the draft", 3),
        (NoteKind.ESCALATION, "Platform / Growth: who sets the date #launch-timing", 5),
        (NoteKind.PRAISE, "held the line on quality in front of sales", 6),
    ]
    assert reading.items[0].due == date(2026, 11, 27)
    assert reading.items[1].due == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("line", "text", "due"),
    [
        ("> plan by thu 26 nov", "plan", date(2026, 11, 26)),
        ("> plan by eow.", "plan", FRIDAY),
        ("> plan by kw 48", "plan", date(2026, 11, 23)),
        ("> plan by 26th of november", "plan", date(2026, 11, 26)),
        ("> plan by end of january", "plan", date(2027, 1, 31)),
        ("> plan by: next thu", "plan", date(2026, 11, 26)),
        ('> plan by:"in 2 weeks"', "plan", date(2026, 12, 4)),
        ("> answer by mail by mon", "answer by mail", date(2026, 11, 23)),
        ("> send it by mail", "send it by mail", None),
        ("> get it read by 5 people", "get it read by 5 people", None),
        ("> stand by", "stand by", None),
        (">no blank", "no blank", None),
        ("! decided by fri", "decided by fri", None),
    ],
)
def test_a_promise_may_end_in_its_due_day(line: str, text: str, due: date | None) -> None:
    item = only(line)
    assert (item.text, item.due, item.problem) == (text, due, "")


def test_the_day_may_have_an_article_and_one_that_there_is_not_is_told_with_its_next_step() -> None:
    assert only("> plan by the 3 dec").due == date(2026, 12, 3)
    item = only("> plan by the 31.02.2026")
    assert (item.text, item.due) == ("plan by the 31.02.2026", None)
    assert item.problem == "there is no 31 Feb 2026; Feb 2026 ends on the 28th"


@pytest.mark.parametrize(
    "line", ["> plan by fri 3 dec", "> plan by 12/3", "> plan by:soon", "> plan by 31 feb", "> plan by tomorow"]
)
def test_a_due_day_that_can_not_be_read_is_a_problem_and_stays_in_the_text(line: str) -> None:
    item = only(line)
    assert item.problem
    assert item.due is None
    assert item.text == line[2:]


@pytest.mark.parametrize("who", ["mail", "Frida", "Mona", "Sandy", "Wendy", "market", "the board", "5 people"])
def test_a_promise_that_ends_in_by_and_no_day_is_a_sentence(who: str) -> None:
    item = only(f"> have it read by {who}")
    assert (item.text, item.due, item.problem) == (f"have it read by {who}", None, "")


@pytest.mark.parametrize(
    "line",
    [
        ">", "<  ", "!", "+", "+1 from me", "<3", ">>> quoted", "!= done", "!!", "-> x", "", "?", "?? really", "?<",
        "[]", "[x] done", "[1] source", "= ", "===", "== x", "^", "^^ above", "&", "&&", "&c", "& ", "~", "~20 people",
        "~ text", "~~ x", "&3", "&~ x",
    ],
)  # fmt: skip
def test_a_mark_that_is_none_stays_ordinary_text(line: str) -> None:
    reading = read_note(line, FRIDAY)
    assert reading.items == ()
    assert reading.body == line.rstrip()


def test_an_escaped_mark_is_literal() -> None:
    reading = read_note("\\> not a promise\n\\+ nor praise\n\\n stays", FRIDAY)
    assert reading.body == "> not a promise\n+ nor praise\n\\n stays"
    assert reading.items == ()


def test_the_number_order_and_quarter_settings_reach_the_due_day() -> None:
    reading = read_note("> a by 12/3\n> b by eoq", FRIDAY, numeric_order="day_first", quarter_start_month=2)
    assert [item.due for item in reading.items] == [date(2027, 3, 12), date(2027, 1, 31)]


@pytest.mark.parametrize("kind", [kind for kind in MARKS if kind is not NoteKind.SHARED])
def test_each_kind_has_its_mark_and_may_be_shared_or_kept_to_oneself(kind: NoteKind) -> None:
    for before, private in (("", kind not in OWING), ("&", False), ("& ", False), ("~", True), ("~ ", True)):
        item = only(f"{before}{MARKS[kind]} the level table")
        assert (item.kind, item.text, item.private) == (kind, "the level table", private)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("[ ] ask", NoteKind.MY_ACTION),
        ("[>] ask", NoteKind.MY_ACTION),
        ("[<]ask", NoteKind.THEIR_ACTION),
        ("?> ask", NoteKind.MY_REQUEST),
        ("?<ask", NoteKind.THEIR_REQUEST),
        ("& ask", NoteKind.SHARED),
    ],
)
def test_other_ways_to_write_a_mark(line: str, kind: NoteKind) -> None:
    item = only(line)
    assert (item.kind, item.text) == (kind, "ask")


def test_requests_and_actions_may_end_in_a_day_and_decisions_may_not() -> None:
    assert only("? look at it by mon").due == date(2026, 11, 23)
    assert only("~[<] send it by mon").due == date(2026, 11, 23)
    assert only("= decided by mon").text == "decided by mon"


MIXED = st.text(alphabet=st.sampled_from("><!+?=^&~[] \\by:fri\n\r12/ax")) | st.text(max_size=80)


@given(MIXED)
@example("<\x1f0")
def test_every_line_ends_up_in_exactly_one_record_or_in_the_note(text: str) -> None:
    reading = read_note(text, FRIDAY)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    numbers = [item.line_no for item in reading.items]
    assert len(set(numbers)) == len(numbers)
    rest = [line for number, line in enumerate(lines, start=1) if number not in numbers]
    words = [line.replace("\\", "").split() for line in reading.body.split("\n")]
    assert [*filter(None, words)] == [*filter(None, (line.replace("\\", "").split() for line in rest))]
    for item in reading.items:
        line = lines[item.line_no - 1].strip()
        assert item.text.strip()
        if item.due is None:
            assert line.endswith(item.text)
            # Of what stands before the text only marks and blanks are left out, and a blank is whatever Python strips.
            assert not set("".join(line.removesuffix(item.text).split())) - set("&~<>![]?=^+")
        else:
            assert item.text in line


@given(MIXED)
def test_no_word_of_a_note_is_lost(text: str) -> None:
    reading = read_note(text, FRIDAY)
    kept = len(reading.body.split()) + sum(len(item.text.split()) for item in reading.items)
    dues = sum(item.due is not None for item in reading.items)
    # A line may begin with two marks and a blank between them; a day may be `by the end of week`.
    assert kept >= len(text.split()) - 2 * len(reading.items) - 5 * dues
    assert all(item.text.strip() for item in reading.items)
