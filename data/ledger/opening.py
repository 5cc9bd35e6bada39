"""The ledger of a workspace's folder, opened."""

from pathlib import Path

from data.declared import build, read
from data.ledger import place
from data.ledger.database import Database
from data.settings import Settings


def opened(folder: Path) -> Database:
    """Open the ledger of the workspace in this folder; Faulty if either cannot be used."""
    name = "workspace.yaml"
    workspace = build(Settings, read(folder / name), name).id
    return Database(place.url(workspace), workspace)
