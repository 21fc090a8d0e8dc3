"""feedback, clarity, expect, delegation: what is said in talks beside notes."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import inputs, output, shapes
from rhythm.domain.clarity import Answered, ClarityAnswer
from rhythm.domain.delegation import Levels
from rhythm.domain.expectations import HEADINGS, ExpectationSide
from rhythm.domain.feedback import NAME_THE_BEHAVIOUR, is_precise, vague_in
from rhythm.domain.meetings import Direction, NewNote, NoteKind
from rhythm.domain.names import fold, quoted
from rhythm.domain.saying import counted, say_day
from rhythm.errors import BadInput
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    import datetime as dt

    from rhythm.cli.context import Context
    from rhythm.domain.expectations import Expectation
    from rhythm.domain.people import Person
    from rhythm.service import Rhythm

_PERSON = "any part of a name that fits one person"


def configure(parser: argparse.ArgumentParser, name: str) -> None:
    """The arguments of one of these commands."""
    inputs.add_json(parser)
    if name == "delegation":
        parser.add_argument("person", nargs="?", metavar="PERSON", help="only with one person")
        parser.add_argument("area", nargs="?", metavar="AREA", help="the decision area, to say its levels")
        for side, what in (("mine", "what you named"), ("theirs", "what they named"), ("agreed", "what you agreed on")):
            parser.add_argument(f"--{side}", metavar="LEVEL", help=f"{what}: 1-7, or tell ... delegate")
        parser.add_argument("--history", action="store_true", help="also the levels before")
        parser.set_defaults(run=_delegation)
        return
    parser.add_argument("person", metavar="PERSON", help=_PERSON)
    if name == "feedback":
        inputs.add_text(parser, "the behaviour: what was done or said")
        parser.add_argument("--situation", metavar="TEXT", default="", help="when and where it was")
        parser.add_argument("--next", metavar="TEXT", default="", help="what to do next time")
        parser.add_argument("--direction", choices=[each.value for each in Direction], help="how they develop in it")
        parser.add_argument("--share", action="store_true", help="it may be copied for the other one")
        parser.set_defaults(run=_feedback)
    elif name == "clarity":
        parser.add_argument("answer", nargs="?", metavar="yes/no/unsure", help="whether the item of today is clear")
        parser.set_defaults(run=_clarity)
    else:
        inputs.add_text(parser, "what is expected")
        parser.add_argument("--of-me", action="store_true", help="they expect it of you")
        parser.add_argument("--retire", metavar="ID", help="this line holds no more")
        parser.add_argument("--history", action="store_true", help="also the lines that hold no more")
        parser.set_defaults(run=_expect)


def _feedback(context: Context) -> None:
    args = context.args
    person = context.person(args.person)
    text = inputs.text_given(args.text, "the behaviour")
    direction = Direction(args.direction) if args.direction is not None else None
    new = NewNote(text, NoteKind.FEEDBACK, not args.share, args.situation, args.next, direction)
    rhythm = context.write()
    note = rhythm.talks.write_feedback(person.id, new)
    vague = vague_in(f"{new.body} {new.next_time}", rhythm.vocabulary.vague_words)
    if vague is not None:
        output.advise(f"'{vague}' names no behaviour; {NAME_THE_BEHAVIOUR}")
    if context.json:
        output.emit_json({"note": shapes.note(note)})
        return
    rest = "" if is_precise(note) else "; with --situation and --next it is precise"
    output.say(f"Feedback for {person.name} kept (#{note.id}){rest}.")


def _clarity(context: Context) -> None:
    args = context.args
    person = context.person(args.person)
    if args.answer is not None:
        answer = _answer(args.answer)
        rhythm = context.write()
        rhythm.talks.answer_clarity(person.id, rhythm.talks.asking(person.id).item, answer)
    rhythm = context.read()
    asking, answers = rhythm.talks.asking(person.id), rhythm.talks.clarity_answers(person.id)
    item = rhythm.talks.clarity_item(asking.item)
    if context.json:
        output.emit_json(
            {
                "person": person.name,
                "person_id": person.id,
                "item": item.id,
                "question": item.question,
                "answer": asking.answer.value if asking.answer is not None else None,
                "place": asking.place,
                "of": asking.of,
                "answers": [_answer_shape(one) for one in answers],
            }
        )
        return
    said = f": {asking.answer}" if asking.answer is not None else ""
    output.say(f"{asking.place} of {asking.of}  {item.question}{said}", "bold")
    today = rhythm.today()
    items = {one.id: one.text for one in rhythm.prompts.clarity_check}
    output.listing([[say_day(one.day, today), one.answer, items.get(one.item, one.item)] for one in answers])


def _answer(text: str) -> ClarityAnswer:
    found = [answer for answer in ClarityAnswer if text.strip() and answer.value.startswith(fold(text))]
    if len(found) != 1:
        raise BadInput("that is not an answer", "say yes, no or unsure")
    return found[0]


def _answer_shape(one: Answered) -> shapes.Shape:
    return {"item": one.item, "answer": one.answer.value, "day": iso(one.day)}


def _expect(context: Context) -> None:
    args = context.args
    person = context.person(args.person)
    if args.retire is not None:
        if args.text or args.of_me:
            raise BadInput("--retire takes the number alone", "rhythm expect nadia --retire 3")
        rhythm = context.change()
        retired = rhythm.talks.retire(rhythm.talks.find_expectation(args.retire, person.id).id)
        _tell_expectation(context, retired, "Holds no more")
    elif args.text:
        side = ExpectationSide.OF_ME if args.of_me else ExpectationSide.OF_THEM
        text = inputs.text_given(args.text, "what is expected")
        _tell_expectation(context, context.write().talks.expect(person.id, side, text), "Kept")
    else:
        _show_expectations(context, person)


def _tell_expectation(context: Context, one: Expectation, done: str) -> None:
    if context.json:
        output.emit_json({"expectation": expectation_shape(one)})
    else:
        whose = (
            f"{one.person} expects it of you" if one.side is ExpectationSide.OF_ME else f"you expect it of {one.person}"
        )
        output.say(f"{done}: {whose} (#{one.id}).")


def _show_expectations(context: Context, person: Person) -> None:
    rhythm = context.read()
    found = rhythm.talks.expectations(person.id, retired=context.args.history)
    if context.json:
        output.emit_json([expectation_shape(one) for one in found])
        return
    for side, heading in HEADINGS.items():
        rows = [one for one in found if one.side is side]
        if rows:
            output.say(heading, "bold")
            output.listing([expectation_cells(one, rhythm.today()) for one in rows])
    if not found:
        output.say(f"Nothing is written down yet. rhythm expect {quoted(person.name)} TEXT begins.")


def expectation_cells(one: Expectation, today: dt.date) -> list[str]:
    """A line of the matrix for a listing."""
    until = f"until {say_day(one.retired_on, today)}" if one.retired_on is not None else ""
    return [f"  #{one.id}", f"since {say_day(one.day, today)}", until, one.body]


def expectation_shape(one: Expectation) -> shapes.Shape:
    """A line of the matrix."""
    return {
        "id": one.id,
        "uid": one.uid,
        "person": one.person,
        "person_id": one.person_id,
        "side": one.side.value,
        "text": one.body,
        "day": iso(one.day),
        "retired_on": iso(one.retired_on),
    }


def _delegation(context: Context) -> None:
    args = context.args
    person = context.person(args.person) if args.person is not None else None
    if args.area is not None and person is not None:
        _name_levels(context, person)
        return
    if any(side is not None for side in (args.mine, args.theirs, args.agreed)):
        raise BadInput("the levels of what?", "for example: rhythm delegation nadia roadmap --mine 3 --theirs 6")
    rhythm = context.read()
    found = rhythm.talks.levels(person.id if person is not None else None, history=args.history)
    if context.json:
        output.emit_json([levels_shape(one) for one in found])
        return
    output.listing([levels_cells(rhythm, one) for one in found])
    if not found:
        output.say(
            "No levels were named yet. The meeting room asks both of you; or name them here with --mine and --theirs."
        )


def _name_levels(context: Context, person: Person) -> None:
    args, rhythm = context.args, context.write()
    area = inputs.named_area(rhythm, args.area)
    if args.mine is None or args.theirs is None:
        raise BadInput("both levels are needed", "say --mine and --theirs, and --agreed once you agree")
    mine, theirs = (rhythm.rights.read_level(level) for level in (args.mine, args.theirs))
    agreed = rhythm.rights.read_level(args.agreed) if args.agreed is not None else None
    found = rhythm.talks.name_levels(person.id, area, mine, theirs, agreed)
    if found.talk_first and agreed is None:
        output.advise("you are two levels apart or more: talk first, then name the one you agree on")
    if context.json:
        output.emit_json({"delegation": levels_shape(found)})
        return
    output.listing([levels_cells(rhythm, found)])


def levels_cells(rhythm: Rhythm, one: Levels) -> list[str]:
    """A pair of levels for a listing."""
    word = rhythm.rights.level_word
    if one.agreed is not None:
        agreed = f"agreed {word(one.agreed)}"
    else:
        agreed = f"{counted(abs(one.mine - one.theirs), 'level')} apart" if one.mine != one.theirs else "the same"
    return [
        one.person,
        rhythm.vocabulary.area_label(one.area),
        f"mine {word(one.mine)}",
        f"theirs {word(one.theirs)}",
        agreed,
        say_day(one.day, rhythm.today()),
    ]


def levels_shape(one: Levels) -> shapes.Shape:
    """A pair of levels; `talk_first` says that they are two or more apart."""
    return {
        "id": one.id,
        "uid": one.uid,
        "person": one.person,
        "person_id": one.person_id,
        "area": one.area,
        "day": iso(one.day),
        "mine": one.mine,
        "theirs": one.theirs,
        "agreed": one.agreed,
        "talk_first": one.talk_first,
    }
