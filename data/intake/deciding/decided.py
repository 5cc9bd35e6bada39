"""The answers that a file is read with, and which of them were needed."""

from collections.abc import Iterator, Mapping

from data.intake.understanding.findings import Decisions


class Decided(Mapping[str, str]):
    """Answers by the keys of questions; `used` has those that were looked up.

    An empty answer is none: whoever gives it wants to be asked again.
    """

    def __init__(self, given: Decisions):
        self._given = {key: answer for key, answer in given.items() if answer}
        self.used: dict[str, str] = {}

    def __getitem__(self, key: str) -> str:
        answer = self.used[key] = self._given[key]
        return answer

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)
