"""Folders in which a live store is not safe: those that another program copies, and those of other machines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rhythm.errors import Misplaced
from rhythm.values import NamedTuple

MOUNTS = Path("/proc/self/mounts")
"""Where Linux lists its file systems. Other systems have no such file, and their network drives are not recognised."""

_SYNCING_NAMES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "iclouddrive": "iCloud",
    "icloud drive": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
}
"""Names of folders, in small letters."""
_WITH_AN_ACCOUNT = ("dropbox (", "onedrive -", "onedrive-", "googledrive-")
"""So some begin, and go on with whose they are."""
_SYNCING_FILES = ((".stfolder", "Syncthing"), (".stignore", "Syncthing"), (".dropbox.cache", "Dropbox"))
_DROPBOX_FILE = ".dropbox"
"""A file in the folder that Dropbox copies; a folder of that name in the home folder are its own settings."""
_NETWORK = frozenset(
    ("cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "ceph", "glusterfs", "lustre", "davfs", "drvfs", "vboxsf", "prl_fs")
)
_NETWORK_FAMILIES = ("nfs", "fuse.")
"""So the names of others begin; `fuseblk` is none of them: a stick of another system."""
_ESCAPED = (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\"))
"""How blanks stand in the list of file systems."""


class _Mount(NamedTuple):
    folder: str
    kind: str


def refuse_unsafe_place(store: Path, *, synced_allowed: bool, network_allowed: bool) -> None:
    """Raises Misplaced for a store in a folder that is copied while it is written, or on a file system where locks
    can't be relied on, unless that was allowed."""
    if not synced_allowed and (program := syncing(store)):
        raise Misplaced(
            f"{store} lies in a folder that {program} copies to other machines; it can lose what you write, unseen",
            "keep the store elsewhere (--db FILE or RHYTHM_DB) and put copies there: rhythm backup FILE;"
            " or set store.synced_folder: allow",
        )
    if not network_allowed and (kind := network_kind(store)):
        raise Misplaced(
            f"{store} lies on a network or user-space file system ({kind}), where two programs may write at once",
            "keep the store on a disk of this machine (--db FILE or RHYTHM_DB) and put copies there: rhythm backup"
            " FILE; or set store.network_folder: allow",
        )


def syncing(store: Path) -> str:
    """The program that copies the folder of a store to other machines, or nothing."""
    for folder in _folders(store):
        if program := _by_name(folder.name.casefold()):
            return program
        for name, program in _SYNCING_FILES:
            if (folder / name).exists():
                return program
        if (folder / _DROPBOX_FILE).is_file():
            return "Dropbox"
    return ""


def network_kind(store: Path) -> str:
    """The kind of the file system under a store, where it is one of a network or of user space; else nothing."""
    place = str(store.absolute().resolve())
    over = [mount for mount in _mounts() if mount.folder == "/" or f"{place}/".startswith(f"{mount.folder}/")]
    # Of two on the same folder the later one covers the other.
    on = max(reversed(over), key=lambda mount: len(mount.folder), default=None)
    return on.kind if on is not None and (on.kind in _NETWORK or on.kind.startswith(_NETWORK_FAMILIES)) else ""


def _by_name(name: str) -> str:
    known = _SYNCING_NAMES.get(name)
    if known is None and name.startswith(_WITH_AN_ACCOUNT):
        known = next(program for begin, program in _SYNCING_NAMES.items() if name.startswith(begin))
    return known or ""


def _folders(store: Path) -> Iterator[Path]:
    """Every folder above a store, as it is named and as it really is."""
    named, real = store.absolute(), store.absolute().resolve()
    yield from named.parents
    if real != named:
        yield from real.parents


def _mounts() -> Iterator[_Mount]:
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        parts = line.split(" ")
        if len(parts) > 2:
            folder = parts[1]
            for escaped, char in _ESCAPED:
                folder = folder.replace(escaped, char)
            yield _Mount(folder, parts[2])
