"""The ledger of a workspace, opened: made at the first start, holding what its files say."""

from dataclasses import dataclass
from pathlib import Path

from data.catalogue.settings import Settings
from data.figures.snapshot import Snapshot
from data.ledger import place
from data.ledger.database import Database
from data.records import shipped, store
from data.records.snapshot import snapshot


@dataclass(frozen=True)
class Ledger:
    """A ledger and the files of its workspace, which give the catalogue."""

    database: Database
    files: Snapshot

    def revision(self) -> int:
        """Return the number that every write makes greater: cheap enough to be asked often."""
        return self.database.revision()

    def close(self) -> None:
        """Let go of all connections."""
        self.database.close()

    def snapshot(self) -> Snapshot:
        """Return what is shown now."""
        return snapshot(self.database, self.files)


def opened(folder: Path) -> Database:
    """Open the ledger of the workspace in this folder as it is, without reading its files.

    Faulty where its `workspace.yaml` or the ledger cannot be used.
    """
    workspace = Settings.of(folder).id
    return Database(place.url(workspace), workspace)


def open_ledger(folder: Path) -> Ledger:
    """Open the ledger of a workspace's folder, and bring it what the files say now.

    Faulty where the files or the ledger cannot be used.
    """
    files = store.load(folder)
    database = Database(place.url(files.settings.id), files.settings.id)
    shipped.bring(database, folder, files)
    return Ledger(database, files)
