"""The rows and paragraphs that show bets: how much attention each takes, what it brings in, what was decided."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rich.cells import cell_len

from rhythm.domain.attention import FLAG_SHARE, LOW_RETURN, Attention, BetAttention, Part, RecordKind, percent
from rhythm.domain.saying import counted, say_day, say_late, say_quarter
from rhythm.screens.place import FULL, WIDE
from widgets.meter import bar
from widgets.panel import Para
from widgets.plain import one_line, pad
from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.portfolio import BetFile, Decision
    from rhythm.screens.place import PageScreen

PORTFOLIO = "portfolio:"
UNNAMED, UNKNOWN = "records:unnamed", "records:unknown"
_FLAG = "!"
_SHORT_BAR, _LONG_BAR = 8, 24
_ATTENTION, _IMPORTANCE = "attention", "importance"
_WIDEST_NAME = 22
_GAP = 2
"""Cells between the name and the facts."""
_MOST_HISTORY = 6
_KIND_WORDS = {
    RecordKind.MEETING: "meeting",
    RecordKind.SESSION: "ritual",
    RecordKind.ESCALATION: "escalation",
    RecordKind.TOPIC: "topic",
}


def bet_rows(page: PageScreen, files: tuple[BetFile, ...], found: Attention) -> list[Row]:
    """The bets by bucket under its question; below, what names no bet and what can't be weighed."""
    rows: list[Row] = []
    # The same in every section, so that the bars stand below each other.
    wide = max((cell_len(_name(page, file)) for file in files), default=0)
    for bucket in page.rhythm.portfolio.words.buckets:
        of_bucket = [file for file in files if file.bet.bucket == bucket.slug]
        if of_bucket:
            rows += [SPACER, heading(bucket.label.upper(), bucket.question)]
            rows += [_bet_row(page, file, found, wide) for file in of_bucket]
    if rows:
        # Instead of the first blank row.
        rows[0] = _column_words(page, wide)
        rows += [SPACER, heading("BESIDE THEM"), _unnamed_row(found)]
        if found.unknown:
            fact = f"{counted(found.unknown, 'record')} can't be weighed"
            rows.append(Row(UNKNOWN, "No minutes known", fact=fact))
    return rows


def org_rows(page: PageScreen) -> list[Row]:
    """The portfolio as a section of Org: how many bets there are, and those that ask for a word; nothing without."""
    portfolio = page.rhythm.portfolio
    files = portfolio.files()
    if not files:
        return []
    found = portfolio.lately()
    named = f"{round(found.minutes):,} minutes went to them in thirteen weeks"
    flagged = [file for file in files if any(one.bet.id == file.bet.id for one in found.flagged)]
    due = {one.bet.id for one in portfolio.reviews_due(page.rhythm.today())}
    asking = [*flagged, *(file for file in files if file.bet.id in due and file not in flagged)]
    rows = [_org_row(page, file, found) for file in asking]
    return [
        heading("PORTFOLIO", hint=page.keyed("{org.portfolio} portfolio")),
        Row(PORTFOLIO, counted(len(files), "bet"), fact=named),
        *rows,
    ]


def bet_paras(page: PageScreen, file: BetFile, found: Attention) -> list[Para]:
    """A bet in full: its question, what it took, how it was judged, what was decided."""
    bet, veil = file.bet, page.veil
    of_bet = found.of(bet.id)
    words = page.rhythm.portfolio.words
    bucket = next(one for one in words.buckets if one.slug == bet.bucket)
    mode = next((one for one in words.modes if one.slug == bet.mode), None)
    paras = [Para(veil.text(bet.name), Tone.HEADING), Para(f"{bucket.label}: {bucket.question}", Tone.DIM)]
    if mode is not None:
        paras.append(Para(f"{mode.label}: {mode.question}", Tone.DIM))
    paras += [Para(), Para(_weighed(of_bet)), Para(_minutes_words(of_bet))]
    if of_bet is not None and of_bet.flagged:
        said = f"{percent(FLAG_SHARE)} % or more, and a return of {LOW_RETURN} or less in the last two reviews."
        paras.append(Para(f"{_FLAG} {said}", Tone.WARNING))
    named = ", ".join(veil.text(word) for word in (bet.name, *bet.words))
    paras.append(Para(f"Named by: {named}", Tone.DIM))
    return [*paras, *_history(page, file)]


def part_rows(page: PageScreen, parts: tuple[Part, ...]) -> list[Row]:
    """The records behind a share, newest first."""
    newest = sorted(parts, key=lambda part: (part.record.day, part.record.key), reverse=True)
    return [_part_row(page, part) for part in newest]


def part_paras(page: PageScreen, part: Part) -> list[Para]:
    """A record that names bets, with what it says; `shared` is told where it names several."""
    record, veil = part.record, page.veil
    row = _part_row(page, part)
    paras = [Para(row.main, Tone.HEADING), Para(f"{row.right} · {row.fact}", Tone.DIM), Para()]
    if record.inside is not None and record.key.kind is RecordKind.ESCALATION:
        paras += [Para("Its minutes are taken out of the meeting that it came up in.", Tone.DIM), Para()]
    texts = [text.strip() for text in record.texts if text.strip() and text != record.title]
    return [*paras, *(Para(veil.text(text)) for text in texts)]


def history_rows(page: PageScreen, file: BetFile) -> list[Row]:
    """How a bet was judged and what was decided about it, newest first."""
    today, veil = page.rhythm.today(), page.veil
    rows: list[Row] = []
    if file.judgements:
        rows += [SPACER, heading("RETURN")]
        rows += [
            Row(f"bet_return:{one.id}", f"{one.value} of 5", fact=veil.text(one.why), right=say_quarter(one.period))
            for one in reversed(file.judgements)
        ]
    if file.decisions:
        rows += [SPACER, heading("DECIDED")]
        rows += [
            Row(
                f"bet_decision:{one.id}",
                decision_words(page, one) if one is file.decision else page.rhythm.portfolio.word_for(one.kind),
                fact=veil.text(one.why),
                right=say_day(one.day, today),
            )
            for one in reversed(file.decisions)
        ]
    return rows


def decision_words(page: PageScreen, decision: Decision, *, brief: bool = False) -> str:
    """`pause, look again in 12 d`; in brief `pause, in 12 d`."""
    word = page.rhythm.portfolio.word_for(decision.kind)
    if decision.review_on is None:
        return word
    again = "" if brief else "look again "
    return f"{word}, {again}{say_late(decision.review_on, page.rhythm.today())}"


def return_words(found: BetAttention | None) -> str:
    """`return 2 (1)`, with the one of the review before in brackets."""
    if found is None or found.judged is None:
        return "not judged"
    return f"return {_returned(found)}"


def _name(page: PageScreen, file: BetFile) -> str:
    return one_line(page.veil.text(file.bet.name), _WIDEST_NAME, page.rhythm_app.marks.more)


def _bet_row(page: PageScreen, file: BetFile, found: Attention, wide: int) -> Row:
    bet, of_bet = file.bet, found.of(file.bet.id)
    share = of_bet.share if of_bet is not None else Fraction()
    marks, width = page.rhythm_app.marks, _bar_width(page)
    importance = bet.importance / max(1, sum(one.bet.importance for one in found.bets))
    flagged = of_bet is not None and of_bet.flagged
    longest = max((one.share for one in found.bets), default=Fraction()) or Fraction(1)
    # The longest bar is the largest share; what matters more than it takes is as long.
    drawn = bar(float(share / longest), width, marks) if share else marks.gap * width
    fact = f"{drawn} {percent(share):>3} %  {bet.importance:^{len(_IMPORTANCE)}}  {_returned(of_bet)}"
    blank = " " * (wide + _GAP)
    declared = f"{round(importance * 100):>3} % of all importance declared"
    detail = f"{blank}{bar(importance / float(longest), width, marks)} {declared}"
    return Row(
        f"bet:{bet.id}",
        pad(_name(page, file), wide),
        _FLAG if flagged else " ",
        decision_words(page, file.decision, brief=True) if file.decision is not None else "",
        fact,
        Tone.WARNING if flagged else Tone.PLAIN,
        (detail,),
    )


def _org_row(page: PageScreen, file: BetFile, found: Attention) -> Row:
    of_bet = found.of(file.bet.id)
    share = f"{percent(of_bet.share)} % of attention" if of_bet is not None else ""
    flagged = of_bet is not None and of_bet.flagged
    return Row(
        f"bet:{file.bet.id}",
        page.veil.text(file.bet.name),
        _FLAG if flagged else "?",
        decision_words(page, file.decision, brief=True) if file.decision is not None else "",
        " · ".join(filter(None, (share, f"importance {file.bet.importance}", return_words(of_bet)))),
        Tone.WARNING,
    )


def _column_words(page: PageScreen, wide: int) -> Row:
    """What stands in the columns of the bets."""
    fact = f"{_ATTENTION:<{_bar_width(page) + 6}}  {_IMPORTANCE}  return (before)"
    return Row("", pad("", wide), " ", "decided", fact, Tone.DIM)


def _returned(found: BetAttention | None) -> str:
    """`2 (1)`, with the return of the review before in brackets."""
    if found is None or found.judged is None:
        return "not judged"
    return f"{found.judged.value}" + (f" ({found.before.value})" if found.before is not None else "")


def _unnamed_row(found: Attention) -> Row:
    said = f"{round(found.unnamed_minutes):,} min in {counted(len(found.unnamed), 'record')}"
    return Row(UNNAMED, "Names no bet", fact=said)


def _part_row(page: PageScreen, part: Part) -> Row:
    record, veil = part.record, page.veil
    is_meeting = record.key.kind is RecordKind.MEETING
    title = veil.name(record.title, record.person_id) if is_meeting else veil.text(record.title)
    minutes = f"{round(part.minutes)} min" if part.minutes is not None else "no minutes"
    shared = f", shared by {part.bets}" if part.bets > 1 else ""
    if record.key.kind is RecordKind.TOPIC:
        minutes, shared = "", ""
    facts = " · ".join(filter(None, (_KIND_WORDS[record.key.kind], minutes + shared)))
    return Row(f"{record.key.kind}:{record.key.id}", title, right=say_day(record.day, page.rhythm.today()), fact=facts)


def _weighed(found: BetAttention | None) -> str:
    if found is None:
        return "History: no attention in these weeks"
    return f"{percent(found.share)} % of attention · importance {found.bet.importance} of 5 · {return_words(found)}"


def _minutes_words(found: BetAttention | None) -> str:
    if found is None:
        return ""
    unknown = f" · {counted(found.unknown, 'record')} without minutes" if found.unknown else ""
    meetings, escalations = round(found.meeting_minutes), round(found.escalation_minutes)
    return f"meetings {meetings} min · escalations {escalations} min · {counted(found.topics, 'topic')}{unknown}"


def _history(page: PageScreen, file: BetFile) -> list[Para]:
    today, veil = page.rhythm.today(), page.veil
    paras = []
    if file.judgements:
        paras += [Para(), Para("Return", Tone.HEADING)]
    for one in tuple(reversed(file.judgements))[:_MOST_HISTORY]:
        paras.append(Para(f"{say_quarter(one.period)}: {one.value} of 5, judged {say_day(one.day, today)}"))
        if one.why:
            paras.append(Para(veil.text(one.why), indent=1))
    if file.decisions:
        paras += [Para(), Para("Decided", Tone.HEADING)]
    for made in tuple(reversed(file.decisions))[:_MOST_HISTORY]:
        words = decision_words(page, made) if made is file.decision else page.rhythm.portfolio.word_for(made.kind)
        paras.append(Para(f"{say_day(made.day, today)}: {words}"))
        if made.why:
            paras.append(Para(veil.text(made.why), indent=1))
    return paras


def _bar_width(page: PageScreen) -> int:
    width = page.app.size.width
    return _LONG_BAR if width >= FULL else 10 if width >= WIDE else _SHORT_BAR
