"""Cuts a process off from every network. Python imports this module by itself when its folder is on the path, so that
the children of a test are cut off too; the tests themselves import it from their conftest."""

from __future__ import annotations

import sys

_ASKING = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
_SPEAKING = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")
_WITHIN_THE_MACHINE = 1
"""AF_UNIX: asyncio wakes itself over a pair of such sockets."""


class SpokeToANetwork(BaseException):
    """Not an Exception: code that takes care of failures must not take care of this one."""


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Whatever a program imports, each of its sockets passes here."""
    if event in _ASKING or (event in _SPEAKING and int(getattr(arguments[0], "family", 0)) != _WITHIN_THE_MACHINE):
        raise SpokeToANetwork(event)


sys.addaudithook(refuse)
