"""`rhythm evidence`, `rhythm story` and `rhythm growth`: the director's own growth file, and evidence about anybody."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import growth_shapes as shapes
from rhythm.cli import inputs, output
from rhythm.domain.growth import NewLine, NewStory, SourceKind
from rhythm.domain.rituals import parse_yes
from rhythm.domain.saying import counted, say_day
from rhythm.errors import BadInput

if TYPE_CHECKING:
    from rhythm.cli.context import Context
    from rhythm.domain.growth import Line, Story
    from rhythm.service import Rhythm

_SOURCES = {"fix": SourceKind.FIX, "decision": SourceKind.DECISION, "bet": SourceKind.BET_DECISION}
_PARTS = ("diagnose", "decide", "communicate")


def configure(parser: argparse.ArgumentParser, name: str) -> None:
    """Add what stands below the command."""
    {"evidence": _configure_evidence, "story": _configure_story, "growth": _configure_growth}[name](parser)


def _configure_evidence(parser: argparse.ArgumentParser) -> None:
    verbs = inputs.add_verbs(parser, bare="list")
    listing = inputs.add_verb(verbs, "list", "evidence about you or somebody else, and the gaps", _list_lines)
    listing.add_argument("--person", metavar="PERSON", help="about whom (you)")
    listing.add_argument("--everybody", action="store_true", help="about everybody")
    adding = inputs.add_verb(verbs, "add", "keep a line of evidence, dated and specific", _add_line)
    inputs.add_text(adding, "what was done, and what came of it")
    adding.add_argument("--person", metavar="PERSON", help="about whom (you)")
    editing = inputs.add_verb(verbs, "edit", "change a line", _edit_line)
    editing.add_argument("number", metavar="ID", help="its number, such as 3")
    editing.add_argument("--text", metavar="TEXT", help="in other words")
    for one in (adding, editing):
        one.add_argument("--area", metavar="AREA", help="scale, people_leadership, strategic_judgment, ...")
        one.add_argument("--skill", metavar="SKILL", help="leading_change, through_others, aligning_teams, ...")
        one.add_argument("--on", metavar="DAY", help="when that was (today)")
    _add_source(adding)
    striking = inputs.add_verb(verbs, "strike", "take a line out", _strike_line)
    striking.add_argument("number", metavar="ID", help="its number, such as 3")


def _configure_story(parser: argparse.ArgumentParser) -> None:
    verbs = inputs.add_verbs(parser, bare="list")
    inputs.add_verb(verbs, "list", "the questions, their stories, and those without one", _list_stories)
    inputs.add_verb(verbs, "sources", "closed fixes and decisions that a story may come from", _list_sources)
    adding = inputs.add_verb(verbs, "add", "keep a story for one of the questions", _add_story)
    adding.add_argument("question", metavar="QUESTION", help="manager_conflict, org_design, talent_calls, ...")
    adding.add_argument("title", metavar="TITLE", nargs="?", help="what it is called; of a source its own words")
    _add_source(adding)
    editing = inputs.add_verb(verbs, "edit", "tell it further, or in other words", _edit_story)
    editing.add_argument("number", metavar="ID", help="its number, such as 3")
    editing.add_argument("--question", metavar="QUESTION", help="the question that it answers")
    editing.add_argument("--title", metavar="TITLE", help="what it is called")
    for one in (adding, editing):
        one.add_argument("--diagnose", metavar="TEXT", help="how you found out what it was")
        one.add_argument("--decide", metavar="TEXT", help="how it was decided, and against what")
        one.add_argument("--communicate", metavar="TEXT", help="who was told, how, and what they made of it")
    dropping = inputs.add_verb(verbs, "drop", "take a story out of the bank", _drop_story)
    dropping.add_argument("number", metavar="ID", help="its number, such as 3")


def _configure_growth(parser: argparse.ArgumentParser) -> None:
    verbs = inputs.add_verbs(parser, bare="show")
    inputs.add_verb(verbs, "show", "gaps, questions without a story, who has a say, the yearly check", _show)
    card = inputs.add_verb(verbs, "card", "what matters to somebody who has a say", _card)
    card.add_argument("person", metavar="PERSON", help="your boss, a peer, a stakeholder")
    card.add_argument("--values", dest="cares_about", metavar="TEXT", help="what they care about")
    card.add_argument("--behaviours", metavar="TEXT", help="what they like to see done, and how")
    card.add_argument("--deliverables", metavar="TEXT", help="what they are measured by, and wait for")
    card.add_argument("--common", metavar="TEXT", help="interests and problems that you share")
    check = inputs.add_verb(verbs, "check", "answer a question of the yearly self-check", _check)
    check.add_argument("item", metavar="QUESTION", help="promotions, projects, growing, staying; ego in words")
    check.add_argument("answer", metavar="ANSWER", help="y or n; for ego a sentence")
    check.add_argument("--year", metavar="YEAR", help="of which year (this one)")
    inputs.add_verb(verbs, "read", "questions to an employer, and ways to coach; nothing is stored", _read)


def _add_source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fix", metavar="ID", help="the closed fix that it comes from")
    parser.add_argument("--decision", metavar="ID", help="the noted decision, by the number of the note")
    parser.add_argument("--bet", metavar="ID", help="the decision about a bet; rhythm story sources lists all three")


def _list_lines(context: Context) -> None:
    """Evidence, newest first; about one person with the areas and skills that have none."""
    args, rhythm = context.args, context.read()
    everybody = getattr(args, "everybody", False)
    person = context.person(args.person) if getattr(args, "person", None) else None
    person_id = person.id if person is not None else None
    lines = rhythm.growth.lines(person_id, everybody=everybody)
    if context.json:
        output.emit_json([shapes.line(one) for one in lines])
        return
    if not lines:
        output.say("no evidence yet; rhythm evidence add TEXT --area scale keeps a line")
    output.listing([_line_cells(rhythm, one, named=everybody) for one in lines], right=[0])
    if lines and not everybody:
        _say_gaps(rhythm, person_id)


def _add_line(context: Context) -> None:
    args = context.args
    source = _source(args)
    found = _found(context.change(), source)
    body = inputs.text_given(args.text, "the evidence") if args.text or found is None else found
    rhythm = context.write()
    new = NewLine(
        body,
        context.day_back_given(args.on),
        rhythm.growth.read_area(args.area or ""),
        rhythm.growth.read_skill(args.skill or ""),
        source,
    )
    person = context.person(args.person) if args.person else None
    _say_line(context, rhythm, rhythm.growth.add(new, person.id if person is not None else None))


def _edit_line(context: Context) -> None:
    args, rhythm = context.args, context.change()
    changes = {}
    if args.text is not None:
        changes["body"] = args.text
    if args.area is not None:
        changes["area"] = rhythm.growth.read_area(args.area)
    if args.skill is not None:
        changes["skill"] = rhythm.growth.read_skill(args.skill)
    if args.on is not None:
        changes["day"] = context.day_back(args.on)
    if not changes:
        raise BadInput("nothing is to be changed", "name --text, --area, --skill or --on")
    _say_line(context, rhythm, rhythm.growth.edit(_number(args.number), **changes))


def _strike_line(context: Context) -> None:
    rhythm = context.change()
    struck = rhythm.growth.strike(_number(context.args.number))
    if context.json:
        output.emit_json({"struck": shapes.line(struck)})
        return
    output.say(f"struck: #{struck.id}")


def _list_stories(context: Context) -> None:
    """The six questions with their stories."""
    rhythm = context.read()
    bank = rhythm.growth.bank()
    if context.json:
        output.emit_json([shapes.bank_row(row) for row in bank])
        return
    for row in bank:
        mark = counted(len(row.stories), "story", "stories") if row.stories else "no story yet"
        output.say(f"{row.question.text}: {mark}", "bold" if row.stories else "warning")
        output.say(f"  {row.question.about}", "dim")
        output.listing([_story_cells(one) for one in row.stories], right=[0])


def _list_sources(context: Context) -> None:
    """What a story may come from."""
    rhythm = context.read()
    found = rhythm.growth.sources()
    if context.json:
        output.emit_json([shapes.source(one) for one in found])
        return
    if not found:
        output.say("nothing is closed or decided yet; a settled fix and a decision in a note stand here")
    words = {kind: word for word, kind in _SOURCES.items()}
    output.listing([[f"--{words[one.kind]} {one.id}", say_day(one.day, rhythm.today()), one.text] for one in found])


def _add_story(context: Context) -> None:
    args = context.args
    source = _source(args)
    title = args.title or _found(context.change(), source)
    if not title:
        raise BadInput("the story has no title", "say it in a few words, or name --fix, --decision or --bet")
    rhythm = context.write()
    parts = {part: getattr(args, part) or "" for part in _PARTS}
    new = NewStory(rhythm.growth.read_question(args.question), title, **parts, source=source)
    _say_story(context, rhythm.growth.add_story(new))


def _edit_story(context: Context) -> None:
    args, rhythm = context.args, context.change()
    changes = {name: getattr(args, name) for name in ("title", *_PARTS) if getattr(args, name) is not None}
    if args.question is not None:
        changes["question"] = rhythm.growth.read_question(args.question)
    if not changes:
        raise BadInput("nothing is to be changed", "name --diagnose, --decide, --communicate, --title or --question")
    _say_story(context, rhythm.growth.edit_story(_number(args.number), **changes))


def _drop_story(context: Context) -> None:
    dropped = context.change().growth.drop_story(_number(context.args.number))
    if context.json:
        output.emit_json({"dropped": shapes.story(dropped)})
        return
    output.say(f"dropped: {dropped.title}")


def _show(context: Context) -> None:
    """The growth file at a glance."""
    rhythm = context.read()
    growth = rhythm.growth
    if context.json:
        output.emit_json(shapes.growth(growth))
        return
    lines = growth.lines()
    output.say(f"Evidence: {counted(len(lines), 'line')}", "bold")
    _say_gaps(rhythm, None)
    untold = [row.question.text for row in growth.bank() if not row.stories]
    output.say(f"No story yet: {', '.join(untold)}" if untold else "Every question has a story", "bold")
    output.say("Who has a say", "bold")
    output.listing(
        [[one.person.name, one.relation.value, f"{one.card.filled} of 4 filled"] for one in growth.stakeholders()]
    )
    output.say(f"Self-check {rhythm.today().year}", "bold")
    answers = growth.checked()
    for item in growth.words.self_check:
        said = answers.get(item.id)
        output.say(f"  {'open' if said is None else 'yes' if said.yes else 'no'}: {item.text}")


def _card(context: Context) -> None:
    args = context.args
    fields = {name: getattr(args, name) for name in shapes.CARD_FIELDS if getattr(args, name) is not None}
    rhythm = context.change() if fields else context.read()
    person = context.person(args.person)
    card = rhythm.growth.write_card(person.id, **fields) if fields else rhythm.growth.card(person.id)
    if context.json:
        output.emit_json({"card": shapes.card(card, person.name)})
        return
    output.say(person.name, "bold")
    for name, label in shapes.CARD_FIELDS.items():
        output.say(f"  {label}: {getattr(card, name) or '-'}")


def _check(context: Context) -> None:
    args = context.args
    item = context.change().growth.read_item(args.item)
    yes = None if item == "ego" else parse_yes(args.answer)
    body = inputs.checked_text(args.answer, "the answer") if item == "ego" else ""
    year = _year(args.year) if args.year is not None else None
    answered = context.write().growth.answer(item, yes, body, year=year)
    if context.json:
        output.emit_json({"answer": shapes.checked(answered)})
        return
    output.say(f"{answered.year}, {item}: {'kept' if answered.yes is None else 'yes' if answered.yes else 'no'}")


def _read(context: Context) -> None:
    """Lists to read."""
    words = context.read().growth.words
    if context.json:
        output.emit_json({"employer": list(words.employer), "ways": list(words.ways)})
        return
    for title, listed in (("Before you talk to an employer", words.employer), ("Ways to coach", words.ways)):
        output.say(title, "bold")
        for line in listed:
            output.say(f"  {line}")


def _say_gaps(rhythm: Rhythm, person_id: int | None) -> None:
    names = {one.id: one.text for one in (*rhythm.growth.words.areas, *rhythm.growth.words.skills)}
    for what, found in (("area", rhythm.growth.areas(person_id)), ("skill", rhythm.growth.skills(person_id))):
        gaps = [names[one.tag] for one in found if one.gap]
        if gaps:
            output.say(f"nothing in two quarters, by {what}: {', '.join(gaps)}", "warning")


def _say_line(context: Context, rhythm: Rhythm, line: Line) -> None:
    if context.json:
        output.emit_json({"evidence": shapes.line(line)})
        return
    output.listing([_line_cells(rhythm, line, named=True)], right=[0])
    vague = rhythm.bench.words.vague_in(line.body)
    if vague:
        output.advise(f"'{vague}' names no behaviour; what was done, and what came of it?")


def _say_story(context: Context, story: Story) -> None:
    if context.json:
        output.emit_json({"story": shapes.story(story)})
        return
    output.listing([_story_cells(story)], right=[0])


def _line_cells(rhythm: Rhythm, line: Line, *, named: bool) -> list[str]:
    names = {one.id: one.text for one in (*rhythm.growth.words.areas, *rhythm.growth.words.skills)}
    tags = ", ".join(names.get(tag, tag) for tag in (line.area, line.skill) if tag)
    return [f"#{line.id}", say_day(line.day, rhythm.today()), line.person if named else "", tags, line.body]


def _story_cells(story: Story) -> list[str]:
    missing = f"lacks {', '.join(story.missing)}" if story.missing else "told"
    return [f"#{story.id}", missing, story.title]


def _source(args: argparse.Namespace) -> tuple[SourceKind, int] | None:
    """The source that the command line names, of which there is one at most."""
    named = [(kind, _number(getattr(args, word))) for word, kind in _SOURCES.items() if getattr(args, word) is not None]
    if len(named) > 1:
        raise BadInput("it comes from one thing", "name one of --fix, --decision and --bet")
    return named[0] if named else None


def _found(rhythm: Rhythm, source: tuple[SourceKind, int] | None) -> str | None:
    found = rhythm.growth.source(*source) if source is not None else None
    return found.text if found is not None else None


def _number(text: str) -> int:
    bare = text.removeprefix("#")
    if not (bare.isascii() and bare.isdigit() and len(bare) < 10):
        raise BadInput("that is not the number of a record", "for example 3; the lists show them")
    return int(bare)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise BadInput("that is not a year", "for example 2026")
    return int(text)
