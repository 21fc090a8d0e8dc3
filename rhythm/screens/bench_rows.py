"""The bench in rows and paragraphs: seat by seat, one candidate in full, and in a line under Org."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rhythm.domain.bench import (
    NO_PATH,
    PURPOSE_WORDS,
    Card,
    Evidence,
    Seat,
    Stage,
    Trial,
    accountability_words,
    depth_words,
    next_step,
)
from rhythm.domain.people import PersonId
from rhythm.domain.saying import counted, say_day, with_capital
from rhythm.screens.place import WIDE
from rhythm.settings.bench import AUTHORITY
from widgets.panel import Para, wrap
from widgets.plain import one_line
from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen
    from rhythm.settings.bench import Asked

_LAST_STEPS = len(Stage) - 1
_BESIDE = 48
"""Cells that stand beside a line of evidence: the mark, what it is for, the day."""


def bench_section(page: PageScreen) -> list[Row]:
    """The bench in a line, under Org; nothing before anybody was put on it."""
    bench = page.rhythm.bench
    if not bench.any():
        return []
    cards, depth = bench.cards(), bench.depth()
    deep = sum(bool(one.passed) for one in depth)
    alone = len(bench.without_sponsor(cards))
    facts = [
        f"{deep} of {counted(len(depth), 'manager seat')} tested for",
        f"{alone} without a sponsor" if alone else "",
    ]
    fact = page.rhythm_app.marks.text(" · ").join(filter(None, facts))
    return [
        heading("BENCH", hint=page.keyed("{org.bench} bench")),
        Row("bench:0", counted(len(cards), "candidate"), fact=fact),
    ]


def seat_rows(page: PageScreen, seats: tuple[Seat, ...]) -> list[Row]:
    """Every seat with who may take it; one behind which nobody stands has a row of its own."""
    rows: list[Row] = []
    for seat in seats:
        rows += [SPACER, heading(_seat_title(page, seat), depth_words(seat) if seat.cards else "")]
        rows += [_card_row(page, card) for card in seat.cards] or [
            Row(
                f"seat:{seat.person_id}",
                NO_PATH.capitalize(),
                "!",
                "",
                page.keyed("{bench.add} puts somebody on the bench"),
                Tone.WARNING,
            )
        ]
    return rows


def sponsor_rows(page: PageScreen, cards: tuple[Card, ...]) -> list[Row]:
    """Who has nobody to speak for them, in a line."""
    alone = page.rhythm.bench.without_sponsor(cards)
    if not alone:
        return []
    names = ", ".join(_name(page, card) for card in alone)
    return [SPACER, heading("NO SPONSOR", str(len(alone))), Row("sponsor:0", names, "!", "", "", Tone.WARNING)]


def card_rows(page: PageScreen, card: Card, width: int) -> list[Row]:
    """One candidate on a page of its own: what comes next, tests, the role, evidence, history."""
    marks, today, ahead = page.rhythm_app.marks, page.rhythm.today(), next_step(card)
    done = Row("next:0", "Nothing: they are called ready", marks.done, tone=Tone.SUCCESS)
    coming = Row("next:0", with_capital(ahead), marks.here, "enter", tone=Tone.ACCENT)
    rows = [heading("WHAT COMES NEXT"), coming if ahead else done]
    if card.tests:
        rows += [SPACER, heading("TESTS", f"{len(card.passed)} finished")]
        rows += [_test_row(page, test) for test in reversed(card.tests)]
    rows += [
        SPACER,
        heading("THE ROLE THEY ARE MEANT FOR", hint=page.keyed("{candidate.yes} yes, {candidate.no} no")),
        *_role_rows(page, card, width),
    ]
    if card.evidence:
        rows += [SPACER, heading("EVIDENCE", str(len(card.evidence)))]
        rows += [_line_row(page, line, width) for line in card.evidence]
    if gaps := page.rhythm.bench.gaps(card):
        rows += [
            SPACER,
            heading("NOTHING SEEN IN TWO QUARTERS"),
            Row("gaps:0", ", ".join(gaps), marks.gap, tone=Tone.DIM),
        ]
    if card.changes:
        rows += [SPACER, heading("HISTORY")]
        rows += [
            Row(f"change:{change.id}", change.what.value.replace("_", " "), right=say_day(change.day, today))
            for change in reversed(card.changes)
        ]
    return rows


def card_paras(page: PageScreen, card: Card) -> Iterator[Para]:
    """One candidate beside the list."""
    today, words = page.rhythm.today(), page.rhythm.bench.words
    yield Para(_name(page, card), Tone.HEADING)
    yield Para(head_words(page, card), Tone.DIM)
    if ahead := next_step(card):
        yield Para(f"Next: {ahead}", Tone.WARNING if card.stage is Stage.NAMED else Tone.PLAIN)
    for test in reversed(card.tests):
        yield Para(f"{words.kind(test.kind)}: {_test_words(page, test)}")
    if said := board_words(page, card):
        yield Para(said, Tone.WARNING)
    if card.evidence:
        yield Para()
        yield Para("Evidence", Tone.HEADING)
    for line in card.evidence[:8]:
        yield Para(f"{say_day(line.day, today)}, {PURPOSE_WORDS[line.purpose]}", Tone.DIM)
        yield Para(page.veil.text(line.body), indent=1)


def seat_paras(page: PageScreen, seat: Seat) -> Iterator[Para]:
    """A seat behind which nobody stands, beside the list."""
    yield Para(_seat_title(page, seat), Tone.HEADING)
    yield Para(f"{NO_PATH.capitalize()}: nobody behind this seat passed a test.")
    yield Para()
    yield Para("Enter puts somebody there; first those who report to whoever has the seat.", Tone.DIM)
    if said := _accountable(page, seat.person_id):
        yield Para()
        yield Para(said, Tone.WARNING)


def line_paras(page: PageScreen, line: Evidence) -> Iterator[Para]:
    """A line of evidence in full."""
    yield Para(PURPOSE_WORDS[line.purpose].capitalize(), Tone.HEADING)
    yield Para(say_day(line.day, page.rhythm.today()), Tone.DIM)
    yield Para()
    yield Para(page.veil.text(line.body))
    if line.note_id is not None:
        yield Para("as a note says it", Tone.DIM)
    if tags := page.rhythm.bench.words.tags(line):
        yield Para()
        yield Para(tags, Tone.DIM)


def test_paras(page: PageScreen, card: Card, test: Trial) -> Iterator[Para]:
    """A test with what was said when it began, and seen when it ended."""
    yield Para(page.rhythm.bench.words.kind(test.kind), Tone.HEADING)
    yield Para(_test_words(page, test), Tone.DIM)
    for line in reversed([line for line in card.evidence if line.test_id == test.id]):
        yield Para()
        yield Para(f"{say_day(line.day, page.rhythm.today())}, {PURPOSE_WORDS[line.purpose]}", Tone.DIM)
        yield Para(page.veil.text(line.body), indent=1)


def role_paras(page: PageScreen, card: Card, item: Asked) -> Iterator[Para]:
    """A question about the role, with what the board says of it."""
    yield Para(item.text, Tone.HEADING)
    yield Para(item.question)
    if item.id == AUTHORITY and (said := board_words(page, card)):
        yield Para()
        yield Para(said, Tone.WARNING)


def head_words(page: PageScreen, card: Card) -> str:
    """How far, for whose seat, who speaks for them: `tested · for Dana's seat · sponsor Ilya`."""
    one, seat = card.candidate, page.rhythm.bench.seat_of(card)
    if seat is None:
        about = "for no seat yet"
    else:
        about = "for your seat" if seat.is_me else f"for the seat of {page.veil.name(seat.name, seat.id)}"
    sponsor = page.veil.name(one.sponsor, one.sponsor_id) if one.sponsor_id is not None else page.veil.text(one.sponsor)
    since = card.ready_since
    far = f"ready since {say_day(since, page.rhythm.today())}" if since is not None else card.stage.value
    left = "left the bench" if one.left_on is not None else ""
    parts = (left, far, about, f"sponsor {sponsor}" if sponsor else "no sponsor")
    return page.rhythm_app.marks.text(" · ").join(filter(None, parts))


def board_words(page: PageScreen, card: Card) -> str:
    """What the board of decision rights says about the seat; nothing where there is nothing to say."""
    seat = page.rhythm.bench.seat_of(card)
    return _accountable(page, seat.id) if seat is not None else ""


def _accountable(page: PageScreen, manager_id: PersonId) -> str:
    found = page.rhythm.bench.accountability(manager_id)
    return with_capital(accountability_words(found, lambda right: page.veil.name(right.decider, right.decider_id)))


def _card_row(page: PageScreen, card: Card) -> Row:
    marks = page.rhythm_app.marks
    far = list(Stage).index(card.stage)
    mark = marks.full * far + marks.empty * (_LAST_STEPS - far)
    ready = card.ready_since is not None
    state = "ready" if ready else card.stage.value
    alone = "" if card.has_sponsor else "no sponsor"
    fact = page.rhythm_app.marks.text(" · ").join(filter(None, (alone, next_step(card))))
    tone = Tone.SUCCESS if ready else Tone.WARNING if alone else Tone.PLAIN
    return Row(f"candidate:{card.candidate.person_id}", _name(page, card), mark, state, fact, tone)


def _test_row(page: PageScreen, test: Trial) -> Row:
    marks = page.rhythm_app.marks
    mark = {"finished": marks.done, "dropped": marks.dash}.get(test.outcome or "", marks.here)
    tone = Tone.SUCCESS if test.outcome == "finished" else Tone.PLAIN
    return Row(f"test:{test.id}", page.rhythm.bench.words.kind(test.kind), mark, _test_words(page, test), tone=tone)


def _test_words(page: PageScreen, test: Trial) -> str:
    today = page.rhythm.today()
    if test.outcome is None or test.ended_on is None:
        return f"since {say_day(test.started_on, today)}"
    return f"{test.outcome} {say_day(test.ended_on, today)}"


def _role_rows(page: PageScreen, card: Card, width: int) -> Iterator[Row]:
    marks, said = page.rhythm_app.marks, board_words(page, card)
    for item in page.rhythm.bench.words.lists.role:
        answer = card.answers.get(item.id)
        mark = marks.gap if answer is None else marks.done if answer.yes else marks.failed
        right = "" if answer is None else "yes" if answer.yes else "no"
        warned = said if item.id == AUTHORITY else ""
        # Where there is room it stands beside the list.
        detail = tuple(wrap(item.question, max(20, width - 8))) if page.app.size.width < WIDE else ()
        yield Row(f"role:{item.id}", item.text, mark, right, warned, Tone.WARNING if warned else Tone.PLAIN, detail)


def _line_row(page: PageScreen, line: Evidence, width: int) -> Row:
    text, room = page.veil.text(line.body), max(20, width - _BESIDE)
    cut = one_line(text, room) != one_line(text)
    detail = tuple(wrap(one_line(text), max(20, width - 8))) if cut else ()
    right = say_day(line.day, page.rhythm.today())
    return Row(f"evidence:{line.id}", text, "+", right, PURPOSE_WORDS[line.purpose], detail=detail)


def _seat_title(page: PageScreen, seat: Seat) -> str:
    me = page.rhythm.people.me()
    if me is not None and me.id == seat.person_id:
        return "YOUR SEAT"
    return page.veil.name(seat.manager, seat.person_id).upper()


def _name(page: PageScreen, card: Card) -> str:
    return page.veil.name(card.candidate.person, PersonId(card.candidate.person_id))
