"""A live store is kept out of folders that others copy, and off the file systems of other machines."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhythm.storage import places
from tests.cli.shell import Shell

MOUNTS = """\
rootfs / ext4 rw 0 0
server:/home /net/home nfs4 rw 0 0
//box/share /media/my\\040share cifs rw 0 0
me@host:/data /media/my\\040share/inner ext4 rw 0 0
remote /mnt/ssh fuse.sshfs rw 0 0
/dev/sda1 /mnt/stick fuseblk rw 0 0
C: /mnt/c 9p rw 0 0
tmpfs /run tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("Dropbox/notes", "Dropbox"),
        ("Dropbox (Acme)", "Dropbox"),
        ("OneDrive", "OneDrive"),
        ("OneDrive - Acme GmbH/a/b", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Library/CloudStorage/OneDrive-Acme", "OneDrive"),
        ("Google Drive", "Google Drive"),
        ("Nextcloud/x", "Nextcloud"),
        ("dropboxes", ""),
        ("My OneDrive plans", ""),
        ("notes", ""),
    ],
)
def test_a_folder_that_is_copied_is_known_by_its_name(tmp_path: Path, folder: str, program: str) -> None:
    assert places.syncing(tmp_path / folder / "rhythm.db") == program


@pytest.mark.parametrize("marker", [".stfolder", ".stignore", ".dropbox", ".dropbox.cache"])
def test_a_folder_that_is_copied_is_known_by_what_the_program_keeps_in_it(tmp_path: Path, marker: str) -> None:
    store = tmp_path / "shared" / "deep" / "rhythm.db"
    store.parent.mkdir(parents=True)
    assert places.syncing(store) == ""
    (tmp_path / "shared" / marker).touch()
    assert places.syncing(store) in ("Syncthing", "Dropbox")


def test_the_settings_folder_of_dropbox_in_the_home_folder_is_no_sign(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    assert places.syncing(tmp_path / "data" / "rhythm.db") == ""


def test_a_link_into_such_a_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    assert places.syncing(tmp_path / "data" / "rhythm.db") == "Dropbox"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/net/home/me/rhythm.db", "nfs4"),
        ("/media/my share/rhythm.db", "cifs"),
        ("/media/my share/inner/rhythm.db", ""),
        ("/mnt/ssh/rhythm.db", "fuse.sshfs"),
        ("/mnt/stick/rhythm.db", ""),
        ("/mnt/c/rhythm.db", "9p"),
        ("/home/me/rhythm.db", ""),
        ("/network/rhythm.db", ""),
    ],
)
def test_file_systems_of_a_network_or_of_user_space_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, kind: str
) -> None:
    table = tmp_path / "mounts"
    table.write_text(MOUNTS, encoding="utf-8")
    monkeypatch.setattr(places, "MOUNTS", table)
    assert places.network_kind(Path(path)) == kind


def test_where_no_file_systems_are_listed_none_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MOUNTS", tmp_path / "none")
    assert places.network_kind(Path("/net/home/rhythm.db")) == ""


@pytest.mark.parametrize("words", [("due",), ("note", "dana", "calm"), ("import", "json", "out")])
@pytest.mark.parametrize("where", ["synced", "network"])
def test_such_a_place_is_refused_for_reading_and_for_making_a_store_with_the_way_to_do_it_right(
    tmp_path: Path,
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    words: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    shell.ok("export", "json", "out")
    shell.store = tmp_path / ("Dropbox" if where == "synced" else "disk") / "rhythm.db"
    if where == "network":
        table = tmp_path / "mounts"
        table.write_text(f"remote {tmp_path} fuse.sshfs rw 0 0\n", encoding="utf-8")
        monkeypatch.setattr(places, "MOUNTS", table)
    result = shell.run(*words)
    error, hint = result.err.splitlines()
    assert (result.code, result.out) == (3, "")
    assert str(shell.store) in error
    assert "rhythm backup" in hint
    assert f"store.{where}_folder: allow" in hint
    assert not shell.store.exists()
    own = tmp_path / "settings.yaml"
    own.write_text(f"store: {{{where}_folder: allow}}\n", encoding="utf-8")
    monkeypatch.setenv("RHYTHM_SETTINGS", str(own))
    shell.ok("people", "add", "Noor Haddad")
    assert shell.store.exists()


def test_a_backup_may_go_into_such_a_folder(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    target = tmp_path / "Dropbox" / "copy.db"
    shell.ok("backup", str(target))
    assert target.exists()
