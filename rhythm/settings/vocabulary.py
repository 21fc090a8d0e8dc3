"""The closed lists with their words, from `vocabulary.yaml` or the user's own copy of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import cast

from rhythm.settings import shape
from rhythm.settings.shape import Form, Kind, Plain, build
from rhythm.settings.shipped import Finding, load_list, repeats
from rhythm.values import NamedTuple

AREAS = (
    "roadmap", "architecture", "launch_timing", "success_criteria", "staffing",
    "ownership", "priorities", "quality", "budget", "other",
)  # fmt: skip
CAUSES = (
    "overlapping_surfaces", "platform_as_feature_team", "service_desk", "ownership_unclear", "charter", "interface",
    "scope", "decision_right", "misalignment", "skill", "belongs_here", "unknown",
)  # fmt: skip
MOMENTS = ("ambiguity", "quality_bar", "org_design", "executive", "none")
REACHED = ("early", "in_time", "late")
HANDLINGS = ("decided", "coached", "delegated", "agreed", "overrode", "joint", "deferred")
FIX_KINDS = (
    "charter", "interface", "scope", "decision_right", "escalation_rule",
    "reporting_line", "team_cut", "process_map",
)  # fmt: skip

SIDES = ("product", "engineering", "joint")
LEVELS = ("tell", "sell", "consult", "agree", "advise", "inquire", "delegate")


@shape.shaped(slug=shape.slug(), label=shape.text(), help=shape.text())
class Term(NamedTuple):
    """A slug as it is stored, the label people read, and a sentence that says when it fits."""

    slug: str
    label: str
    help: str


@shape.shaped(
    slug=shape.slug(),
    label=shape.text(),
    help=shape.text(),
    aliases=shape.each(Kind(Form.TEXT)),
    side=shape.choice(*SIDES),
)
class Area(NamedTuple):
    """A decision area; `aliases` are other ways to write it, `side` says whose call it usually is, or nothing."""

    slug: str
    label: str
    help: str
    aliases: tuple[str, ...] = ()
    side: str = ""


@shape.shaped(
    slug=shape.slug(),
    label=shape.text(),
    help=shape.text(),
    decides=shape.choice(*SIDES),
    level=shape.whole(1, len(LEVELS)),
)
class PresetArea(NamedTuple):
    """An area of a preset: which side decides it, and how far it is delegated to them."""

    slug: str
    label: str
    help: str
    decides: str
    level: int


@shape.shaped(slug=shape.slug(), label=shape.text(), help=shape.text(), areas=shape.each(PresetArea, low=1))
class Preset(NamedTuple):
    """Decision areas that belong together, to be taken onto the board of decision rights for one team."""

    slug: str
    label: str
    help: str
    areas: tuple[PresetArea, ...]


@shape.shaped(slug=shape.slug(), label=shape.text(), help=shape.text(), key=Kind(Form.KEYS))
class Moment(NamedTuple):
    """One of the four moments in which the director belongs, or none of them, and the key that says so."""

    slug: str
    label: str
    help: str
    key: str


_REACHED_TERMS = (
    Term("early", "Early", "Before it hurt anybody; there was time to think."),
    Term("in_time", "In time", "When it had to be decided."),
    Term("late", "Late", "After the options had narrowed. What would have brought it in time?"),
)
_SIDE_TERMS = (
    Term("product", "Product", "Why, and for whom; the customer's need, the business, what comes first."),
    Term("engineering", "Engineering", "How, and how well; architecture, execution, reliability, running it."),
    Term("joint", "Both together", "Reduce the scope, invest in what enables it, or not launch yet."),
)
"""The lists of the shipped file, for a user's copy that was made before there was one; a test compares."""


@shape.shaped(
    areas=shape.each(Area),
    causes=shape.each(Term),
    moments=shape.each(Moment),
    handlings=shape.each(Term),
    fix_kinds=shape.each(Term),
    levels=shape.each(Term),
    themes=shape.each(Term),
    vague_words=shape.each(Kind(Form.TEXT)),
    reached=shape.each(Term),
    sides=shape.each(Term),
    presets=shape.each(Preset),
)
class Vocabulary(NamedTuple):
    """The closed lists with their words. Only `areas` may hold more than the shipped slugs.

    `themes` are open: what else a skip-level brings up is kept as it is typed.
    """

    areas: tuple[Area, ...]
    causes: tuple[Term, ...]
    moments: tuple[Moment, ...]
    handlings: tuple[Term, ...]
    fix_kinds: tuple[Term, ...]
    levels: tuple[Term, ...]
    themes: tuple[Term, ...] = ()
    vague_words: tuple[str, ...] = ()
    reached: tuple[Term, ...] = _REACHED_TERMS
    sides: tuple[Term, ...] = _SIDE_TERMS
    presets: tuple[Preset, ...] = ()

    def area_names(self, taken: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
        """(name, slug) for every way an area may be written; the reader of the input folds the names. Areas of presets
        are known once they were taken onto the board."""
        known: list[Area | PresetArea] = [*self.areas, *(one for one in self._preset_areas() if one.slug in taken)]
        return tuple((name, area.slug) for area in known for name in _names(area))

    def area_label(self, slug: str) -> str:
        """What people read for an area, those of presets included; the words of one that is in no list."""
        known = next((area.label for area in self.areas if area.slug == slug), None)
        of_preset = (area.label for area in self._preset_areas() if area.slug == slug)
        return known or next(of_preset, slug.replace("_", " "))

    def preset_slugs(self) -> tuple[str, ...]:
        """The areas of all presets."""
        return tuple(area.slug for area in self._preset_areas())

    def _preset_areas(self) -> Iterator[PresetArea]:
        return (area for preset in self.presets for area in preset.areas)

    def side_of(self, area: str) -> Term | None:
        """Whose call something of an area usually is, by its slug; None where nothing is said."""
        side = next((one.side for one in self.areas if one.slug == area), "")
        return next((term for term in self.sides if term.slug == side), None)

    def level_names(self) -> dict[str, int]:
        """Every way a delegation level may be written, and its number."""
        return {name: number for number, term in enumerate(self.levels, start=1) for name in _names(term)}

    def handling_names(self) -> tuple[tuple[str, str], ...]:
        """(name, slug) for every way a handling may be written."""
        return tuple((name, term.slug) for term in self.handlings for name in _names(term))


def load_vocabulary(user_folder: Path | None, cache_folder: Path | None) -> Vocabulary:
    """The closed lists with their labels; a copy in `user_folder` replaces the shipped one.

    Raises SettingsError with all problems found.
    """
    return load_list("vocabulary.yaml", Vocabulary, user_folder, cache_folder, _rule)


def _names(term: Term | Area | PresetArea) -> tuple[str, ...]:
    aliases = term.aliases if isinstance(term, Area) else ()
    return (term.slug, term.slug.replace("_", " "), term.label, *aliases)


def complete(data: Plain, group: str, slugs: tuple[str, ...], *, closed: bool) -> Iterator[Finding]:
    """Problems for slugs that are missing and, in a closed list, for slugs that are not known."""
    from rhythm.settings.problems import did_you_mean, quoted

    written = [str(item["slug"]) for item in cast(list[Plain], data[group])]
    missing = [name for name in slugs if name not in written]
    for position, name in enumerate(written):
        if closed and name not in slugs:
            advice = did_you_mean(name, missing) or "this list is closed: change labels, not slugs"
            yield f"{group}.{position}.slug", f"unknown slug {quoted(name)} in {group}", advice
    for name in missing:
        yield group, f"{group} has no {name}", "keep every shipped slug; only its words may change"


def _one_meaning(data: Plain) -> Iterator[Finding]:
    """Problems for a way of writing that would stand for two areas."""
    from rhythm.settings.problems import quoted

    owner: dict[str, str] = {}
    for position, area in enumerate(cast(list[Plain], data["areas"])):
        for name in _names(build(Area, area)):
            first = owner.setdefault(name.casefold(), str(area["slug"]))
            if first != area["slug"]:
                at = f"areas.{position}.slug"
                yield at, f"{quoted(name)} already stands for {first}", "let it stand for one area only"


def _rule(data: Plain) -> Iterator[Finding]:
    closed = {"causes": CAUSES, "moments": MOMENTS, "handlings": HANDLINGS, "fix_kinds": FIX_KINDS, "levels": LEVELS}
    if "reached" in data:
        closed["reached"] = REACHED
    if "sides" in data:
        closed["sides"] = SIDES
    if "presets" in data:
        yield from repeats(data, "presets", "slug")
    yield from complete(data, "areas", AREAS, closed=False)
    for group, slugs in closed.items():
        yield from complete(data, group, slugs, closed=True)
    for group in ("areas", *closed, *(["themes"] if "themes" in data else [])):
        yield from repeats(data, group, "slug")
    yield from repeats(data, "moments", "key")
    yield from _one_meaning(data)
    levels = [str(item["slug"]) for item in cast(list[Plain], data["levels"])]
    if sorted(levels) == sorted(LEVELS) and levels != list(LEVELS):
        yield "levels", "the levels are not in their order", f"their order is their number: {', '.join(LEVELS)}"
