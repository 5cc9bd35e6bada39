"""What is there counted while it streams by, and refused before it fills the memory."""

from dataclasses import dataclass

from geo.faults import Fault, Faulty, refuse
from geo.files.bundles import MB, SMALL, Limits


@dataclass
class Count:
    """How much has come out of one file; what the file itself says of that is not asked."""

    where: str
    size: int  # bytes of the file
    limits: Limits
    features: int = 0
    out: int = 0

    def columns(self, number: int) -> None:
        """Refuse a layer of more columns than any has."""
        if number > self.limits.columns:
            raise Faulty([self._much("columns", number, self.limits.columns)])

    def rows(self, number: int, size: int) -> None:
        """Count rows, and the bytes that they take in memory."""
        self.features += number
        self.out += size
        if self.features > self.limits.features:
            raise Faulty([self._much("features", self.features, self.limits.features)])
        if self.out > self.limits.unpacked or (
            self.out > SMALL and self.out > self.limits.ratio * self.size
        ):
            mb, most = self.out / MB, self.limits.unpacked / MB
            said = {"mb": mb, "ratio": self.out / max(self.size, 1), "most": most}
            raise Faulty([refuse("layer_bomb", self.where, **said)])

    def _much(self, what: str, found: int, most: int) -> Fault:
        return refuse(f"layer_too_many_{what}", self.where, count=found, most=most)
