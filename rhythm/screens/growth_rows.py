"""The rows and paragraphs of the growth file: evidence by area and skill, stories, who has a say, the self-check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.domain.growth import STORY_PARTS, Line, SourceKind, Story
from rhythm.domain.people import RELATION_WORDS
from rhythm.domain.saying import counted, say_day
from rhythm.screens import words as plain_words
from rhythm.screens.place import WIDE
from rhythm.settings.growth import EGO
from widgets.panel import Para, wrap
from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.growth import Standing
    from rhythm.domain.people import PersonId
    from rhythm.screens.place import PageScreen
    from rhythm.settings.growth import GrowthTag

GROWTH = "growth:"
EMPLOYER, WAYS = "read:employer", "read:ways"
CARD_FIELDS = {
    "cares_about": "Cares about",
    "behaviours": "Likes to see done",
    "deliverables": "Is measured by",
    "common": "You have in common",
}
SOURCE_WORDS = {
    SourceKind.FIX: "fix",
    SourceKind.DECISION: "decision",
    SourceKind.BET_DECISION: "decision about a bet",
}
_MOST_LINES = 8
_NARROWEST, _MARGIN = 30, 8


def org_rows(page: PageScreen) -> list[Row]:
    """The growth file as a section of Org; nothing before something was written into it."""
    growth = page.rhythm.growth
    if not growth.begun():
        return []
    gaps = sum(one.gap for one in growth.areas())
    untold = sum(not row.stories for row in growth.bank())
    facts = [
        counted(len(growth.lines()), "line of evidence", "lines of evidence"),
        f"none lately in {counted(gaps, 'area')}" if gaps else "",
        f"{counted(untold, 'story', 'stories')} to tell" if untold else "",
    ]
    return [
        heading("YOUR GROWTH", hint=page.keyed("{org.growth} growth file")),
        Row(GROWTH, "Growth file", fact=" · ".join(filter(None, facts))),
    ]


def growth_rows(page: PageScreen) -> list[Row]:
    """The whole file, section by section."""
    growth = page.rhythm.growth
    areas = {one.tag: one for one in growth.areas()}
    skills = {one.tag: one for one in growth.skills()}
    rows = [heading("EVIDENCE", "four areas")]
    rows += [_tag_row(page, "area", tag, areas[tag.id]) for tag in growth.words.areas]
    rows += [SPACER, heading("SKILLS")]
    rows += [_tag_row(page, "skill", tag, skills[tag.id]) for tag in growth.words.skills]
    rows += [SPACER, heading("STORIES", "diagnose, decide, communicate")]
    rows += [
        Row(
            f"question:{row.question.id}",
            row.question.text,
            "" if row.stories else page.rhythm_app.marks.gap,
            fact=counted(len(row.stories), "story", "stories") if row.stories else "no story yet",
            tone=Tone.PLAIN if row.stories else Tone.DIM,
        )
        for row in growth.bank()
    ]
    rows += _people(page)
    rows += _check(page)
    rows += [SPACER, heading("TO READ"), Row(EMPLOYER, "Before you talk to an employer"), Row(WAYS, "Ways to coach")]
    return rows


def tag_paras(page: PageScreen, tag: GrowthTag, lines: tuple[Line, ...]) -> list[Para]:
    """What belongs to an area or skill, and the newest lines of it."""
    paras = [Para(tag.text, Tone.HEADING), Para(tag.about, Tone.DIM)]
    for line in lines[:_MOST_LINES]:
        paras += [Para(), Para(say_day(line.day, page.rhythm.today()), Tone.DIM), Para(page.veil.text(line.body))]
    return paras


def story_paras(page: PageScreen, story: Story) -> list[Para]:
    """A story in full, with what it came from."""
    veil = page.veil
    paras = [Para(veil.text(story.title), Tone.HEADING)]
    for part in STORY_PARTS:
        text = getattr(story, part)
        paras += [Para(), Para(part.capitalize(), Tone.HEADING)]
        paras.append(Para(veil.text(text)) if text else Para("not told yet", Tone.DIM))
    source = page.rhythm.growth.source(*story.source) if story.source is not None else None
    if source is not None:
        kind = SOURCE_WORDS[source.kind]
        paras += [Para(), Para(f"From a {kind}, {say_day(source.day, page.rhythm.today())}", Tone.DIM)]
        paras.append(Para(veil.text(source.text), indent=1))
    return paras


def card_paras(page: PageScreen, person_id: PersonId) -> list[Para]:
    """What matters to somebody who has a say."""
    person = page.rhythm.people.person(person_id)
    if person is None:
        return []
    card = page.rhythm.growth.card(person_id)
    paras = [Para(page.veil.name(person.name, person.id), Tone.HEADING)]
    for name, label in CARD_FIELDS.items():
        text = getattr(card, name)
        paras += [Para(), Para(label, Tone.HEADING)]
        paras.append(Para(page.veil.text(text)) if text else Para("not known", Tone.DIM))
    return paras


def line_rows(page: PageScreen, lines: tuple[Line, ...]) -> list[Row]:
    """Lines of evidence, newest first."""
    names = {one.id: one.text for one in (*page.rhythm.growth.words.areas, *page.rhythm.growth.words.skills)}
    return [
        Row(
            f"line:{line.id}",
            page.veil.text(line.body),
            fact=", ".join(names.get(tag, tag) for tag in (line.area, line.skill) if tag),
            right=say_day(line.day, page.rhythm.today()),
        )
        for line in lines
    ]


def story_rows(page: PageScreen, stories: tuple[Story, ...]) -> list[Row]:
    """Stories, newest first, with the parts that are not told yet."""
    return [
        Row(
            f"story:{story.id}",
            page.veil.text(story.title),
            "" if story.missing else page.rhythm_app.marks.done,
            fact=f"lacks {', '.join(story.missing)}" if story.missing else "told",
            right=say_day(story.day, page.rhythm.today()),
            tone=Tone.PLAIN if story.missing else Tone.SUCCESS,
        )
        for story in stories
    ]


def _tag_row(page: PageScreen, kind: str, tag: GrowthTag, found: Standing) -> Row:
    last = f"last {say_day(found.last, page.rhythm.today())}" if found.last is not None else ""
    number = counted(found.lines, "line") if found.lines else ""
    return Row(
        f"{kind}:{tag.id}",
        tag.text,
        page.rhythm_app.marks.gap if found.gap else "",
        fact="nothing in two quarters" if found.gap else number,
        right=last,
        tone=Tone.WARNING if found.gap else Tone.PLAIN,
    )


def _people(page: PageScreen) -> list[Row]:
    growth, veil = page.rhythm.growth, page.veil
    rows: list[Row] = []
    if stakeholders := growth.stakeholders():
        rows += [SPACER, heading("WHO HAS A SAY")]
        rows += [
            Row(
                f"stakeholder:{one.person.id}",
                veil.name(one.person.name, one.person.id),
                fact=f"{RELATION_WORDS[one.relation]} · {one.card.filled} of {len(CARD_FIELDS)} known",
            )
            for one in stakeholders
        ]
    if mentors := growth.mentors():
        rows += [SPACER, heading("MENTORS")]
        rows += [
            Row(
                f"person:{row.person.id}",
                veil.name(row.person.name, row.person.id),
                plain_words.DUE_MARKS[row.due.state],
                fact=plain_words.gap(row.due),
                tone=plain_words.DUE_TONES.get(row.due.state, Tone.PLAIN),
            )
            for row in mentors
        ]
    return rows


def _check(page: PageScreen) -> list[Row]:
    """The self-check of this year, with last year's answers beside."""
    growth, year = page.rhythm.growth, page.rhythm.today().year
    now, before = growth.checked(), growth.checked(year - 1)
    rows = [SPACER, heading(f"SELF-CHECK {year}", "once a year")]
    for item in growth.words.self_check:
        said, then = now.get(item.id), before.get(item.id)
        last = f"{year - 1}: {_yes(then.yes)}" if then is not None else ""
        mark = "" if said is not None else page.rhythm_app.marks.gap
        fact = _yes(said.yes) if said is not None else "open"
        rows.append(Row(f"check:{item.id}", item.text, mark, last, fact, detail=_whole(page, item.text)))
    ego = now.get(EGO)
    text = page.veil.text(ego.body) if ego is not None and ego.body else "open"
    mark = "" if text != "open" else page.rhythm_app.marks.gap
    whole = _whole(page, growth.words.ego)
    return [*rows, Row(f"check:{EGO}", growth.words.ego, mark, fact=text, detail=whole)]


def _whole(page: PageScreen, text: str) -> tuple[str, ...]:
    """A question in full below its row, where there is no pane that has it."""
    if page.app.size.width >= WIDE:
        return ()
    return tuple(wrap(text, max(_NARROWEST, page.app.size.width - _MARGIN)))


def _yes(answer: bool | None) -> str:
    return "" if answer is None else "yes" if answer else "no"
