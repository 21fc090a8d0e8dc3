"""What is asked for the growth file: lines of evidence, stories, cards of those who have a say, the self-check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.domain.growth import STORY_PARTS, NewLine, NewStory
from rhythm.domain.saying import say_day, say_when
from rhythm.domain.text import clean_line
from rhythm.screens.dialogs.day import past_day
from rhythm.screens.dialogs.form import Field, ask_fields
from rhythm.screens.dialogs.keyed import choose
from rhythm.screens.dialogs.pick import Choice, pick
from rhythm.screens.dialogs.reading import ReadDialog
from rhythm.screens.dialogs.sheet import Entry, Sheet, open_sheet
from rhythm.screens.growth_rows import CARD_FIELDS, SOURCE_WORDS
from rhythm.settings.growth import EGO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rhythm.domain.growth import Line, Source, Story
    from rhythm.domain.people import PersonId
    from rhythm.screens.place import PageScreen
    from rhythm.settings.growth import GrowthTag

_HINTS = {
    "diagnose": "Diagnose: how you found out what it was",
    "decide": "Decide: against what, by which measure",
    "communicate": "Communicate: who was told, how, what they made of it",
}


def edit_line(page: PageScreen, line: Line | None, *, area: str = "", skill: str = "") -> None:
    """Ask for a line of evidence, or show one to be changed; the words of a note stay as they are."""
    rhythm, growth = page.rhythm, page.rhythm.growth
    words = growth.words

    def label(listed: tuple[GrowthTag, ...], tag: str) -> str:
        return next((one.text for one in listed if one.id == tag), tag)

    def below() -> list[str]:
        return [f"areas: {_listed(words.areas)}", f"skills: {_listed(words.skills)}"]

    def read_fields(texts: Mapping[str, str]) -> NewLine:
        body = clean_line(texts["body"], "the evidence") if "body" in texts else ""
        day = past_day(rhythm, texts["day"]) if texts["day"] else rhythm.today()
        return NewLine(body, day, growth.read_area(texts["area"]), growth.read_skill(texts["skill"]))

    def say(new: NewLine) -> str:
        day = say_when(new.day or rhythm.today(), rhythm.today())
        tags = [one for one in (*words.areas, *words.skills) if one.id in (new.area, new.skill)]
        return ". ".join((day, *(f"{one.text}: {one.about}".rstrip(".") for one in tags)))

    def store(new: NewLine) -> object:
        if line is None:
            return growth.add(new)
        body = {"body": new.body} if new.body and new.body != line.body else {}
        return growth.edit(line.id, day=new.day or line.day, area=new.area, skill=new.skill, **body)

    of_day = say_day(line.day, rhythm.today()) if line is not None else ""
    entries = [
        Entry("day", "on", of_day, "today"),
        Entry("area", "area", label(words.areas, line.area if line else area), "one of those below, or none"),
        Entry("skill", "skill", label(words.skills, line.skill if line else skill), "one of those below, or none"),
    ]
    if line is None or line.note_id is None:
        said = line.body if line is not None else ""
        entries.insert(0, Entry("body", "done", said, "what was done, and what came of it"))
    draft = f"evidence:{line.id if line is not None else 'new'}"
    done = "kept" if line is None else "changed"
    open_sheet(page, Sheet(draft, "Evidence", entries, read_fields, say, store, done, below))


def edit_story(page: PageScreen, story: Story | None, question: str, source: Source | None = None) -> None:
    """Ask for a story, or show one to be told further."""
    growth = page.rhythm.growth
    about = next((one.about for one in growth.words.stories if one.id == question), "")
    said = {"title": story.title if story is not None else source.text if source is not None else ""}
    said |= {part: getattr(story, part) if story is not None else "" for part in STORY_PARTS}
    lines = {name: " ".join(text.split()) for name, text in said.items()}
    fields = [Field("title", "What it is called", lines["title"], _not_empty)]
    fields += [Field(part, _HINTS[part], lines[part]) for part in STORY_PARTS]

    def store(texts: dict[str, str]) -> Story:
        if story is None:
            parts = {part: texts[part] for part in STORY_PARTS}
            found = (source.kind, source.id) if source is not None else None
            return growth.add_story(NewStory(question, texts["title"], **parts, source=found))
        # Several lines that were told elsewhere stay so where nothing was changed.
        changes = {name: text for name, text in texts.items() if text != lines[name]}
        return growth.edit_story(story.id, **changes)

    def stored(done: Story) -> None:
        page.say("told" if not done.missing else f"kept; it lacks {', '.join(done.missing)}")

    told = f"{source.kind}:{source.id}" if source is not None else question
    draft = f"story:{story.id if story is not None else told}"
    ask_fields(page.rhythm_app, draft, "A story", fields, store, stored, about=about)


def mark_as_story(page: PageScreen, question: str = "") -> None:
    """Choose a closed fix or a decision, then the question that it answers, and tell it."""
    growth, today = page.rhythm.growth, page.rhythm.today()
    sources = growth.sources()

    def choices() -> list[Choice]:
        return [
            Choice(f"{one.kind}:{one.id}", page.veil.text(one.text), SOURCE_WORDS[one.kind], say_day(one.day, today))
            for one in sources
        ]

    def chosen(key: str) -> None:
        source = next(one for one in sources if f"{one.kind}:{one.id}" == key)
        if question:
            edit_story(page, None, question, source)
            return
        pick(
            page.rhythm_app,
            "Which question does it answer?",
            lambda: [Choice(one.id, one.text, one.about) for one in growth.words.stories],
            lambda answered: edit_story(page, None, answered, source),
        )

    pick(page.rhythm_app, "A story of what was fixed or decided", choices, chosen)


def edit_card(page: PageScreen, person_id: PersonId) -> None:
    """Show what is known of somebody who has a say, to be changed."""
    growth, person = page.rhythm.growth, page.rhythm.people.person(person_id)
    if person is None:
        return
    card = growth.card(person_id)
    lines = {name: " ".join(getattr(card, name).split()) for name in CARD_FIELDS}

    def store(texts: dict[str, str]) -> object:
        changes = {name: text for name, text in texts.items() if text != lines[name]}
        return growth.write_card(person_id, **changes)

    ask_fields(
        page.rhythm_app,
        f"stakeholder:{person_id}",
        "What matters to them",
        [Field(name, label, lines[name]) for name, label in CARD_FIELDS.items()],
        store,
        lambda _: page.say("written"),
        about=page.veil.name(person.name, person.id),
    )


def answer_check(page: PageScreen, item: str, text: str) -> None:
    """Ask a question of the self-check."""
    choose(
        page.rhythm_app,
        "Self-check",
        lambda: [Choice("yes", "Yes"), Choice("no", "No")],
        lambda answer: page.attempt(lambda: page.rhythm.growth.answer(item, answer == "yes")),
        about=text,
    )


def answer_ego(page: PageScreen) -> None:
    """Ask the last question of the self-check, which is answered in words."""
    growth = page.rhythm.growth
    ask_fields(
        page.rhythm_app,
        "growth:ego",
        "A step back",
        [Field("answer", "In words")],
        lambda texts: growth.answer(EGO, None, texts["answer"]),
        lambda _: page.say("kept"),
        about=growth.words.ego,
    )


def read(page: PageScreen, which: str) -> None:
    """Show a list that is only read."""
    words = page.rhythm.growth.words
    listed = words.employer if which == "employer" else words.ways
    title = "Before you talk to an employer" if which == "employer" else "Ways to coach"
    page.rhythm_app.push_screen(ReadDialog(page.rhythm, title, listed))


def _listed(tags: tuple[GrowthTag, ...]) -> str:
    return ", ".join(one.text.lower() for one in tags)


def _not_empty(text: str) -> str:
    clean_line(text, "the text")
    return ""
