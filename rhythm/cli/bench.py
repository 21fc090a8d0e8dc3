"""`rhythm bench ...`: who may lead one day, by which evidence, and how deep the bench is behind each manager."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING, Any

from rhythm.cli import output
from rhythm.cli.bench_text import card_lines, card_rows, card_shape, depth_shape, round_shape
from rhythm.cli.inputs import add_verb, add_verbs, text_given
from rhythm.domain.bench import NewEvidence, Outcome, Purpose
from rhythm.domain.feedback import NAME_THE_BEHAVIOUR
from rhythm.domain.rituals import parse_yes
from rhythm.domain.saying import counted, say_day
from rhythm.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from rhythm.cli.context import Context
    from rhythm.domain.bench import Card
    from rhythm.domain.people import PersonId
    from rhythm.queries.bench import RoundNote
    from rhythm.service import Rhythm

_KEEPING = {
    "coach": (Purpose.COACHING, "keep a line of coaching, on behaviour"),
    "calibrate": (Purpose.CALIBRATION, "keep what was said of them in a calibration"),
    "seen": (Purpose.OTHER, "keep a line of evidence that is none of these"),
}
_OWN = "own"


def configure(parser: argparse.ArgumentParser, name: str) -> None:  # noqa: ARG001 - one command stands here
    """Add what stands below `bench`."""
    verbs = add_verbs(parser, bare="list")
    listing = add_verb(verbs, "list", "who stands on the bench, and what comes next", list_cards)
    listing.add_argument("--left", action="store_true", help="also who left it")
    add_verb(verbs, "depth", "how many behind each manager passed a test", depth)
    _of_somebody(verbs, "show", "one candidate, with history, tests and evidence", show)
    for verb, what, run in (
        ("add", "put somebody on the bench", add),
        ("edit", "change the seat or the sponsor", edit),
    ):
        fields = _of_somebody(verbs, verb, what, run)
        fields.add_argument("--seat", metavar="MANAGER", help=f"whose seat it is about; {_OWN} is their manager's")
        fields.add_argument("--sponsor", metavar="NAME", help="who speaks for them where they are not; '' for nobody")
    spotting = "keep a line that shows influence on peers; it puts them on the bench too"
    _add_line(_of_somebody(verbs, "spot", spotting, spot), "what was seen")
    _configure_tests(verbs)
    for verb, (purpose, what) in _KEEPING.items():
        _add_line(_of_somebody(verbs, verb, what, partial(keep, purpose=purpose)), "what was said or seen")
    calling = _of_somebody(verbs, "ready", "say that somebody is ready; needs a finished test", ready)
    calling.add_argument("--not", action="store_true", dest="withdrawn", help="not after all")
    role = _of_somebody(verbs, "role", "answer a question about the role they are meant for", answer_role)
    role.add_argument("item", metavar="QUESTION", help="player_coach, authority, admin_drag or growth_path")
    role.add_argument("answer", metavar="Y/N", help="y or n")
    _of_somebody(verbs, "back", "take somebody back a stage", back)
    _of_somebody(verbs, "on", "bring somebody a stage on, where what it rests on is there", on)
    striking = _of_somebody(verbs, "strike", "take a line of evidence out", strike)
    striking.add_argument("id", metavar="ID", help="its number, as show lists it")
    _of_somebody(verbs, "leave", "take somebody off the bench; what was kept stays", leave)
    rounds = add_verb(verbs, "round", "what calibration rounds said; with a text it is kept", calibration)
    rounds.add_argument(
        "about", nargs="?", metavar="TOPIC_OR_MANAGER", help="standards, promotions, coaching; or a name"
    )
    rounds.add_argument("text", nargs="*", metavar="TEXT", help="what was said; - reads standard input")
    rounds.add_argument("--on", metavar="DAY", help="when it was (today)")


def _configure_tests(verbs: Any) -> None:
    testing = _of_somebody(verbs, "test", "begin a test", begin)
    testing.add_argument("kind", metavar="KIND", help="onboard_pm, cross_team, stakeholder or another of bench.yaml")
    _add_line(testing, "what it is about")
    for verb, outcome in (("finish", Outcome.FINISHED), ("drop", Outcome.DROPPED)):
        ending = _of_somebody(verbs, verb, f"end a test: it was {outcome}", partial(end, outcome=outcome))
        ending.add_argument("--test", metavar="KIND", default="", help="which one, where several are under way")
        _add_line(ending, "what was seen")


def _of_somebody(verbs: Any, name: str, what: str, run: Callable[[Context], None]) -> argparse.ArgumentParser:
    parser = add_verb(verbs, name, what, run)
    parser.add_argument("person", metavar="PERSON", help="any part of a name that fits one person")
    return parser


def _add_line(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("text", nargs="*", metavar="TEXT", help=f"{what}; - reads standard input")
    parser.add_argument("--note", metavar="ID", help="a note about them that says it, instead of a text")
    parser.add_argument("--on", metavar="DAY", help="when it was (today)")
    parser.add_argument("--area", metavar="AREA", default="", help="scale, people_leadership, strategic_judgment, ...")
    parser.add_argument(
        "--skill", metavar="SKILL", default="", help="leading_change, through_others, aligning_teams, ..."
    )


def list_cards(context: Context) -> None:
    """Everybody on the bench, then who has no sponsor."""
    rhythm = context.read()
    cards = rhythm.bench.cards(left=context.args.left)
    if context.json:
        output.emit_json([card_shape(rhythm, card) for card in cards])
        return
    if not cards:
        output.say("nobody stands on the bench; rhythm bench spot NAME 'what their peers came to them for' begins")
        return
    output.listing(card_rows(rhythm, cards))
    alone = rhythm.bench.without_sponsor([card for card in cards if card.candidate.left_on is None])
    if alone:
        listed = ", ".join(card.candidate.person for card in alone)
        output.say(f"no sponsor: {listed}", "warning")


def depth(context: Context) -> None:
    """How deep the bench is behind each manager."""
    rhythm = context.read()
    found = rhythm.bench.depth()
    if context.json:
        output.emit_json([depth_shape(one) for one in found])
        return
    if not found:
        output.say("nobody leads yet; rhythm people add NAME --reports-to MANAGER puts somebody below")
    rows = [
        [one.manager, one.words, f"of {counted(one.candidates, 'candidate')}" if one.candidates else ""]
        for one in found
    ]
    output.table(rows, styles=["" if one.passed else "warning" for one in found])


def show(context: Context) -> None:
    """One card in full."""
    rhythm = context.read()
    _tell(context, rhythm, rhythm.bench.find(context.args.person))


def add(context: Context) -> None:
    """Put somebody on the bench."""
    args = context.args
    person = context.person(args.person)
    seat = _seat(context) if args.seat is not None else None
    sponsor = context.change().bench.read_sponsor(args.sponsor or "")
    rhythm = context.write()
    _tell(context, rhythm, rhythm.bench.add(person.id, seat_id=seat, sponsor=sponsor))


def edit(context: Context) -> None:
    """Change the seat or the sponsor."""
    args, rhythm = context.args, context.change()
    if args.seat is None and args.sponsor is None:
        raise BadInput("nothing is to be changed", "name --seat or --sponsor")
    card = rhythm.bench.find(args.person)
    seat = _seat(context) if args.seat is not None else None
    sponsor = rhythm.bench.read_sponsor(args.sponsor) if args.sponsor is not None else None
    with rhythm.bench.editing(card):
        if args.seat is not None:
            card = rhythm.bench.set_seat(card.candidate.person_id, seat)
        if sponsor is not None:
            card = rhythm.bench.set_sponsor(card.candidate.person_id, sponsor)
    _tell(context, rhythm, card)


def spot(context: Context) -> None:
    """Keep a line of peer influence; who was not on the bench is put there."""
    person = context.person(context.args.person)
    rhythm = context.change()
    new = _evidence(context, rhythm)
    rhythm = context.write()
    _kept(context, rhythm, rhythm.bench.spot(person.id, new))


def begin(context: Context) -> None:
    """Begin a test."""
    rhythm = context.change()
    card, kind = rhythm.bench.find(context.args.person), rhythm.bench.words.read_kind(context.args.kind)
    _kept(context, rhythm, rhythm.bench.begin_test(card.candidate.person_id, kind.id, _evidence(context, rhythm)))


def end(context: Context, outcome: Outcome) -> None:
    """End a test."""
    rhythm = context.change()
    card = rhythm.bench.find(context.args.person)
    test = rhythm.bench.the_test(card, context.args.test)
    new = _evidence(context, rhythm)
    _kept(context, rhythm, rhythm.bench.end_test(card.candidate.person_id, test.id, outcome, new))


def keep(context: Context, purpose: Purpose) -> None:
    """Keep a line of evidence."""
    rhythm = context.change()
    card = rhythm.bench.find(context.args.person)
    _kept(context, rhythm, rhythm.bench.keep(card.candidate.person_id, purpose, _evidence(context, rhythm)))


def ready(context: Context) -> None:
    """Say that somebody is ready, or not after all."""
    _change(context, lambda rhythm, person_id: rhythm.bench.call_ready(person_id, not context.args.withdrawn))


def answer_role(context: Context) -> None:
    """Answer a question about the role."""
    args, rhythm = context.args, context.change()
    item, yes = rhythm.bench.words.read_item(args.item), parse_yes(args.answer)
    _change(context, lambda rhythm, person_id: rhythm.bench.answer(person_id, item.id, yes))


def back(context: Context) -> None:
    """Take somebody back a stage."""
    _change(context, lambda rhythm, person_id: rhythm.bench.step_back(person_id))


def on(context: Context) -> None:
    """Bring somebody a stage on."""
    _change(context, lambda rhythm, person_id: rhythm.bench.step_on(person_id))


def leave(context: Context) -> None:
    """Take somebody off the bench."""
    _change(context, lambda rhythm, person_id: rhythm.bench.leave(person_id))


def strike(context: Context) -> None:
    """Take a line of evidence out."""
    rhythm = context.change()
    card, bare = rhythm.bench.find(context.args.person), context.args.id.strip().removeprefix("#")
    line = next((line for line in card.evidence if bare.upper() in (str(line.id), line.uid.upper())), None)
    if line is None:
        raise BadInput(
            f"{card.candidate.person} has no such line", "rhythm bench show NAME shows them with their numbers"
        )
    _tell(context, rhythm, rhythm.bench.strike(line.id))


def calibration(context: Context) -> None:
    """Show what rounds said, or keep what one did."""
    args = context.args
    if args.about is None:
        rhythm = context.read()
        found = rhythm.bench.round_notes(context.day_back_given(args.on))
        if context.json:
            output.emit_json([round_shape(rhythm, note) for note in found])
            return
        if not found:
            offered = rhythm.bench.round_offered()
            what = "rhythm bench round promotions 'what was said' keeps the first" if offered else "its time will come"
            output.say(f"no calibration round yet; {what}")
        output.listing([_round_cells(rhythm, note) for note in found])
        return
    rhythm = context.change()
    topic = rhythm.bench.words.read_topic(args.about)
    person_id = None if topic is not None else context.person(args.about).id
    text = text_given(args.text, "the note")
    day = context.day_back_given(args.on)
    kept = rhythm.bench.write_round(text, topic=topic.id if topic is not None else "", person_id=person_id, day=day)
    if context.json:
        output.emit_json({"note": round_shape(rhythm, kept)})
        return
    output.listing([_round_cells(rhythm, kept)])
    _hint(rhythm, kept.body)


def _round_cells(rhythm: Rhythm, note: RoundNote) -> list[str]:
    about = rhythm.bench.words.topic(note.topic) if note.topic else note.person
    return [say_day(note.day, rhythm.today()), about, note.body]


def _change(context: Context, do: Callable[[Rhythm, PersonId], Card]) -> None:
    rhythm = context.change()
    _tell(context, rhythm, do(rhythm, rhythm.bench.find(context.args.person).candidate.person_id))


def _evidence(context: Context, rhythm: Rhythm) -> NewEvidence:
    args, words = context.args, rhythm.bench.words
    day = context.day_back_given(args.on)
    area, skill = words.read_area(args.area), words.read_skill(args.skill)
    if args.note is None:
        return NewEvidence(text_given(args.text, "the evidence"), day, None, area, skill)
    if args.text:
        raise BadInput("the evidence is a text or a note", "leave one of them out")
    bare = args.note.strip().removeprefix("#")
    if not (bare.isascii() and bare.isdigit() and len(bare) < 10):
        raise BadInput("that is not the number of a note", "rhythm people show NAME --json shows them")
    note = rhythm.planner.note(int(bare))
    return NewEvidence("", day or (note.day if note is not None else None), int(bare), area, skill)


def _seat(context: Context) -> PersonId | None:
    text = context.args.seat
    return None if text.strip().casefold() == _OWN else context.person(text).id


def _kept(context: Context, rhythm: Rhythm, card: Card) -> None:
    """After a line was kept: the card, and a hint where the line names no behaviour."""
    _tell(context, rhythm, card)
    newest = max(card.evidence, key=lambda line: line.id)
    _hint(rhythm, newest.body)


def _hint(rhythm: Rhythm, body: str) -> None:
    vague = rhythm.bench.words.vague_in(body)
    if vague is not None:
        output.advise(f"'{vague}' names no behaviour; {NAME_THE_BEHAVIOUR}")


def _tell(context: Context, rhythm: Rhythm, card: Card) -> None:
    if context.json:
        output.emit_json({"candidate": card_shape(rhythm, card)})
        return
    for line, style in card_lines(rhythm, card):
        output.say(line, style)
