"""The program's commands as somebody types them, without a process of their own for each."""

import io

import pytest

from data.__main__ import main


def run(*arguments: str, given: bytes = b"", **environment: str) -> int:
    """Run a command that finds this on its input and in its environment; return its exit code."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given), "utf-8"))
        try:
            return main(arguments)
        except SystemExit as error:  # arguments that the command does not know
            return int(error.code or 0)


def done(*arguments: str, given: bytes = b"", **environment: str) -> None:
    """Run a command that must succeed."""
    assert run(*arguments, given=given, **environment) == 0, arguments
