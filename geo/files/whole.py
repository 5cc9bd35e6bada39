"""A file that appears whole or not at all, however many write to its name, and whatever happens."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.faults import Faulty, refuse

OWN = 0o600  # for its owner only


@contextmanager
def whole(path: Path, ending: str = "", *, private: bool = False) -> Iterator[Path]:
    """Give a path to write to; what is there in the end becomes the file, once it is on the disk.

    The path lies in a new folder beside the file, which nobody else writes to or looks into, and
    has the ending that its writer goes by. Faulty where it cannot be written.
    """
    try:
        with TemporaryDirectory(
            dir=path.parent, prefix=".atlas-", ignore_cleanup_errors=True
        ) as folder:
            part = Path(folder) / f"part{ending}"
            yield part
            if private:
                part.chmod(OWN)
            _sync(part)
            part.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Faulty([refuse("archive_unwritable", path, reason=reason)]) from None


def write(path: Path, content: bytes) -> None:
    """Write a file whole, or not at all; Faulty where it cannot be written."""
    with whole(path) as part:
        part.write_bytes(content)


def _sync(file: Path) -> None:
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def _sync_folder(folder: Path) -> None:
    """Let the name last, too: a folder is synced where a system has that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
