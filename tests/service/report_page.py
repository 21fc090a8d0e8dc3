"""A report as a browser shows it."""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """A page as a browser reads it: its lines and their details, titles and captions, and whatever it names."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.values: list[str] = []
        self.lines: list[str] = []
        self.titles: list[str] = []
        self.drawn: list[str] = []
        self.other: list[str] = []
        self.style = ""
        self._into: list[str] | None = None
        self._tag = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._tag = tag
        self.attributes |= {name for name, _ in attrs}
        self.values += [value or "" for _, value in attrs]
        kinds = {"line": self.lines, "detail": self.lines}
        self._into = kinds.get(dict(attrs).get("class") or "")
        if tag in ("h1", "h2", "title"):
            self._into = self.titles
        elif tag == "text":
            self._into = self.drawn
        if self._into is not None:
            self._into.append("")

    def handle_endtag(self, _tag: str) -> None:
        self._into = None
        self._tag = ""

    def handle_data(self, data: str) -> None:
        if self._tag == "style":
            self.style += data
        elif self._into is not None:
            self._into[-1] += data
        elif data.strip():
            self.other.append(data.strip())
