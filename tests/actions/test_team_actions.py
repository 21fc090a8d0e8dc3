"""Teams that are archived, brought back, renamed, or taken up by another one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from rhythm.domain.decision_rights import Cell, Level, NewRight, Role
from rhythm.domain.escalations import Handling, NewEscalation, Party
from rhythm.domain.fix_forms import Filled
from rhythm.domain.fixes import FixKind
from rhythm.errors import BadInput, NotFound
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org, charter_of
from tests.conftest import FRIDAY
from tests.storage.dumps import dump

DAY = dt.timedelta(days=1)


def test_an_archived_team_leaves_every_list_and_keeps_its_history(rhythm: Rhythm, org: Org) -> None:
    core = rhythm.people.add_team("Core", manager_id=org.dana.id)
    rhythm.structure.set_charter(core.id, owns=["deploys"])
    rhythm.structure.set_charter(org.platform.id, owns=["deploys"])
    rhythm.structure.set_interface(core.id, org.growth.id, "by Tuesday")
    new = NewEscalation("who deploys", FRIDAY, (Party("Core", core.id), Party("Growth", org.growth.id)))
    row = rhythm.tracker.log(new, conflict="new")
    rhythm.people.archive_team(core.id)
    assert "Core" not in [team.name for team in rhythm.people.teams()]
    assert rhythm.structure.overlaps() == ()
    assert rhythm.structure.interfaces() == ()
    assert not any(one.subject.team_id == core.id for one in rhythm.structure.open_questions())
    stored = rhythm.tracker.escalation(row.id)
    assert stored is not None
    assert [party.name for party in stored.parties] == ["Core", "Growth"]
    with pytest.raises(NotFound):
        rhythm.people.find_team("core")
    assert rhythm.people.find_team("core", archived=True).id == core.id
    view = rhythm.structure.team(core.id)
    assert view is not None
    assert view.charter is not None
    with pytest.raises(BadInput, match="archived"):
        rhythm.people.add_team("core")
    rhythm.people.restore_team(core.id)
    assert len(rhythm.structure.overlaps()) == 1


def test_a_team_with_people_in_it_is_not_archived(rhythm: Rhythm, org: Org) -> None:
    with pytest.raises(BadInput) as caught:
        rhythm.people.archive_team(org.platform.id)
    assert "2 people are still in Platform" in caught.value.message


def test_a_renamed_team_keeps_everything_under_its_new_name(rhythm: Rhythm, org: Org) -> None:
    rhythm.structure.set_charter(org.platform.id, owns=["deploys"])
    conflict = org.escalate("who deploys", conflict="new").conflict_id
    rhythm.people.edit_team(org.platform.id, name="Foundations")
    view = rhythm.structure.team(org.platform.id)
    assert view is not None
    assert (view.team.name, [one.id for one in view.conflicts]) == ("Foundations", [conflict])
    assert view.conflicts[0].parties == ("Foundations", "Growth")


def test_a_merged_team_hands_over_people_names_charter_and_interfaces(rhythm: Rhythm, org: Org) -> None:
    core = rhythm.people.add_team("Core", aliases=("kernel",))
    platform, growth = org.platform.id, org.growth.id
    rhythm.structure.set_charter(platform, owns=["deploys", "logs"], not_owns=["banners"], goals=["One way"])
    rhythm.structure.set_charter(core.id, owns=["Deploy", "builds"], not_owns=["logs"], goals=["Fast builds"])
    rhythm.structure.set_interface(platform, growth, "by Tuesday")
    rhythm.structure.set_interface(platform, core.id, "between us")
    merged = rhythm.people.merge_teams(platform, core.id)
    assert merged.aliases == ("kernel", "Platform", "plat")
    assert {person.name for person in rhythm.people.everybody() if person.team_id == core.id} == {
        "Noor Haddad",
        "Chris Alder",
    }
    charter = charter_of(rhythm.structure, core.id)
    assert charter is not None
    assert (charter.owns, charter.not_owns, charter.goals) == (
        ("Deploy", "builds", "logs"),
        ("banners",),
        ("Fast builds", "One way"),
    )
    assert [(one.teams, one.body) for one in rhythm.structure.interfaces()] == [((growth, core.id), "by Tuesday")]
    assert rhythm.people.find_team("platform").id == core.id
    assert rhythm.structure.overlaps() == ()
    before = rhythm.people._db.all("SELECT team_id FROM reporting WHERE person_id = ? ORDER BY since", (org.noor.id,))
    assert [row[0] for row in before] == [platform, core.id]


def test_what_stood_with_a_merged_team_counts_with_the_one_that_took_it_up(rhythm: Rhythm, org: Org) -> None:
    core = rhythm.people.add_team("Core")
    last = rhythm.people.add_team("Last")
    outside = org.escalate("who deploys", 3, conflict="new").conflict_id
    inside = NewEscalation("who builds", FRIDAY, (Party("Core", core.id), Party("Platform", org.platform.id)))
    rhythm.tracker.log(inside, conflict="new")
    rhythm.people.merge_teams(org.platform.id, core.id)
    rhythm.people.merge_teams(core.id, last.id)
    assert {pair: [view.id for view in views] for pair, views in rhythm.structure.conflicts_between().items()} == {
        (org.growth.id, last.id): [outside]
    }
    assert rhythm.tracker.open_conflicts_by_team() == {last.id: 2, org.growth.id: 1}
    pairs = rhythm.reviews.pairs(FRIDAY)
    assert [pair.teams for pair in pairs] == [(org.growth.id, last.id)]
    assert len(rhythm.structure.conflicts_of(last.id)) == 2


def test_merging_is_one_action_that_undo_takes_back_whole(rhythm: Rhythm, org: Org) -> None:
    core = rhythm.people.add_team("Core")
    rhythm.structure.set_charter(org.platform.id, owns=["deploys"])
    rhythm.structure.set_interface(org.platform.id, org.growth.id, "by Tuesday")
    before = dump(rhythm.people._db)
    rhythm.people.merge_teams(org.platform.id, core.id)
    assert dump(rhythm.people._db) != before
    rhythm.undo()
    assert dump(rhythm.people._db) == before


def test_a_merged_team_that_comes_back_has_its_names_again(rhythm: Rhythm, org: Org) -> None:
    core = rhythm.people.add_team("Core")
    rhythm.people.merge_teams(org.platform.id, core.id)
    rhythm.people.restore_team(org.platform.id)
    assert rhythm.people.find_team("plat").id == org.platform.id
    found = rhythm.people.team(core.id)
    assert found is not None
    assert found.aliases == ()


def test_a_team_is_not_merged_into_itself_or_with_one_that_is_gone(rhythm: Rhythm, org: Org) -> None:
    core = rhythm.people.add_team("Core")
    with pytest.raises(BadInput):
        rhythm.people.merge_teams(core.id, core.id)
    rhythm.people.archive_team(core.id)
    for one, other in ((core.id, org.growth.id), (org.growth.id, core.id)):
        with pytest.raises(BadInput, match="archived"):
            rhythm.people.merge_teams(one, other)


def test_a_file_that_names_a_merged_or_archived_team_means_what_there_is_of_it(
    rhythm: Rhythm, org: Org, tmp_path: Path
) -> None:
    core = rhythm.people.add_team("Core")
    idle = rhythm.people.add_team("Idle")
    rhythm.people.merge_teams(org.platform.id, core.id)
    rhythm.people.archive_team(idle.id)
    file = tmp_path / "people.csv"
    file.write_text(
        "name,email,manager,team\nMe,me@acme.example,,\nDana Okoye,dana@acme.example,me@acme.example,\n"
        "Mei Lin,mei@acme.example,dana@acme.example,Platform\nOle Dahl,ole@acme.example,dana@acme.example,Idle\n"
    )
    rhythm.importing.people(file, me="me@acme.example", keep_going=True)
    teams = {person.name: person.team_id for person in rhythm.people.everybody()}
    assert (teams["Mei Lin"], teams["Ole Dahl"]) == (core.id, idle.id)
    assert "Idle" in [team.name for team in rhythm.people.teams()]


def test_decision_rights_go_over_with_a_merged_team_and_what_held_stays_told(rhythm: Rhythm, org: Org) -> None:
    core, day = rhythm.people.add_team("Core"), FRIDAY - 60 * DAY
    platform, growth = org.platform.id, org.growth.id
    heard = (Role("Core", None, core.id), Role("Platform", None, platform), Role("", org.noor.id))
    rhythm.rights.set(NewRight(platform, "roadmap", day, org.dana.id, Level.INQUIRE, "their craft", org.noor.id))
    rhythm.rights.set(NewRight(platform, "quality", day, org.dana.id, Level.DELEGATE))
    own = (Role("Core", None, core.id), Role("Growth", None, growth))
    rhythm.rights.set(NewRight(platform, "priorities", day, org.dana.id, Level.DELEGATE, informed=own))
    rhythm.rights.set(NewRight(core.id, "quality", day, org.ilya.id, Level.SELL))
    rhythm.rights.set(NewRight(growth, "staffing", day, org.ilya.id, Level.SELL, "as agreed", None, heard))
    rhythm.rights.set(NewRight(growth, "budget", day, org.ilya.id, Level.SELL))
    new = NewEscalation("again", FRIDAY - DAY, (Party("Platform", platform),), area="roadmap")
    leaked = rhythm.tracker.log(new)
    before = dump(rhythm.people._db)
    rhythm.people.merge_teams(platform, core.id)
    found = rhythm.rights.findings()
    held = {(cell.team_id, cell.area): found.board.on(cell, FRIDAY) for cell in found.board.cells}
    roadmap, quality, staffing = held[core.id, "roadmap"], held[core.id, "quality"], held[growth, "staffing"]
    assert roadmap is not None
    assert quality is not None
    assert staffing is not None
    assert (roadmap.decider, roadmap.level, roadmap.driver, roadmap.since, roadmap.why) == (
        "Dana Okoye", Level.INQUIRE, "Noor Haddad", FRIDAY, "taken over from Platform"
    )  # fmt: skip
    priorities = held[core.id, "priorities"]
    assert priorities is not None
    assert [role.name for role in priorities.informed] == ["Growth"], "its own team is not told"
    assert (quality.decider, quality.since) == ("Ilya Brandt", day)
    assert ([role.name for role in staffing.contributors], staffing.why) == (["Core", "Noor Haddad"], "as agreed")
    assert len(found.board.history(Cell(growth, "budget"))) == 1
    assert [(leak.row.id, leak.right and leak.right.team_id) for leak in found.leaks] == [(leaked.id, platform)]
    assert found.board.moved(day, FRIDAY) == ()
    rhythm.undo()
    assert dump(rhythm.people._db) == before


def test_a_team_that_nobody_leads_is_led_by_who_led_the_one_that_it_takes_up(rhythm: Rhythm, org: Org) -> None:
    core = rhythm.people.add_team("Core", product_id=org.noor.id)
    rhythm.people.edit_team(org.platform.id, product_id=org.chris_a.id, engineering_id=org.ilya.id)
    merged = rhythm.people.merge_teams(org.platform.id, core.id)
    assert (merged.manager_id, merged.product_id, merged.engineering_id) == (org.dana.id, org.noor.id, org.ilya.id)
    assert rhythm.people.merge_teams(core.id, org.growth.id).manager_id == org.ilya.id


def test_a_fix_that_waits_is_about_the_team_that_took_up_its_own(rhythm: Rhythm, org: Org) -> None:
    core = rhythm.people.add_team("Core")
    conflict = org.escalate("who sets the date", conflict="new").conflict_id
    assert conflict is not None
    form = (Filled("team", "", org.platform.id), Filled("other_team", "", org.growth.id), Filled("hand_off", "Tuesday"))
    fix = rhythm.fixes.add(conflict, FixKind.INTERFACE, owner_id=org.dana.id, form=form)
    rhythm.people.merge_teams(org.platform.id, core.id)
    rhythm.fixes.put_in_effect(fix.id)
    assert [(one.teams, one.body) for one in rhythm.structure.interfaces()] == [((org.growth.id, core.id), "Tuesday")]


def test_people_who_move_to_the_team_later_are_taken_along(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    core = rhythm.people.add_team("Core")
    later = FRIDAY + dt.timedelta(days=10)
    rhythm.people.edit(org.chris_m.id, since=later, team="Platform")
    rhythm.people.merge_teams(org.platform.id, core.id)
    teams = []
    for day in (FRIDAY, later):
        clock.day = day
        stored = rhythm.people.person(org.chris_m.id)
        teams.append(stored and stored.team_id)
    assert teams == [org.growth.id, core.id]


def test_of_a_team_that_is_no_more_no_level_is_asked(rhythm: Rhythm, org: Org) -> None:
    rhythm.rights.set(NewRight(org.growth.id, "quality", FRIDAY - 60 * DAY, org.ilya.id, Level.CONSULT))
    rhythm.rights.set(NewRight(org.growth.id, "roadmap", FRIDAY - 60 * DAY, org.ilya.id, Level.INQUIRE))
    for number in range(5):
        for area in ("quality", "roadmap"):
            new = NewEscalation(
                "again", FRIDAY - number * DAY, (Party("Growth", org.growth.id),), area=area, handling=Handling.AGREED
            )
            rhythm.tracker.log(new)
    found = rhythm.rights.findings()
    assert [one.cell.area for one in found.stamps] == ["quality", "roadmap"]
    assert [one.cell.area for one in found.asked] == ["roadmap"]
    rhythm.people.merge_teams(org.growth.id, org.platform.id)
    found = rhythm.rights.findings()
    assert (found.stamps, found.asked) == ((), ())


def test_no_team_goes_by_the_name_of_another(rhythm: Rhythm, org: Org) -> None:
    rhythm.people.edit_team(org.platform.id, aliases=("Foundations", "infra"))
    refusals: tuple[Callable[[], object], ...] = (
        lambda: rhythm.people.add_team("infra"),
        lambda: rhythm.people.add_team("Core", aliases=("INFRA",)),
        lambda: rhythm.people.edit_team(org.growth.id, name="Infra"),
        lambda: rhythm.people.edit_team(org.growth.id, aliases=("funnel", "infra")),
    )
    for refused in refusals:
        with pytest.raises(BadInput, match="already means Platform") as caught:
            refused()
        assert caught.value.hint.endswith("rhythm team edit 'Platform' --drop-alias 'infra'")
    with pytest.raises(BadInput, match="already means Platform") as caught:
        rhythm.people.edit_team(org.growth.id, aliases=("platform",))
    assert caught.value.hint == "choose another alias"
    rhythm.people.edit_team(org.platform.id, name="Foundations", aliases=("infra", "platform"))
    rhythm.people.edit_team(org.platform.id, aliases=("platform",))
    assert rhythm.people.add_team("Infra").name == "Infra"


def test_a_team_that_is_back_has_its_names_to_itself(rhythm: Rhythm, org: Org) -> None:
    core = rhythm.people.add_team("Core", aliases=("kernel",))
    rhythm.people.archive_team(core.id)
    rhythm.people.edit_team(org.growth.id, aliases=("Kernel", "core", "funnel"))
    assert rhythm.people.find_team("core").id == org.growth.id
    rhythm.people.restore_team(core.id)
    assert rhythm.people.find_team("core").id == rhythm.people.find_team("kernel").id == core.id
    assert rhythm.people.find_team("growth").aliases == ("funnel",)
