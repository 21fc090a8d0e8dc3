"""The import of people in the app: the changes are shown, ticked, and carried out as one action."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.screens.dialogs.importing import ImportPeople
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.tracking import in_box
from tests.widgets.showing import screen_lines
from widgets.capture_input import CaptureInput
from widgets.row_list import RowList

FILE = """name,email,manager,title
Rae [/b] Kim,rae@x.example,,Director
Dana Okoye,dana@acme.example,Rae [/b] Kim,[Q3] lead
Ilya Brandt,ilya@acme.example,Rae [/b] Kim,
Noor Haddad,,Ilya Brandt,
Chris Alder,,Dana Okoye,
Mei [/b] Ek,mei@acme.example,Dana Okoye,
"""


async def looked_into(pilot: Pilot[None], app: RhythmApp, file: Path) -> RowList:
    """Open the dialog and let it read the file; its list."""
    await pilot.pause()
    await pilot.press("2", "ctrl+o")
    await pilot.pause()
    assert isinstance(app.screen, ImportPeople)
    app.screen.query_one("#file", CaptureInput).value = str(file)
    await pilot.press("enter")
    await pilot.pause()
    return app.screen.query_one("#changes", RowList)


def marks(listing: RowList) -> dict[str, str]:
    """The tick of each change, by who and what."""
    rows = listing._source.window(0, 100)
    return {f"{row.main}: {row.fact.partition('  ')[0]}": row.mark for row in rows if row.mark.startswith("[")}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that adds, moves, retitles, and lacks one of the organisation."""
    path = tmp_path / "people.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_each_change_is_ticked_or_not_and_the_rest_is_one_action(
    rhythm: Rhythm, org: Org, file: Path, size: tuple[int, int]
) -> None:
    before = {person.id: person for person in rhythm.people.everybody(archived=True)}
    rhythm.people.edit(rhythm.people.find("me").id, name="Rae [/b] Kim")
    actions = len(rhythm.undoable())
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        listing = await looked_into(pilot, app, file)
        assert marks(listing) == {
            "Mei [/b] Ek: joins": "[x]",
            "Noor Haddad: moves": "[x]",
            "Rae [/b] Kim: title": "[x]",
            "Rae [/b] Kim: address": "[x]",
            "Dana Okoye: title": "[x]",
            "Chris Moon: not in the file": "[ ]",
        }
        assert "Dana Okoye → Ilya Brandt" in "\n".join(screen_lines(app))
        noor = next(row.key for row in listing._source.window(0, 100) if row.main == "Noor Haddad")
        moon = next(row.key for row in listing._source.window(0, 100) if row.main == "Chris Moon")
        for key in (noor, moon):
            listing.highlight(key)
            await pilot.press("space")
        assert (marks(listing)["Noor Haddad: moves"], marks(listing)["Chris Moon: not in the file"]) == ("[ ]", "[x]")
        await pilot.press("enter")
        await pilot.pause()
        assert not app.screen.is_modal
        assert "1 new, 2 changed, 1 gone" in "\n".join(screen_lines(app))
        assert rhythm.people.find("noor").manager_id == org.dana.id
        assert rhythm.people.find("dana").title == "[Q3] lead"
        chris = rhythm.people.person(org.chris_m.id)
        assert chris is not None
        assert chris.left(rhythm.today())
        assert len(rhythm.undoable()) == actions + 1
        await pilot.press("u")
    after = {person.id: person for person in rhythm.people.everybody(archived=True)}
    assert {number: after[number] for number in before if not before[number].is_me} == {
        number: person for number, person in before.items() if not person.is_me
    }


async def test_half_a_file_is_stopped_until_the_missing_are_ticked_as_gone(
    rhythm: Rhythm, org: Org, tmp_path: Path
) -> None:
    rhythm.people.add_several([f"Person {chr(65 + n)}lan" for n in range(6)], manager_id=org.dana.id)
    half = tmp_path / "half.csv"
    half.write_text("name,email,manager\nMe,,\nDana Okoye,dana@acme.example,Me\nIlya Brandt,,Me\nNew One,,Me\n")
    app = RhythmApp(rhythm)
    async with app.run_test(size=(80, 24)) as pilot:
        listing = await looked_into(pilot, app, half)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ImportPeople)
        assert "looks like half a file" in "\n".join(screen_lines(app))
        assert "New One" not in {person.name for person in rhythm.people.everybody()}
        for row in listing._source.window(0, 100):
            if row.fact == "not in the file":
                listing.highlight(row.key)
                await pilot.press("space")
        await pilot.press("enter")
        await pilot.pause()
        assert not app.screen.is_modal
    assert {person.name for person in rhythm.people.others()} == {"Dana Okoye", "Ilya Brandt", "New One"}


async def test_hidden_names_stand_nowhere_in_the_list(rhythm: Rhythm, org: Org, file: Path) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("h")
        await looked_into(pilot, app, file)
        seen = "\n".join(screen_lines(app))
        await pilot.press("f8")
        await pilot.pause()
        told = "\n".join(screen_lines(app))
    listed = ("Dana", "Okoye", "Ilya", "Noor", "Kim", "lead")
    assert [word for word in listed if word in told] == [*listed]
    assert not [word for word in (*listed, "acme", "people.csv") if word in seen]


async def test_the_same_file_again_changes_nothing_and_leaves_no_action(rhythm: Rhythm, org: Org, file: Path) -> None:
    rhythm.importing.people(file, keep_going=True)
    actions = len(rhythm.undoable())
    app = RhythmApp(rhythm)
    async with app.run_test(size=(80, 24)) as pilot:
        await looked_into(pilot, app, file)
        await pilot.press("enter")
        await pilot.pause()
        assert "nothing had changed" in "\n".join(screen_lines(app))
    assert len(rhythm.undoable()) == actions


@pytest.fixture
def deeper(file: Path) -> Path:
    """The same, with somebody below a skip-level."""
    file.write_text(f"{FILE}Tor Dahl,,Mei [/b] Ek,\n", encoding="utf-8")
    return file


async def test_who_stands_deeper_than_a_skip_level_is_said_to_be_left_out_and_not_to_stand_elsewhere(
    rhythm: Rhythm, org: Org, deeper: Path
) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=(80, 24)) as pilot:
        await looked_into(pilot, app, deeper)
        assert "1 left out: neither report nor skip-level" in in_box(app)
