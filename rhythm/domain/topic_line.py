"""A topic as it is typed: the text, and behind it tags for who brought it, what it is for and who may see it."""

from __future__ import annotations

from rhythm.domain.meetings import NewTopic, Side, Theme

PRIVATE_TAG = "#private"
_SIDES = {f"#{side}": side for side in Side}
_THEMES = {f"#{theme}": theme for theme in Theme}


def read_topic(text: str) -> NewTopic:
    """Reads `launch criteria #theirs #clarity #private`; never raises.

    Only tags at the end count, and only these: anything else that begins with # is part of the text.
    """
    words = text.split()
    new = NewTopic("")
    while len(words) > 1:
        tag = words[-1].casefold()
        if tag in _SIDES:
            new = new._replace(side=_SIDES[tag])
        elif tag in _THEMES:
            new = new._replace(theme=_THEMES[tag])
        elif tag == PRIVATE_TAG:
            new = new._replace(private=True)
        else:
            break
        words.pop()
    return new._replace(body=" ".join(words))
