"""`rhythm bet ...`: the portfolio, the attention that each bet takes, what it brings in, and what is decided."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import output
from rhythm.cli.inputs import add_verb, add_verbs
from rhythm.domain.attention import BetAttention, RecordKey, RecordKind, percent
from rhythm.domain.portfolio import Bucket, DecisionKind, Mode, NewBet, parse_mark, parse_words
from rhythm.domain.saying import counted, say_day, say_late
from rhythm.errors import BadInput
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    from rhythm.cli.context import Context
    from rhythm.cli.shapes import Shape
    from rhythm.domain.attention import Attention, Part
    from rhythm.domain.portfolio import Bet, BetFile, Decision, Judgement
    from rhythm.service import Rhythm

_WHICH = "a part of its name, or #3"
_RECORDS = {
    "meeting": RecordKind.MEETING,
    "session": RecordKind.SESSION,
    "escalation": RecordKind.ESCALATION,
    "topic": RecordKind.TOPIC,
}
_RULE = "a record that names two bets is shared evenly between them"


def configure(parser: argparse.ArgumentParser, name: str) -> None:  # noqa: ARG001 - one command stands here
    """Add what stands below `bet`."""
    verbs = add_verbs(parser, bare="list")
    listing = add_verb(verbs, "list", "the bets by bucket, with attention and return", list_bets)
    listing.add_argument("--ended", action="store_true", help="also those that are history")
    showing = add_verb(verbs, "show", "one bet, and the records that name it", show)
    showing.add_argument("bet", metavar="BET", help=_WHICH)
    for one in (listing, showing):
        one.add_argument("--period", metavar="QUARTER", help="a quarter, such as 2026-Q3, for the last 13 weeks")
        one.add_argument("--from", dest="first", metavar="DAY", help="a span of days of your own, from")
        one.add_argument("--to", dest="last", metavar="DAY", help="to this day (today)")
    adding = add_verb(verbs, "add", "add a bet", add)
    adding.add_argument("name", metavar="NAME", help="what people call it: records name it by this")
    editing = add_verb(verbs, "edit", "change a bet, or make it history", edit)
    editing.add_argument("bet", metavar="BET", help=_WHICH)
    editing.add_argument("--name", metavar="NAME", help="what people call it")
    editing.add_argument("--end", action="store_true", help="it is history from today")
    editing.add_argument("--reopen", action="store_true", help="it is none after all")
    for one in (adding, editing):
        one.add_argument("--bucket", choices=[bucket.value for bucket in Bucket], help="what it is for")
        one.add_argument("--mode", choices=[*(mode.value for mode in Mode), ""], help="what work on it is tuned for")
        one.add_argument("--importance", metavar="1-5", help="how much it matters, as declared: 1 little, 5 much")
        one.add_argument("--words", metavar="WORDS", help="what else records name it by; commas between")
    judging = add_verb(verbs, "judge", "say what it brings in, once a quarter", judge)
    judging.add_argument("bet", metavar="BET", help=_WHICH)
    judging.add_argument("value", metavar="1-5", help="1 little, 5 much")
    judging.add_argument("--period", metavar="QUARTER", help="the quarter that is judged (this one)")
    deciding = add_verb(verbs, "decide", "record what was decided about it", decide)
    deciding.add_argument("bet", metavar="BET", help=_WHICH)
    deciding.add_argument("kind", choices=[kind.value for kind in DecisionKind], metavar="DECISION", help=_decisions())
    deciding.add_argument("--review", metavar="DAY", help="when it is looked at again; a must for pause and protect")
    for one in (judging, deciding):
        one.add_argument("--why", metavar="TEXT", default="", help="the reason, in a line")
        one.add_argument("--on", metavar="DAY", help="when that was (today)")
    linking = add_verb(verbs, "link", "say by hand that a record names it", link)
    linking.add_argument("bet", metavar="BET", help=_WHICH)
    linking.add_argument("kind", choices=list(_RECORDS), metavar="KIND", help=", ".join(_RECORDS))
    linking.add_argument("number", metavar="ID", help="the record's number, such as 12")
    linking.add_argument(
        "--not", dest="names", action="store_false", help="it does not, although the words stand there"
    )
    linking.add_argument("--clear", action="store_true", help="let the words decide again")


def _decisions() -> str:
    return ", ".join(kind.value for kind in DecisionKind)


def list_bets(context: Context) -> None:
    """The bets, the attention that each took, and what each brings in."""
    rhythm = context.read()
    found = _attention(context, rhythm)
    files = rhythm.portfolio.files(ended=context.args.ended)
    if context.json:
        output.emit_json([_shape(file, found) for file in files])
        return
    if not files:
        output.say("there is no bet yet; rhythm bet add NAME --bucket core --importance 3 adds one")
        return
    _say_span(rhythm, found)
    for bucket in rhythm.portfolio.words.buckets:
        of_bucket = [file for file in files if file.bet.bucket == bucket.slug]
        if of_bucket:
            output.say(f"{bucket.label}: {bucket.question}", "bold")
            rows = [_cells(rhythm, file, found.of(file.bet.id)) for file in of_bucket]
            output.listing(rows, right=[0, 2], styles=["warning" if row[-1] else "" for row in rows])


def show(context: Context) -> None:
    """One bet with its history, and the rows behind its share."""
    rhythm = context.read()
    bet = rhythm.portfolio.find(context.args.bet)
    found = _attention(context, rhythm)
    file, of_bet = rhythm.portfolio.file(bet.id), found.of(bet.id)
    assert file is not None
    if context.json:
        parts = [_part_shape(part) for part in (of_bet.parts if of_bet is not None else ())]
        output.emit_json({**_shape(file, found), "records": parts, **_history_shape(file)})
        return
    output.listing([_cells(rhythm, file, of_bet)], right=[0, 2])
    if bet.words:
        output.say(f"named by: {bet.name}, {', '.join(bet.words)}")
    today = rhythm.today()
    for one in reversed(file.judgements):
        output.say(f"{one.period}: return {one.value} of 5 (judged {say_day(one.day, today)}) {one.why}".rstrip())
    for decided in reversed(file.decisions):
        output.say(f"{say_day(decided.day, today)}: {_said(rhythm, decided)} {decided.why}".rstrip())
    _say_span(rhythm, found)
    output.listing([_part_cells(rhythm, part) for part in (of_bet.parts if of_bet is not None else ())], right=[1])


def add(context: Context) -> None:
    """Add a bet."""
    args = context.args
    if args.bucket is None:
        raise BadInput(
            "which bucket is it in?", f"say --bucket {', '.join(Bucket)}: rhythm bet list has their questions"
        )
    if args.importance is None:
        raise BadInput("how much does it matter?", "say --importance 1 (little) to 5 (much)")
    new = NewBet(
        args.name,
        Bucket(args.bucket),
        parse_mark(args.importance, "importance"),
        Mode(args.mode) if args.mode else None,
        parse_words(args.words or ""),
    )
    rhythm = context.write()
    _changed(context, rhythm, rhythm.portfolio.add(new))


def edit(context: Context) -> None:
    """Change what is named on the command line."""
    args, rhythm = context.args, context.change()
    if args.end and args.reopen:
        raise BadInput("it can't end and go on", "name --end or --reopen")
    bet = rhythm.portfolio.find(args.bet)
    fields = (args.name, args.bucket, args.mode, args.importance, args.words)
    ended = True if args.end else False if args.reopen else None
    if all(value is None for value in fields):
        if ended is None:
            raise BadInput("nothing is to be changed", "name --name, --bucket, --mode, --importance, --words or --end")
        _changed(context, rhythm, rhythm.portfolio.end(bet.id, ended=ended))
        return
    changed = rhythm.portfolio.edit(
        bet.id,
        name=args.name,
        bucket=Bucket(args.bucket) if args.bucket is not None else None,
        mode=args.mode,
        importance=parse_mark(args.importance, "importance") if args.importance is not None else None,
        words=parse_words(args.words) if args.words is not None else None,
        ended=ended,
    )
    _changed(context, rhythm, changed)


def judge(context: Context) -> None:
    """Say what a bet brings in."""
    args, rhythm = context.args, context.change()
    bet = rhythm.portfolio.find(args.bet)
    value = parse_mark(args.value, "the return")
    quarter = rhythm.quarters.names.find(args.period)
    day = context.day_back_given(args.on)
    _changed(context, rhythm, bet, judged=rhythm.portfolio.judge(bet.id, value, quarter, day=day, why=args.why))


def decide(context: Context) -> None:
    """Record a decision about a bet."""
    args, rhythm = context.args, context.change()
    bet = rhythm.portfolio.find(args.bet)
    decided = rhythm.portfolio.decide(
        bet.id,
        DecisionKind(args.kind),
        why=args.why,
        day=context.day_back_given(args.on),
        review_on=context.day_ahead_given(args.review),
    )
    _changed(context, rhythm, bet, decided=decided)


def link(context: Context) -> None:
    """Say by hand whether a record names a bet."""
    args, rhythm = context.args, context.change()
    number = args.number.removeprefix("#")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise BadInput("that is not the number of a record", "for example 12; rhythm bet show BET lists them")
    bet = rhythm.portfolio.find(args.bet)
    record = RecordKey(_RECORDS[args.kind], int(number))
    named = None if args.clear else bool(args.names)
    rhythm.portfolio.link(bet.id, record, named)
    if context.json:
        output.emit_json({"bet_id": bet.id, "kind": args.kind, "id": record.id, "names": named})
        return
    said = {True: "names it", False: "does not name it", None: "names it if its words do"}[named]
    output.say(f"{bet.name}: {args.kind} #{record.id} {said}")


def _attention(context: Context, rhythm: Rhythm) -> Attention:
    """The attention of the span that the command line names."""
    args = context.args
    if args.period is not None:
        if args.first is not None or args.last is not None:
            raise BadInput("a quarter and days are two spans", "name --period, or --from and --to")
        return rhythm.portfolio.of_quarter(rhythm.quarters.names.find(args.period))
    if args.first is None and args.last is None:
        return rhythm.portfolio.lately()
    last = context.last_day_back(args.last) if args.last is not None else rhythm.today()
    first = context.day_back(args.first) if args.first is not None else rhythm.portfolio.quarter_of(last).first_day
    if first > last:
        raise BadInput("the first day lies after the last", "turn --from and --to round")
    return rhythm.portfolio.attention(first, last)


def _say_span(rhythm: Rhythm, found: Attention) -> None:
    today = rhythm.today()
    minutes, unnamed = round(found.minutes), round(found.unnamed_minutes)
    span = f"{say_day(found.first, today)} to {say_day(found.last, today)}"
    output.say(f"{span}: {minutes} min name a bet, {unnamed} min name none; {_RULE}", "dim")
    if found.unknown:
        verb = "names" if found.unknown == 1 else "name"
        output.say(f"{counted(found.unknown, 'record')} without minutes {verb} a bet, and can't be weighed", "dim")


def _cells(rhythm: Rhythm, file: BetFile, found: BetAttention | None) -> list[str]:
    bet, decision = file.bet, file.decision
    judged = found.judged if found is not None else None
    before = found.before if found is not None else None
    back = f"return {judged.value}" + (f" ({before.value})" if before is not None else "") if judged is not None else ""
    return [
        f"#{bet.id}",
        bet.name,
        f"{percent(found.share)} %" if found is not None else "",
        f"importance {bet.importance}",
        back or "not judged",
        _said(rhythm, decision) if decision is not None else "",
        "history" if bet.ended_on is not None else "",
        "! much attention, little return" if found is not None and found.flagged else "",
    ]


def _said(rhythm: Rhythm, decision: Decision) -> str:
    word = rhythm.portfolio.word_for(decision.kind)
    if decision.review_on is None:
        return word
    return f"{word}, look again {say_late(decision.review_on, rhythm.today())}"


def _part_cells(rhythm: Rhythm, part: Part) -> list[str]:
    record = part.record
    kind = next(word for word, one in _RECORDS.items() if one is record.key.kind)
    minutes = f"{round(part.minutes)} min" if part.minutes is not None else ""
    shared = f"shared by {part.bets}" if part.bets > 1 else ""
    return [say_day(record.day, rhythm.today()), minutes, f"{kind} #{record.key.id}", shared, record.title]


def _changed(
    context: Context,
    rhythm: Rhythm,
    bet: Bet,
    *,
    judged: Judgement | None = None,
    decided: Decision | None = None,
) -> None:
    """Print the bet as it stands now, with what was just said of it."""
    file, found = rhythm.portfolio.file(bet.id), rhythm.portfolio.lately()
    assert file is not None
    if context.json:
        shape: Shape = {"bet": _shape(file, found)}
        if judged is not None:
            shape["judgement"] = _judgement_shape(judged)
        if decided is not None:
            shape["decision"] = _decision_shape(decided)
        output.emit_json(shape)
        return
    output.listing([_cells(rhythm, file, found.of(bet.id))], right=[0, 2])
    if judged is not None:
        output.say(f"  {judged.period}: return {judged.value} of 5")


def _shape(file: BetFile, found: Attention) -> Shape:
    bet, of_bet = file.bet, found.of(file.bet.id)
    judged = of_bet.judged if of_bet is not None else None
    before = of_bet.before if of_bet is not None else None
    return {
        "id": bet.id,
        "uid": bet.uid,
        "name": bet.name,
        "bucket": bet.bucket.value,
        "mode": bet.mode.value if bet.mode is not None else None,
        "importance": bet.importance,
        "words": list(bet.words),
        "added_on": iso(bet.added_on),
        "ended_on": iso(bet.ended_on),
        "attention": _attention_shape(of_bet, found) if of_bet is not None else None,
        "return": _judgement_shape(judged) if judged is not None else None,
        "return_before": _judgement_shape(before) if before is not None else None,
        "decision": _decision_shape(file.decision) if file.decision is not None else None,
    }


def _attention_shape(of_bet: BetAttention, found: Attention) -> Shape:
    return {
        "from": iso(found.first),
        "to": iso(found.last),
        "share": round(float(of_bet.share), 4),
        "minutes": round(float(of_bet.minutes), 1),
        "meeting_minutes": round(float(of_bet.meeting_minutes), 1),
        "escalation_minutes": round(float(of_bet.escalation_minutes), 1),
        "topics": of_bet.topics,
        "unknown": of_bet.unknown,
        "flagged": of_bet.flagged,
    }


def _history_shape(file: BetFile) -> Shape:
    return {
        "returns": [_judgement_shape(one) for one in file.judgements],
        "decisions": [_decision_shape(one) for one in file.decisions],
    }


def _judgement_shape(one: Judgement) -> Shape:
    return {"period": one.period, "value": one.value, "day": iso(one.day), "why": one.why or None}


def _decision_shape(one: Decision) -> Shape:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "day": iso(one.day),
        "why": one.why or None,
        "review_on": iso(one.review_on),
    }


def _part_shape(part: Part) -> Shape:
    record = part.record
    return {
        "kind": next(word for word, one in _RECORDS.items() if one is record.key.kind),
        "id": record.key.id,
        "day": iso(record.day),
        "minutes": round(float(part.minutes), 1) if part.minutes is not None else None,
        "shared_by": part.bets,
        "title": record.title,
    }
