"""`rhythm conflicts` and `rhythm conflict ...`: what keeps coming back, and what the director decides about it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import output, shapes
from rhythm.cli.inputs import add_json, add_verb, add_verbs
from rhythm.cli.tracker_text import (
    ascii_only,
    count_text,
    day_text,
    fix_lines,
    minutes_text,
    put_off_text,
    row_cells,
    words,
)
from rhythm.domain.alignment import ITEMS
from rhythm.domain.fixes import FixState, main_area
from rhythm.domain.names import quoted

if TYPE_CHECKING:
    import datetime as dt

    from rhythm.cli.context import Context
    from rhythm.domain.conflicts import VerdictKind
    from rhythm.domain.escalations import ConflictId, Escalation
    from rhythm.domain.fixes import FixId
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm

_CONFLICT_HELP = "the conflict's number"
_ANSWERS = ("fix", "tension", "later", "closed")


def configure(parser: argparse.ArgumentParser, name: str) -> None:
    """Add the arguments of `conflicts`, or of `conflict` and what stands below it."""
    if name == "conflicts":
        parser.add_argument("--flagged", action="store_true", help="only those whose verdict is due")
        parser.add_argument("--all", action="store_true", help="also those that did not come up for a year")
        add_json(parser)
        parser.set_defaults(run=list_conflicts)
        return
    verbs = add_verbs(
        parser,
        hint="for example: rhythm conflict show 11; rhythm conflicts lists them",
    )
    add_verb(verbs, "show", "the verdict card: rows, counts, the fix and its watch", show).add_argument(
        "id", metavar="ID", help=_CONFLICT_HELP
    )
    rename_parser = add_verb(verbs, "rename", "give it another name", rename)
    rename_parser.add_argument("id", metavar="ID", help=_CONFLICT_HELP)
    rename_parser.add_argument("name", metavar="NAME", nargs="+", help="the new name")
    merge_parser = add_verb(verbs, "merge", "say that two are one; rows move to the second", merge)
    merge_parser.add_argument("id", metavar="ID", help="the one that goes")
    merge_parser.add_argument("into", metavar="INTO", help="the one that stays")
    split_parser = add_verb(verbs, "split", "move some rows to a conflict of their own", split)
    split_parser.add_argument("id", metavar="ID", help=_CONFLICT_HELP)
    split_parser.add_argument("--rows", action="append", required=True, metavar="E", help="a row that leaves")
    split_parser.add_argument("--name", help="the name of the new conflict")
    link_parser = add_verb(verbs, "link", "say which conflict an escalation belongs to", link)
    link_parser.add_argument("row", metavar="E", help="the escalation's number")
    link_parser.add_argument("id", metavar="ID", help="the conflict's number, new, or none")
    add_verb(verbs, "same", "pairs that may be one under two names", same)
    apart_parser = add_verb(verbs, "not-same", "two that are not the same, never asked about again", not_same)
    apart_parser.add_argument("id", metavar="ID", help=_CONFLICT_HELP)
    apart_parser.add_argument("other", metavar="OTHER", help="the other one's number")
    test_parser = add_verb(verbs, "test", "tension or misalignment: do both use the same?", test)
    test_parser.add_argument("id", metavar="ID", help=_CONFLICT_HELP)
    for item in ITEMS:
        test_parser.add_argument(
            f"--{item.replace('_', '-')}", metavar="Y/N", help=f"whether both use the same {words(item)}"
        )
    verdict_parser = add_verb(verbs, "verdict", "answer the card", verdict)
    verdict_parser.add_argument("id", metavar="ID", help=_CONFLICT_HELP)
    verdict_parser.add_argument(
        "answer",
        metavar="VERDICT",
        choices=_ANSWERS,
        help="fix (the structure), tension (a healthy one), later, or closed",
    )
    verdict_parser.add_argument("--why", default="", metavar="TEXT", help="why the tension is healthy")
    verdict_parser.add_argument("--until", metavar="DAY", help="when to look at the tension again")


def list_conflicts(context: Context) -> None:
    """The conflicts, worst first. A reader gets those of the last year and what asks for something, with `--all`
    every one; a script always gets every one."""
    rhythm = context.read()
    found = rhythm.tracker.conflicts(older=context.args.all or context.json)
    views = [view for view in found if view.flagged or not context.args.flagged]
    if context.json:
        output.emit_json([shapes.conflict(view) for view in views])
        return
    older = 0 if context.args.all or context.args.flagged else rhythm.tracker.older_count()
    more = f"{older} more did not come up for a year: rhythm conflicts --all" if older else ""
    if not views and not more:
        output.say("no verdict is due" if context.args.flagged else _none_yet(rhythm))
        return
    plain, today, rules = ascii_only(context), rhythm.today(), rhythm.tracker.rules
    rows, styles = [["", "#", "conflict", "meetings", "state", "last", "coached", "minutes"]], ["dim"]
    for view in views:
        rows.append(
            [
                "!" if view.flagged else "",
                f"#{view.id}",
                view.conflict.name,
                count_text(view, rules, plain=plain),
                words(view.state),
                day_text(view.tally.last_day, today),
                f"{view.tally.coached}x" if view.tally.coached else "",
                minutes_text(view.tally.minutes),
            ]
        )
        styles.append("warning" if view.flagged else "")
    if views:
        output.table(rows, right=(1, 6, 7), styles=styles)
    if more:
        output.say(more, "dim")


def _none_yet(rhythm: Rhythm) -> str:
    waiting = len(rhythm.tracker.unlinked())
    if not waiting and (older := rhythm.tracker.unlinked_number()):
        rows = "1 older row belongs" if older == 1 else f"{older} older rows belong"
        return f"no conflicts yet; {rows} to none: rhythm search finds them, rhythm conflict link ROW new begins one"
    if not waiting:
        return "no conflicts yet; rhythm log begins one"
    rows = "1 row waits" if waiting == 1 else f"{waiting} rows wait"
    return f"no conflicts yet; {rows} to be sorted: rhythm review week, or rhythm conflict link ROW new"


def show(context: Context) -> None:
    """One conflict as its verdict card, with the watch over its fixes."""
    rhythm = context.read()
    _show(context, rhythm, rhythm.tracker.find_conflict(context.args.id))


def rename(context: Context) -> None:
    """Give a conflict another name."""
    rhythm = context.change()
    view = rhythm.tracker.find_conflict(context.args.id)
    rhythm.tracker.rename(view.id, " ".join(context.args.name))
    _changed(context, rhythm, view.id)


def merge(context: Context) -> None:
    """Say that two conflicts are one."""
    rhythm = context.change()
    goes, stays = rhythm.tracker.find_conflict(context.args.id), rhythm.tracker.find_conflict(context.args.into)
    rhythm.tracker.merge(goes.id, stays.id)
    _changed(context, rhythm, stays.id)


def split(context: Context) -> None:
    """Move some rows of a conflict to a new one."""
    rhythm = context.change()
    view = rhythm.tracker.find_conflict(context.args.id)
    rows = [rhythm.tracker.find_escalation(text).id for part in context.args.rows for text in part.split(",")]
    failed = _came_back(rhythm, view.id)
    part = rhythm.tracker.split(view.id, rows, context.args.name)
    _changed(context, rhythm, part.id)
    _say_watched_again(rhythm, failed)


def link(context: Context) -> None:
    """Say which conflict an escalation belongs to: one that exists, a new one, or none."""
    rhythm = context.change()
    row, wanted = rhythm.tracker.find_escalation(context.args.row), context.args.id
    failed = _came_back(rhythm, row.conflict_id)
    if wanted in ("new", "none"):
        after = rhythm.tracker.link(row.id, wanted if wanted == "new" else None)
    else:
        after = rhythm.tracker.link(row.id, rhythm.tracker.find_conflict(wanted).id)
    if after.conflict_id is not None:
        _changed(context, rhythm, after.conflict_id)
        pair = rhythm.words.worth_adding(after)
        if pair is not None:
            both = " ".join(map(quoted, pair))
            output.advise(f"they share no word; if two mean the same: rhythm words add {both}")
    elif context.json:
        output.emit_json({"escalation": shapes.escalation(after)})
    else:
        output.say(f"#{after.id} belongs to no conflict now")
    _say_watched_again(rhythm, failed)


def _came_back(rhythm: Rhythm, conflict_id: ConflictId | None) -> list[FixId]:
    """The fixes of a conflict that came back."""
    of = rhythm.fixes.of(conflict_id) if conflict_id is not None else ()
    return [fix.id for fix in of if fix.state is FixState.CAME_BACK]


def _say_watched_again(rhythm: Rhythm, failed: list[FixId]) -> None:
    """A hint where the row that left was one of those that had brought a fix back."""
    for number in failed:
        fix = rhythm.fixes.fix(number)
        if fix is not None and fix.state is FixState.IN_EFFECT:
            output.advise(f"without that row fix #{number} did not come back: it is watched again")


def same(context: Context) -> None:
    """Conflicts that may be one under two names, likeliest first."""
    pairs = context.read().same_pairs.likely()
    if context.json:
        output.emit_json(
            [
                {
                    "conflicts": [shapes.conflict(one) for one in (pair.first, pair.second)],
                    "reasons": list(pair.reasons),
                }
                for pair in pairs
            ]
        )
        return
    if not pairs:
        output.say("no two conflicts look like one")
    for pair in pairs:
        one, other = pair.first, pair.second
        output.say(f"#{one.id} {one.conflict.name}  and  #{other.id} {other.conflict.name}: {', '.join(pair.reasons)}")
        output.say(
            f"  rhythm conflict merge {other.id} {one.id}, or rhythm conflict not-same {one.id} {other.id}", "dim"
        )


def not_same(context: Context) -> None:
    """Say that two conflicts are not the same."""
    rhythm = context.change()
    one, other = (rhythm.tracker.find_conflict(text).id for text in (context.args.id, context.args.other))
    first, second = rhythm.same_pairs.not_same(one, other)
    if context.json:
        output.emit_json({"not_same": [first, second]})
    else:
        output.say(f"#{first} and #{second} stay two, and are not asked about again")


def test(context: Context) -> None:
    """Answer the three questions, or show how they were answered; any no is misalignment."""
    from rhythm.domain.rituals import parse_yes

    given = {item: getattr(context.args, item) for item in ITEMS}
    if not any(text is not None for text in given.values()):
        rhythm = context.read()
        _show_test(context, rhythm, rhythm.tracker.find_conflict(context.args.id).id)
        return
    rhythm = context.change()
    view = rhythm.tracker.find_conflict(context.args.id)
    same = {item: parse_yes(text) for item, text in given.items() if text is not None}
    found = rhythm.alignment.answer(view.id, same)
    _show_test(context, rhythm, view.id)
    if context.json:
        return
    if found.healthy:
        output.say(f"next: rhythm conflict verdict {view.id} tension --why '...' --until DAY")
    else:
        kind = rhythm.alignment.kind_of_fix(view.id)
        output.say(f"next: rhythm fix add {view.id} --kind {kind} --owner NAME --text '...'")


def _show_test(context: Context, rhythm: Rhythm, conflict_id: int) -> None:
    found = rhythm.alignment.newest(conflict_id)
    if context.json:
        output.emit_json({"test": shapes.alignment(found) if found is not None else None})
        return
    for question in rhythm.alignment.questions:
        answer = "" if found is None else "  yes" if getattr(found, question.id) else "  no"
        output.say(f"{question.text}{answer}")
    if found is None:
        options = " ".join(f"--{question.id.replace('_', '-')} y/n" for question in rhythm.alignment.questions)
        output.say(f"not answered yet: rhythm conflict test {conflict_id} {options}")
    else:
        output.say(rhythm.alignment.says(found))


def verdict(context: Context) -> None:
    """Answer a verdict card. A tension that the test called misalignment is taken with a word."""
    from rhythm.domain.conflicts import VerdictKind

    rhythm, args = context.change(), context.args
    view = rhythm.tracker.find_conflict(args.id)
    kind = VerdictKind(args.answer)
    tested = rhythm.alignment.newest(view.id)
    if kind is VerdictKind.TENSION and tested is not None and not tested.healthy:
        output.advise(rhythm.alignment.says(tested))
    until = context.day_ahead_given(args.until)
    rhythm.tracker.answer(view.id, kind, why=args.why, until=until)
    _changed(context, rhythm, view.id)
    if kind is VerdictKind.FIX and not context.json:
        kind_too = "" if rhythm.fixes.suggested_kind(view) is not None else " --kind KIND"
        # The answer proposed one already; a second would be another fix.
        for fix in rhythm.fixes.of(view.id)[:1]:
            if fix.waits:
                output.say(f"next: rhythm fix edit {fix.id}{kind_too} --owner NAME --text '...'")
            else:
                output.say(f"fix #{fix.id} is in effect; for another one: rhythm fix add {view.id}")


def _changed(context: Context, rhythm: Rhythm, conflict_id: int) -> None:
    """Print how a conflict stands after a change."""
    view = rhythm.tracker.conflict(conflict_id)
    assert view is not None
    if context.json:
        output.emit_json({"conflict": shapes.conflict(view)})
        return
    counted = count_text(view, rhythm.tracker.rules, plain=ascii_only(context))
    # What is settled holds until it comes up again; its day is the one on which that was said.
    ends = view.conflict.until if view.state in ("tension", "later") else None
    until = f" until {day_text(ends, rhythm.today())}" if ends is not None else ""
    output.say(f"#{view.id} {view.conflict.name}  {counted}, {words(view.state)}{until}")


def _show(context: Context, rhythm: Rhythm, view: ConflictView) -> None:
    tracker, today = rhythm.tracker, rhythm.today()
    fixes, tested = rhythm.fixes.of(view.id), rhythm.alignment.newest(view.id)
    if context.json:
        output.emit_json(
            {
                **shapes.conflict(view),
                "rows": [shapes.escalation(row) for row in view.rows],
                "verdicts": [shapes.verdict(one) for one in tracker.verdicts_of(view.id)],
                "test": shapes.alignment(tested) if tested is not None else None,
                "fixes": [shapes.fix(rhythm, fix) for fix in fixes],
            }
        )
        return
    plain = ascii_only(context)
    output.say(f"#{view.id} {view.conflict.name}  {count_text(view, tracker.rules, plain=plain)}", "bold")
    last = f"last {day_text(view.tally.last_day, today)}" if view.rows else "no rows yet"
    facts = [", ".join(view.parties), words(view.state), last, minutes_text(view.tally.minutes)]
    output.say("; ".join(fact for fact in facts if fact))
    output.table([row_cells(rhythm, row, _place(rhythm, row), today) for row in view.rows], right=(0, 4))
    aligned = rhythm.alignment.says(tested) if tested is not None else ""
    for line in (
        _coached_and_cause(rhythm, view),
        aligned,
        rhythm.rights.usually(main_area(view.rows), why=True),
        _put_off(rhythm, view, today),
    ):
        if line:
            output.say(line)
    for fix in fixes:
        for line in fix_lines(rhythm, fix, plain=plain):
            output.say(line)
    if view.flagged:
        for line in _answers(rhythm, view):
            output.say(line)


def _place(rhythm: Rhythm, row: Escalation) -> str:
    meeting = rhythm.planner.meeting(row.meeting_id) if row.meeting_id is not None else None
    if meeting is None:
        return row.forum
    return f"{'1:1' if meeting.kind == 'one_on_one' else 'skip-level'} {meeting.person.split()[0]}"


def _coached_and_cause(rhythm: Rhythm, view: ConflictView) -> str:
    """`Coached twice. Cause you marked most: decision right, 2 of 3.`"""
    from rhythm.domain.fixes import main_cause
    from rhythm.domain.saying import times

    said = f"Coached {times(view.tally.coached)}. " if view.tally.coached else ""
    most = main_cause([row.cause for row in view.rows])
    if most is not None:
        cause, times_marked = most
        label = next((term.label for term in rhythm.vocabulary.causes if term.slug == cause), words(cause))
        said += f"Cause you marked most: {label.lower()}, {times_marked} of {len(view.rows)}."
    return said.rstrip()


def _put_off(rhythm: Rhythm, view: ConflictView, today: dt.date) -> str:
    later: VerdictKind | str = "later"
    days = [one.day for one in rhythm.tracker.verdicts_of(view.id) if one.kind == later]
    of_this_card = days[-view.conflict.put_off :]
    return put_off_text(view.conflict.put_off, of_this_card[0] if of_this_card else None, today)


def _answers(rhythm: Rhythm, view: ConflictView) -> list[str]:
    """The four answers to a card, each as the command that gives it."""
    left = rhythm.tracker.rules.later_times - view.conflict.put_off
    row = view.rows[-1].id if view.rows else 0
    answers = [
        f"rhythm conflict verdict {view.id} fix                fix the structure",
        f"rhythm conflict split {view.id} --rows {row:<12}  not the same conflict",
        f"rhythm conflict verdict {view.id} tension --why ...  healthy tension, leave it",
    ]
    if left > 0:
        answers.append(f"rhythm conflict verdict {view.id} later              later ({left} left)")
    return ["a verdict is due:", *(f"  {line}" for line in answers)]
