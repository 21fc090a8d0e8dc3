"""Taking a preset onto the board of decision rights, and what many teams share without anybody who decides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from rhythm.domain.saying import counted, say_day
from rhythm.screens.tracker_words import TrackerWords

if TYPE_CHECKING:
    from rhythm.domain.decision_rights import Right, Undecided
    from rhythm.domain.people import PersonId, Team, TeamId
    from rhythm.screens.place import PageScreen
    from rhythm.settings.vocabulary import Preset

    _Taken = tuple[tuple[Right, ...], tuple[str, ...]]


def open_preset(page: PageScreen, team_id: TeamId) -> None:
    """Take the one preset there is, or ask for one of several; ask for the partners that the team has not named."""
    from rhythm.screens.dialogs.pick import Choice, pick

    presets = page.rhythm.vocabulary.presets
    if len(presets) == 1:
        _take(page, presets[0], team_id)
    else:
        by_slug = {one.slug: one for one in presets}
        choices = [Choice(one.slug, one.label, counted(len(one.areas), "area")) for one in presets]
        pick(page.rhythm_app, "Which preset?", lambda: choices, lambda slug: _take(page, by_slug[slug], team_id))


def pick_undecided(page: PageScreen, found: Sequence[Undecided]) -> None:
    """List what many teams are parties to, and open what is chosen."""
    from rhythm.screens.dialogs.pick import Choice, pick
    from rhythm.screens.opening import open_key

    tracker, today = page.rhythm.tracker, page.rhythm.today()
    said = TrackerWords(page.rhythm, page.veil)

    def choices() -> list[Choice]:
        made = []
        for one in found:
            view = tracker.conflict(one.conflict_id) if one.conflict_id is not None else None
            text = view.conflict.name if view is not None else one.rows[-1].summary
            areas = ", ".join(said.area(area) for area in one.areas)
            facts = " · ".join(filter(None, (counted(len(one.teams), "team"), areas)))
            made.append(Choice(_key(one), page.veil.text(text), facts, say_day(one.rows[-1].day, today)))
        return made

    pick(page.rhythm_app, "Many teams, and nobody decides", choices, partial(open_key, page), verb="open")


def _key(one: Undecided) -> str:
    return f"conflict:{one.conflict_id}" if one.conflict_id is not None else f"escalation:{one.rows[-1].id}"


def _take(page: PageScreen, preset: Preset, team_id: TeamId) -> None:
    team = next((one for one in page.rhythm.people.teams() if one.id == team_id), None)
    if team is None:
        return
    if team.product_id is not None and team.engineering_id is not None:
        taken = page.attempt(lambda: page.rhythm.rights.take_preset(preset, team_id))
        if taken is not None:
            _say_taken(page, taken)
    else:
        _ask_partners(page, preset, team)


def _ask_partners(page: PageScreen, preset: Preset, team: Team) -> None:
    from rhythm.screens.dialogs.form import Field, ask_fields

    people = {person.id: person.name for person in page.rhythm.people.others()}

    def who(text: str) -> PersonId:
        return page.rhythm.people.find(text).id

    def understood(text: str) -> str:
        return page.veil.name(people.get(who(text), ""), who(text))

    def field(key: str, label: str, known: PersonId | None) -> Field:
        return Field(key, label, people.get(known, "") if known is not None else "", understood)

    def take(texts: dict[str, str]) -> _Taken:
        product, engineering = who(texts["product"]), who(texts["engineering"])
        return page.rhythm.rights.take_preset(preset, team.id, product_id=product, engineering_id=engineering)

    fields = [
        field("product", "Who decides for product?", team.product_id),
        field("engineering", "Who decides for engineering?", team.engineering_id),
    ]
    ask_fields(
        page.rhythm_app,
        f"preset:{team.id}",
        f"{preset.label}, {team.name}",
        fields,
        take,
        lambda taken: _say_taken(page, taken),
        verb="take",
    )


def _say_taken(page: PageScreen, taken: _Taken) -> None:
    new, left = taken
    kept = f", {len(left)} stay as they are" if left else ""
    page.say(f"{counted(len(new), 'area')} taken{kept}" if new else "all of it stands there already")
