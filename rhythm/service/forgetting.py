"""Forgetting somebody for good, and giving out everything that is kept about them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm.domain.people import Person
from rhythm.errors import BadInput
from rhythm.interop.files import write_whole
from rhythm.storage import erasing
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.service import Rhythm
    from rhythm.storage.erasing import Erased
    from rhythm.storage.erasing_copies import Redone


class Forgetting:
    """What is done about one person as a whole."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def preview(self, person: Person) -> Erased:
        """What erasing would do; nothing is changed. Raises RhythmError for the director's own record."""
        return erasing.erase_person(self._db, person.id, rehearse=True)

    def erase(self, person: Person) -> Erased:
        """Erase somebody from the store. No backup is made of what is to be forgotten, and no undo brings it back."""
        found = erasing.erase_person(self._db, person.id)
        # Suggestions rest on texts that held the name.
        self._rhythm.read_escalations_anew()
        return found

    def holds(self, person: Person) -> bool:
        """Whether somebody is in the store, and not erased."""
        found = self._rhythm.people.person(person.id)
        return found is not None and found.name == person.name

    def copies(self) -> tuple[Path, ...]:
        """The copies of this store that still hold everybody."""
        from rhythm.storage.erasing_copies import copies_of

        folder = self._rhythm.backups.folder
        return copies_of(self._db.path, folder) if self._db.path is not None and folder is not None else ()

    def refuse_without_room(self, *, copies: bool) -> None:
        """To be asked before anything is erased from the store, or from the copies too. Raises StoreError."""
        from rhythm.storage.erasing_copies import refuse_without_room_for

        if self._db.path is not None:
            erasing.refuse_without_room_for_store(self._db.path)
        if copies:
            refuse_without_room_for(self.copies())

    def erase_everywhere(self, person: Person) -> tuple[Erased, Redone]:
        """Erase somebody from the copies of this store, and from the store. The copies come first: nobody who is gone
        from the store is found again, when this was stopped halfway. What was copied meanwhile comes last."""
        from rhythm.storage.erasing_copies import erase_from_copies

        before = erase_from_copies(self.copies(), person.uid, self._db.clock, self._db.far)
        found = self.erase(person)
        new = tuple(copy for copy in self.copies() if copy not in (*before.done, *before.left))
        after = erase_from_copies(new, person.uid, self._db.clock, self._db.far)
        return found, before.with_more(after)

    def export(self, person: Person, path: Path) -> Path:
        """Write everything that is kept about somebody to a file: `.json` with every record that is theirs or mentions
        them, `.md` to read. Raises BadInput for another ending, or when a file is there already."""
        if path.exists():
            raise BadInput(f"{path} is there already", "name another file")
        if path.suffix.casefold() == ".md":
            from rhythm.interop.vault import note_text
            from rhythm.service.vault import Vault

            text = note_text(Vault(self._db, self._rhythm).person(person))
        elif path.suffix.casefold() == ".json":
            records = erasing.records_of(self._db, person.id)
            text = json.dumps({"person": person.name, "records": records}, ensure_ascii=False, indent=2) + "\n"
        else:
            raise BadInput(f"{path.name} does not say in which form", "end the name with .json or .md")
        write_whole(path, text.encode())
        return path
