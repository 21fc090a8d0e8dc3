"""`rhythm log`: what reached the director, and which conflict it belongs to."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rhythm.cli import output
from rhythm.cli.inputs import (
    add_json,
    add_text,
    answered,
    area_given,
    heed_problems,
    may_ask,
    minutes_given,
    text_given,
)
from rhythm.domain.escalations import NEW
from rhythm.domain.text import clean_line
from rhythm.errors import BadInput, RhythmError
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from enum import StrEnum

    from rhythm.cli.context import Context
    from rhythm.domain.escalations import ConflictChoice, ConflictId, Escalation, NewEscalation
    from rhythm.queries.suggesting import Suggestion
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm
    from rhythm.settings.vocabulary import Vocabulary

_NONE, _AUTO = "none", "auto"
_BANDS = {"preselected": "looks like", "offered": "is it one of these?"}
_PROBABLY_NEW = "probably new; nearest are"


class _Chosen(NamedTuple):
    """The conflict of a new row, the suggestions that were refused for it, and whether they were `shown`."""

    conflict: ConflictChoice | None = None
    refused: tuple[ConflictId, ...] = ()
    shown: bool = False


def configure(parser: argparse.ArgumentParser, _name: str) -> None:
    """Add the arguments."""
    add_text(
        parser,
        "what reached you, in a line: 'A / B: text #area @who =handling ~20m in:forum on:day'; each line a row",
    )
    parser.add_argument("--party", action="append", metavar="PARTY", help="a side of it; may be given several times")
    parser.add_argument("--area", help="what is to be decided, such as 'launch timing'")
    parser.add_argument("--by", metavar="PERSON", help="who raised it")
    parser.add_argument("--in", dest="place", metavar="PLACE", help="the forum it came up in, or a meeting as #12")
    parser.add_argument("--on", metavar="DAY", help="the day (today)")
    parser.add_argument("--handling", help="what you did: decided, coached, delegated, agreed, overrode, ...")
    parser.add_argument("--cause", help="why it reached you, such as 'decision right'")
    parser.add_argument("--moment", help="which of your four moments it was, or none")
    parser.add_argument("--minutes", metavar="N", help="how long it took you")
    parser.add_argument("--reached", metavar="WHEN", help="whether it reached you early, in time or late")
    parser.add_argument("--without-me", metavar="TEXT", help="what would have let them decide without you")
    parser.add_argument("--repair", metavar="TEXT", help="what would have brought a late one in time")
    parser.add_argument("--conflict", metavar="ID", help="its conflict: a number, new, auto or none")
    parser.set_defaults(run=log)
    add_json(parser)


def log(context: Context) -> None:
    """Log an escalation: read the line, say which conflicts it looks like, store it, say what follows."""
    args = context.args
    given = text_given(args.text, "the escalation")
    lines = [line for line in given.splitlines() if line.strip()]
    if len(lines) > 1:
        _log_each(context, lines)
        return
    text = clean_line(given, "the escalation")
    minutes = minutes_given(args.minutes)
    rhythm = context.write()
    tracker = rhythm.tracker
    new = _draft(context, rhythm, text, minutes)
    suggestions = tracker.suggest(new)
    chosen = _choose(context, rhythm, suggestions)
    before = tracker.conflict(chosen.conflict) if isinstance(chosen.conflict, int) else None
    row = tracker.log(new, conflict=chosen.conflict, refused=chosen.refused)
    view = tracker.conflict(row.conflict_id) if row.conflict_id is not None else None
    if context.json:
        output.emit_json(_shape(rhythm, row, suggestions, view) | {"leak": rhythm.rights.leak_line(row) or None})
        return
    _print_row(context, rhythm, row)
    if leak := rhythm.rights.leak_line(row):
        output.say(leak, "warning")
    if view is not None:
        _print_conflict(context, rhythm, row, view, before)
    else:
        _print_unsorted(context, rhythm, row, suggestions, shown=chosen.shown)


def _log_each(context: Context, lines: Sequence[str]) -> None:
    """Log each line as a row of its own, all of them or none, as one action. They wait for the weekly review."""
    args = context.args
    if args.conflict not in (None, _NONE):
        raise BadInput("--conflict goes with one line", "log them one by one, or sort them in the weekly review")
    minutes = minutes_given(args.minutes)
    rhythm = context.write()
    drafts = []
    for number, line in enumerate(lines, start=1):
        try:
            drafts.append(_draft(context, rhythm, clean_line(line, "the escalation"), minutes))
        except RhythmError as error:
            raise type(error)(f"line {number}: {error.message}", error.hint) from None
    found = [rhythm.tracker.suggest(new) for new in drafts]
    rows = rhythm.tracker.log_several(drafts)
    if context.json:
        shaped = [_shape(rhythm, row, suggestions, None) for row, suggestions in zip(rows, found, strict=True)]
        output.emit_json({"rows": shaped})
        return
    for row in rows:
        _print_row(context, rhythm, row)
    output.say(f"{len(rows)} rows wait in the weekly review; rhythm undo takes them back together")


def _draft(context: Context, rhythm: Rhythm, text: str, minutes: int | None) -> NewEscalation:
    """The escalation that line and options describe; an option wins over the same field of the line."""
    from rhythm.domain.fields import unknown_area

    args = context.args
    meeting, forum = rhythm.tracker.place(args.place) if args.place is not None else (None, None)
    day = context.day_back_given(args.on)
    area, area_text = area_given(rhythm, args.area)
    if unknown := unknown_area(area, area_text):
        output.advise(f"{unknown}; kept as typed, under other")
    sorted_as = _sorted_as(args, rhythm.vocabulary)
    parties = tuple(rhythm.tracker.party(name) for name in args.party) if args.party else None
    raised_by = context.person(args.by) if args.by is not None else None
    capture = rhythm.tracker.read(text)
    given = {
        "raised_by": raised_by,
        "handling": sorted_as["handling"],
        "day": day,
        "area": area,
        "party": parties,
        "minutes": minutes,
    }
    heed_problems(capture, {field for field, value in given.items() if value is not None})
    if day is None and capture.day is None and meeting is not None:
        # Rows of one meeting are one occasion, on whichever day they are typed.
        day = meeting.day
    return rhythm.tracker.draft_of(
        capture,
        day=day,
        parties=parties,
        area=area,
        area_text=area_text,
        raised_by_id=raised_by.id if raised_by is not None else None,
        raised_by="" if raised_by is not None else None,
        meeting_id=meeting.id if meeting is not None else None,
        forum=forum,
        minutes=minutes,
        **sorted_as,
        without_me=args.without_me,
        repair=args.repair,
    )


def _sorted_as(args: argparse.Namespace, vocabulary: Vocabulary) -> dict[str, StrEnum | None]:
    """What the options say that the weekly review would ask; None where they do not. Raises BadInput."""
    from rhythm.domain.escalations import Cause, Handling, Moment, Reached

    causes = {name: term.slug for term in vocabulary.causes for name in (term.slug, term.label)}
    moments = {name: term.slug for term in vocabulary.moments for name in (term.slug, term.label, term.key)}
    in_time = {name: term.slug for term in vocabulary.reached for name in (term.slug, term.label)}
    read: dict[str, tuple[type[StrEnum], str | None]] = {
        "handling": (Handling, _choice(args.handling, dict(vocabulary.handling_names()), "handling")),
        "cause": (Cause, _choice(args.cause, causes, "cause")),
        "moment": (Moment, _choice(args.moment, moments, "moment")),
        "reached": (Reached, _choice(args.reached, in_time, "time it can reach you")),
    }
    return {name: kind(slug) if slug is not None else None for name, (kind, slug) in read.items()}


def _choice(text: str | None, choices: Mapping[str, str], what: str) -> str | None:
    if text is None:
        return None
    from rhythm.domain.fields import read_choice
    from rhythm.domain.names import shown

    slug = read_choice(text, choices)
    if slug is None:
        raise BadInput(f"'{shown(text)}' is not a {what}", f"say one of {', '.join(dict.fromkeys(choices.values()))}")
    return slug


def _choose(context: Context, rhythm: Rhythm, suggestions: Sequence[Suggestion]) -> _Chosen:
    """The conflict that the option names; without the option somebody at a terminal is asked. Raises NotFound."""
    wanted, preselect = context.args.conflict, rhythm.settings.matching.preselect
    if wanted is None and suggestions and may_ask(context):
        _show_suggestions(context, rhythm, suggestions)
        conflict = _ask(suggestions, preselect)
        refused = tuple(one.conflict_id for one in suggestions) if conflict == NEW else ()
        return _Chosen(conflict, refused, shown=True)
    if wanted in (None, _NONE):
        return _Chosen()
    if wanted == NEW:
        return _Chosen(NEW)
    if wanted == _AUTO:
        sure = bool(suggestions) and suggestions[0].score >= preselect
        return _Chosen(suggestions[0].conflict_id if sure else None)
    return _Chosen(rhythm.tracker.find_conflict(wanted).id)


def _ask(suggestions: Sequence[Suggestion], preselect: float) -> ConflictChoice | None:
    """Which of the suggestions it is. Enter takes a first one that is likely enough, else it leaves the row for the
    weekly review; `n` makes a conflict of its own."""
    last = len(suggestions)
    likely = suggestions[0].conflict_id if suggestions[0].score >= preselect else None
    enter = f"yes, #{likely}" if likely is not None else "decide later"
    question = f"Enter {enter}; {'1' if last == 1 else f'1-{last}'} that one; n a new conflict: "
    while True:
        answer = answered(question, "the row was not stored")
        if answer is None:
            return None
        if not answer:
            return likely
        if answer in ("n", NEW):
            return NEW
        if answer.isascii() and answer.isdigit() and 1 <= int(answer[:3]) <= last:
            return suggestions[int(answer[:3]) - 1].conflict_id


def _shape(
    rhythm: Rhythm, row: Escalation, suggestions: Sequence[Suggestion], view: ConflictView | None
) -> dict[str, object]:
    """A logged row as JSON, with what it looked like and the conflict that it belongs to now."""
    from rhythm.cli import shapes

    return {
        "escalation": shapes.escalation(row),
        "suggestions": [shapes.suggestion(one) for one in suggestions],
        "conflict": shapes.linked_conflict(view, rhythm.tracker.rules) if view is not None else None,
    }


def _print_row(context: Context, rhythm: Rhythm, row: Escalation) -> None:
    from rhythm.cli.tracker_text import day_text, handling_text, minutes_text, names_of, occasion_of, words
    from rhythm.domain.fields import OTHER_AREA

    facts = (
        day_text(row.day, context.clock.today()),
        names_of(row.parties),
        row.area_text if row.area == OTHER_AREA and row.area_text else words(row.area),
        f"raised by {row.raised_by}" if row.raised_by else "",
        occasion_of(row),
        handling_text(rhythm, row.handling),
        minutes_text(row.minutes),
    )
    output.say(f"logged #{row.id}: {row.summary}")
    output.say(f"  {'; '.join(fact for fact in facts if fact)}")


def _print_conflict(
    context: Context, rhythm: Rhythm, row: Escalation, view: ConflictView, before: ConflictView | None
) -> None:
    """How the conflict stands with the new row, and what the rule says to that."""
    from rhythm.cli.tracker_text import ascii_only, count_text
    from rhythm.domain.conflict_words import at_threshold, coached_already
    from rhythm.domain.conflicts import ConflictState
    from rhythm.domain.escalations import Handling
    from rhythm.domain.saying import short_day

    rules, today = rhythm.tracker.rules, rhythm.today()
    output.say(f"  #{view.id} {view.conflict.name}  {count_text(view, rules, plain=ascii_only(context))}")
    fixed = (ConflictState.HELD, ConflictState.IN_EFFECT, ConflictState.UNCLEAR)
    since = before.fix.in_effect if before is not None and before.fix is not None and before.state in fixed else None
    if since is not None and row.day >= since:
        output.say(f"it came back after the fix of {short_day(since, today)}", "warning")
    said = at_threshold(view.tally, view.state, rules)
    if view.flagged:
        said = f"{said}: rhythm conflict show {view.id}"
    if said:
        output.say(said, "warning")
    if view.flagged and row.handling is Handling.COACHED:
        earlier = [one for one in view.rows if one.id != row.id]
        if line := coached_already(earlier, today):
            output.say(line, "warning")


def _print_unsorted(
    context: Context, rhythm: Rhythm, row: Escalation, suggestions: Sequence[Suggestion], *, shown: bool
) -> None:
    """That a row has no conflict, and the commands that give it one; `shown` says that the suggestions stand above."""
    output.say("belongs to no conflict yet; it waits in the weekly review")
    if suggestions:
        if not shown:
            _show_suggestions(context, rhythm, suggestions)
        output.say(f"say which: rhythm conflict link {row.id} {suggestions[0].conflict_id}, or new")
    if (other := rhythm.waiting.alike(row)) is not None:
        output.say(f"reads as #{other.row.id} does, which waits too: {other.row.summary} ({', '.join(other.reasons)})")
        output.say(f"to make one conflict of both: rhythm conflict link {row.id} new")
        output.say(f"that names the conflict's number; then: rhythm conflict link {other.row.id} NUMBER")


def _show_suggestions(context: Context, rhythm: Rhythm, suggestions: Sequence[Suggestion]) -> None:
    """The conflicts that it may be, numbered, each with the reason; above them how likely they are, in words."""
    from rhythm.cli.tracker_text import ascii_only, count_text
    from rhythm.domain.matching.scoring import band
    from rhythm.domain.saying import short_day

    rules, plain, today = rhythm.tracker.rules, ascii_only(context), rhythm.today()
    matching = rhythm.settings.matching
    shown = band(suggestions[0].score, matching.preselect, matching.offer, matching.show)
    output.say(_BANDS.get(shown, _PROBABLY_NEW))
    rows = []
    for place, one in enumerate(suggestions, start=1):
        after = f"came back after the fix of {short_day(one.after_fix, today)}?" if one.after_fix is not None else ""
        why = ", ".join(filter(None, (*one.reasons, after)))
        rows.append(
            [
                f"  {place}",
                f"#{one.conflict_id}",
                one.name,
                count_text(one.view, rules, plain=plain),
                why,
            ]
        )
    output.listing(rows)
