"""Which way goes what a skip-level said, as commands take it and say it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.domain.meetings import Route
from rhythm.errors import BadInput

if TYPE_CHECKING:
    from rhythm.domain.meetings import Promise, Topic
    from rhythm.service import Rhythm

WAYS = f"{Route.MANAGER}, {Route.KEEP} or {Route.DIRECT}"


def add_route_options(parser: argparse.ArgumentParser) -> None:
    """What goes with a way."""
    parser.add_argument("--reason", metavar="TEXT", help=f"why it goes round the manager; needed for {Route.DIRECT}")
    parser.add_argument("--wording", metavar="TEXT", help="what the manager's queue says, instead of the same words")
    parser.add_argument("--named", action="store_true", help="the manager may read whom it came from")


def way_given(text: str) -> Route:
    """The way that a word names, or its beginning. Raises BadInput."""
    wanted = text.strip().casefold()
    found = [route for route in Route if wanted and route.value.startswith(wanted)]
    if len(found) != 1:
        raise BadInput("that is not a way", f"say {WAYS}")
    return found[0]


def check_route_options(args: argparse.Namespace, way: Route | None) -> None:
    """Raises BadInput for what goes with another way than the one that is named."""
    if args.reason is not None and way is not Route.DIRECT:
        raise BadInput("a reason goes with the way round the manager", f"say {Route.DIRECT}, or leave --reason out")
    if (args.wording is not None or args.named) and way is not Route.MANAGER:
        raise BadInput(
            "wording and name go with the way through the manager", f"say {Route.MANAGER}, or leave them out"
        )


def way_words(rhythm: Rhythm, done: Topic | Promise) -> str:
    """Where something went: `it is on Dana's queue, without the name` or `it goes round Dana`."""
    _, manager = rhythm.skip_levels.source(done.person_id)
    return {
        Route.MANAGER: f"it stands on the queue of {manager.name}",
        Route.KEEP: "you keep it with you",
        Route.DIRECT: f"it goes round {manager.name}",
        None: "it has no way yet",
    }[done.route]
