"""Files that a browser may keep for good: named by their content, compressed once, kept on disk."""

import gzip
import hashlib
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")  # no separator of any system, no hidden file
_PATH = re.compile(rf"([0-9a-f]{{32}})/({_NAME.pattern})")


class Assets:
    """A folder of files, each at a path that holds the digest of its name and its bytes.

    What was put once can be had for as long as it is on disk, by this process and by any later
    one, so an address that a browser still has open goes on working after a restart.
    """

    def __init__(self, folder: Path, *, limit: int = 256 << 20):
        """Keep files in `folder`, `limit` bytes of them unless this process put more itself."""
        self._folder = folder
        self._limit = limit
        self._own: set[Path] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, name: str, data: bytes) -> str:
        """Keep these bytes and return their path, `digest/name`; the same bytes have one path."""
        if not _NAME.fullmatch(name):
            raise ValueError(f"not a plain file name: {name!r}")
        digest = hashlib.blake2b(name.encode() + b"\0" + data, digest_size=16).hexdigest()
        file = self._file(digest, name)
        if file.exists():
            self._use(file)
        else:
            self._write(file, gzip.compress(data, 9, mtime=0))
        self._own.add(file)
        return f"{digest}/{name}"

    def get(self, path: str) -> bytes | None:
        """Return what was put at this path, compressed by gzip; None if there is no such file."""
        found = _PATH.fullmatch(path)
        if not found:
            return None
        file = self._file(*found.groups())
        try:
            packed = file.read_bytes()
        except FileNotFoundError:
            return None
        self._use(file)
        return packed

    def _file(self, digest: str, name: str) -> Path:
        return self._folder / f"{digest}-{name}.gz"

    def _use(self, file: Path) -> None:
        with suppress(OSError):  # a folder that may only be read: then nothing is dropped either
            os.utime(file)

    def _write(self, file: Path, packed: bytes) -> None:
        """Write under another name first: a reader finds the whole file or none."""
        self._make_room(len(packed))
        handle, draft = tempfile.mkstemp(dir=self._folder)
        with os.fdopen(handle, "wb") as out:
            out.write(packed)
        try:
            Path(draft).replace(file)
        except PermissionError:  # Windows, while another process has the same file open
            Path(draft).unlink()
            if not file.exists():
                raise

    def _make_room(self, wanted: int) -> None:
        """Drop what was used longest ago, but nothing that this process has named to a page."""
        files = [(entry.stat(), Path(entry.path)) for entry in os.scandir(self._folder)]
        excess = sum(stat.st_size for stat, _ in files) + wanted - self._limit
        for stat, file in sorted(files, key=lambda found: found[0].st_mtime):
            if excess <= 0:
                return
            if file not in self._own:
                with suppress(OSError):
                    file.unlink()
                excess -= stat.st_size
