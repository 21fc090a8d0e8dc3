"""What the shell asks when Tab is pressed: commands, options, and the names that the store knows.

The shell runs `rhythm` with the line in its environment; argcomplete reads that, walks the parser and answers.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from rhythm.domain.escalations import Cause, Handling, Moment
from rhythm.domain.names import fold
from rhythm.errors import RhythmError

if TYPE_CHECKING:
    from rhythm.domain.people import Person
    from rhythm.service import Rhythm

_DAYS = ("today", "yesterday", "tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun")

Offers = dict[str, str]
"""What may be typed, and beside it what it is, for shells that show that."""


def answer() -> None:
    """Tell the shell what may stand at the cursor, and end the process."""
    import argcomplete

    from rhythm.cli import parser_for
    from rhythm.cli.registry import BY_NAME

    line = os.environ.get("COMP_LINE", "")
    entry = next((BY_NAME[word] for word in line.split()[1:] if word in BY_NAME), None)
    parser = parser_for(entry, others=True)
    _attach(parser, entry.name if entry is not None else "")
    argcomplete.autocomplete(
        parser,
        always_complete_options=False,
        validator=_fits,
        default_completer=argcomplete.completers.SuppressCompleter(),
    )


def _attach(parser: argparse.ArgumentParser, command: str) -> None:
    """Give every argument of a command's parser, and of those below it, what its metavar says it takes."""
    import argcomplete

    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                _attach(below, command)
        elif action.metavar == "COPY":
            action.completer = _copies  # type: ignore[attr-defined]
        elif action.metavar in _FILES:
            action.completer = argcomplete.completers.FilesCompleter()  # type: ignore[attr-defined]
        else:
            offers = _NUMBERS.get(command) if action.metavar == "ID" else _OFFERS.get(_takes(action, command))
            if offers is not None:
                action.completer = _completer(offers)  # type: ignore[attr-defined]


def _takes(action: argparse.Action, command: str) -> str | tuple[str, ...] | None:
    """What it is that an argument takes, by its metavar, or by its own name where the help shows that instead."""
    if command in _OTHER_AREAS and action.metavar == "AREA":
        return None
    return action.metavar if action.metavar is not None or action.choices else action.dest.upper()


def _completer(offers: Callable[[Rhythm], Offers]) -> Callable[..., Offers]:
    def complete(prefix: str, parsed_args: argparse.Namespace, **_: object) -> Offers:
        from rhythm.cli.context import Context

        context = Context(parsed_args)
        context.asks = False
        try:
            rhythm = context.change()
            # Hidden names stay hidden, also at the prompt.
            found = {} if rhythm.settings.look.hidden_at_start else offers(rhythm)
            return {_as_typed(one, prefix): said for one, said in found.items()}
        except RhythmError:
            return {}
        finally:
            context.close()

    return complete


def _copies(prefix: str, parsed_args: argparse.Namespace, **_: object) -> Iterable[str]:
    """The copies of the store, which need not be one that can be opened; files where none of them begins so."""
    import argcomplete

    from rhythm.cli.backups import offered_copies
    from rhythm.cli.context import Context

    offers = {_as_typed(one, prefix): said for one, said in offered_copies(Context(parsed_args)).items()}
    fitting = {one: said for one, said in offers.items() if _fits(one, prefix)}
    return fitting or argcomplete.completers.FilesCompleter()(prefix)


def _as_typed(offered: str, typed: str) -> str:
    """For zsh in the capitals that were typed: it takes nothing else for what was begun. Names are read in any."""
    if os.environ.get("_ARGCOMPLETE_SHELL") == "zsh" and _fits(offered, typed):
        return typed + offered[len(typed) :]
    return offered


def _fits(offered: str, typed: str) -> bool:
    """Whether it begins so, in whatever capitals."""
    return offered.casefold().startswith(typed.casefold())


def _people(rhythm: Rhythm) -> Offers:
    """The first name where nobody else goes by it, else the whole name; either is enough to be understood."""
    people = rhythm.people.others()
    several = Counter(word for person in people for word in _words_for(person))
    return {
        person.name if several[fold(_first_name(person))] > 1 else _first_name(person): person.title or person.name
        for person in people
    }


def _words_for(person: Person) -> set[str]:
    """The words that mean somebody: each of the name, and the nickname."""
    name = fold(person.name)
    return {*name.split(), *name.replace("-", " ").split(), fold(person.nickname)}


def _first_name(person: Person) -> str:
    return person.name.split()[0]


def _teams(rhythm: Rhythm) -> Offers:
    return {team.name: "" for team in rhythm.people.teams()}


def _areas(rhythm: Rhythm) -> Offers:
    return {area.slug: area.label for area in rhythm.vocabulary.areas}


def _cards(rhythm: Rhythm) -> Offers:
    words = rhythm.structure.words
    return {card.slug: card.label for card in (*words.checklist, *words.health)}


def _modes(rhythm: Rhythm) -> Offers:
    return {mode.slug: mode.label for mode in rhythm.structure.modes}


def _buckets(rhythm: Rhythm) -> Offers:
    return {bucket.slug: bucket.label for bucket in rhythm.structure.buckets}


def _patterns(rhythm: Rhythm) -> Offers:
    return {pattern.slug: pattern.label for pattern in rhythm.structure.words.patterns}


def _rituals(rhythm: Rhythm) -> Offers:
    return {standing.ritual.name: standing.ritual.question for standing in rhythm.rituals.standings()}


def _conflicts(rhythm: Rhythm) -> Offers:
    return {str(conflict.id): conflict.name for conflict in rhythm.tracker.conflict_names()}


def _fixes(rhythm: Rhythm) -> Offers:
    return {str(fix.id): fix.body for fix in rhythm.fixes.listed()}


def _promises(rhythm: Rhythm) -> Offers:
    return {str(promise.id): promise.body for promise in rhythm.planner.promises()}


def _fixed(words: Iterable[str]) -> Callable[[Rhythm], Offers]:
    offers = dict.fromkeys(words, "")
    return lambda _: offers


_OFFERS: dict[str | tuple[str, ...] | None, Callable[[Rhythm], Offers]] = {
    "PERSON": _people,
    "PERSON|nobody": _people,
    "MANAGER": _people,
    "TEAM": _teams,
    "AREA": _areas,
    "RITUAL": _rituals,
    "CARD": _cards,
    "MODE": _modes,
    "BUCKET": _buckets,
    "PATTERN": _patterns,
    "CONFLICT": _conflicts,
    "PARTY": _teams,
    "HANDLING": _fixed(Handling),
    "CAUSE": _fixed(Cause),
    "MOMENT": _fixed(Moment),
    "DAY": _fixed(_DAYS),
}
_NUMBERS: dict[str, Callable[[Rhythm], Offers]] = {
    "conflict": _conflicts,
    "log": _conflicts,
    "fix": _fixes,
    "done": _promises,
}
"""What a number means, by the command that takes it."""
_OTHER_AREAS = ("bench", "evidence")
"""Commands whose areas are those of a role, not those in which is decided."""
_FILES = ("FILE", "FILE_OR_FOLDER", "DIR")
