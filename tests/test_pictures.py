"""The pictures of the README show what the program shows."""

from __future__ import annotations

import asyncio
import importlib.util
import re
from html import unescape
from pathlib import Path
from types import ModuleType

import pytest

from rhythm.clock import SystemClock
from rhythm.sample.seed import seed_demo

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "docs" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()


def _texts(svg: str) -> list[str]:
    """What stands in a picture, without how it is drawn."""
    found = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return [text for part in found if (text := unescape(part).replace("\xa0", " ").strip())]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample on the day of the pictures."""
    path = tmp_path_factory.mktemp("pictures") / "demo.db"
    seed_demo(path, SystemClock(SCRIPT.DAY))
    return path


@pytest.mark.parametrize("name", SCRIPT.PICTURES)
def test_a_picture_shows_what_the_program_shows(name: str, store: Path) -> None:
    kept = (ROOT / "docs" / f"{name}.svg").read_text("utf-8")
    drawn = asyncio.run(SCRIPT.picture(SCRIPT.PICTURES[name], store))
    assert _texts(drawn) == _texts(kept), "run `make pictures`"


@pytest.mark.parametrize("name", SCRIPT.PICTURES)
def test_every_picture_stands_in_the_readme_with_words_for_who_cannot_see_it(name: str) -> None:
    assert re.search(rf"!\[[^\]]{{20,}}\]\(docs/{name}\.svg\)", README)
