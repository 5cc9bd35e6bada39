"""Number formats as a spreadsheet applies them: what a person sees of a number or a day."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from operator import eq, ge, gt, le, lt, ne

from data.intake.reading.grid import PLAIN, Look, Value, tidy

GENERAL = "General"
BUILT_IN: Mapping[int, str] = {  # named by a number alone; of hours it is enough that they are
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm", 19: "h:mm", 20: "h:mm", 21: "h:mm", 22: "m/d/yy",
    37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "h:mm", 46: "[h]:mm",
    47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LAST = 2_958_465  # 31 December 9999, as Excel counts
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<general>General)'
    r"|(?P<exponent>E[+-]0+)|(?P<noon>AM/PM|A/P)|(?P<days>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+)"
    r"|(?P<digits>[0#?.,]+)|(?P<percent>%)|(?P<text>@)|(?P<cut>;)|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_COMPARE = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
_LETTERS = re.compile(r"[^\W_]|[%‰₫€$£¥]")
_ELAPSED = re.compile(r"[hms]+", re.IGNORECASE)
Token = tuple[str, str]  # what it is, and its text


@dataclass(frozen=True)
class Section:
    """One of the formats that a code gives for numbers of one kind: `0.0%` of `0.0%;-0.0%`."""

    tokens: tuple[Token, ...]

    @cached_property
    def condition(self) -> tuple[str, float] | None:
        """Return the comparison that a number must pass to be shown in this way."""
        found = [m for kind, t in self.tokens if kind == "bracket" if (m := _CONDITION.match(t))]
        return (found[0][1], float(found[0][2])) if found else None

    @cached_property
    def digits(self) -> str:
        """Return the places of digits and their marks: `#,##0.0`."""
        return "".join(text for kind, text in self.tokens if kind == "digits")

    @cached_property
    def numeric(self) -> bool:
        """Say whether the number itself is shown."""
        kinds = {kind for kind, _ in self.tokens}
        return bool({"general", "text"} & kinds) or re.search(r"[0#?]", self.digits) is not None

    @cached_property
    def dated(self) -> str:
        """Return which of y, m, d and h are shown where a number stands for a day or an hour."""
        shown = "".join(t.lower() for kind, t in self.tokens if kind == "days")
        elapsed = any(kind == "bracket" and _ELAPSED.fullmatch(t) for kind, t in self.tokens)
        seconds = re.fullmatch(r"[.,]*0*", self.digits) and "s" in shown
        if elapsed or (shown and (not re.search(r"[0#?]", self.digits) or seconds)):
            hours = "h" in shown or "s" in shown or elapsed
            parts = "y" * ("y" in shown) + "d" * (
                re.search(r"(?<!d)d{1,2}(?!d)", shown) is not None
            )
            months = "m" in shown and (not hours or bool(parts))
            return parts + "m" * months + "h" * hours or "w"  # a day of the week alone
        return ""

    @cached_property
    def percents(self) -> int:
        """Return how often the number is multiplied by a hundred: a % that is no mere letter."""
        return sum(kind == "percent" for kind, _ in self.tokens)

    @cached_property
    def thousands(self) -> int:
        """Return how often it is divided by a thousand: commas that stand between no digits."""
        return sum(len(part) - len(part.rstrip(",")) for part in self.digits.split("."))

    @cached_property
    def literal(self) -> str:
        """Return the letters that are shown beside the number."""
        if self.dated:
            return tidy("".join(t for kind, t in self.tokens if kind in ("quoted", "escaped")))
        return tidy("".join(_literal(*token) for token in self.tokens).replace("\0", " "))

    @cached_property
    def unit(self) -> str:
        """Return the literal where it has letters; marks and brackets alone say nothing."""
        return self.literal if _LETTERS.search(self.literal) else ""

    @cached_property
    def is_plain(self) -> bool:
        """Say whether a number is shown as it is kept."""
        return self.numeric and not (self.dated or self.percents or self.thousands or self.unit)


def _literal(kind: str, text: str) -> str:
    match kind:
        case "quoted" | "escaped" | "other" | "noon" | "days":
            return text
        case "bracket" if text.startswith("$"):  # [$₫-42A]: a currency, and a language
            return text[1:].partition("-")[0]
        case "digits" | "general" | "text" | "percent":
            return "\0"
    return ""


@lru_cache(maxsize=10_000)
def sections(code: str) -> tuple[Section, ...]:
    """Return the sections of a format's code."""
    found: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code or GENERAL):
        kind = match.lastgroup
        if kind == "cut":
            found.append([])
        elif kind:
            found[-1].append((kind, match[kind]))
    return tuple(Section(tuple(tokens)) for tokens in found)


def section(code: str, number: float) -> Section:
    """Return the section that a number is shown by."""
    every = sections(code)
    numbers = every[:3]
    if any(s.condition for s in numbers):
        for one in numbers:
            if one.condition is None or _COMPARE[one.condition[0]](number, one.condition[1]):
                return one
        return numbers[-1]
    if number < 0 and len(numbers) > 1:
        return numbers[1] if numbers[1].tokens or len(numbers) > 2 else numbers[0]
    return numbers[2] if number == 0 and len(numbers) > 2 else numbers[0]


def plain(code: str) -> bool:
    """Say whether every number of this format is shown as it is kept."""
    return all(s.is_plain for s in sections(code)[:3])


def shown(number: float, code: str, epoch: datetime = EPOCH) -> tuple[Value, bool, Look]:
    """Return what is seen of a number: the value, whether it is a percentage, and what else."""
    own = section(code, number)
    if own.dated:
        return moment(number, own, epoch), False, PLAIN
    if not own.numeric:
        if own.unit and not own.percents:  # [=1]"Đạt": nobody sees the number
            return own.unit, False, PLAIN
        return number, False, PLAIN if own.literal else Look(unseen=True)
    value = number
    if own.thousands:
        value = float(f"{number / 1000**own.thousands:.15g}")
    if own.percents > 1:
        value *= 100 ** (own.percents - 1)
    look = Look(own.unit, own.thousands) if own.unit or own.thousands else PLAIN
    return value, bool(own.percents), look


def moment(number: float, own: Section, epoch: datetime = EPOCH) -> Value:
    """Return the day, the hour or the text that is seen where a number stands for a moment."""
    if not 0 <= number <= _LAST:
        return "#####"  # what Excel shows of it
    if own.dated == "h":
        return str(
            (EPOCH + timedelta(days=number % 1, microseconds=500)).time().replace(microsecond=0)
        )
    if number < 1 and epoch == EPOCH:
        return "1900-01-00"
    days = number + 1 if epoch == EPOCH and number < 60 else number  # of Excel's 29.2.1900
    return seen_day(epoch + timedelta(days=days), own)


def seen_day(day: datetime, own: Section) -> Value:
    """Return a day, or the text that is seen where its format hides the day or adds letters."""
    if "d" in own.dated or own.dated in ("w", "wh"):
        return day.date()
    if "y" in own.dated and not re.search(r"[^\W\d_]", own.literal):
        return day.date().isoformat()[: 7 if "m" in own.dated else 4]
    if "y" not in own.dated and not _written(own.tokens):
        return day.date().isoformat()[:7]
    return tidy("".join(_rendered(day, kind, text) for kind, text in own.tokens))


def _written(tokens: Sequence[Token]) -> bool:
    """Say whether a month is shown by its number."""
    return any(kind == "days" and text.lower() in ("m", "mm") for kind, text in tokens)


def _rendered(day: datetime, kind: str, text: str) -> str:
    if kind == "days":
        match text.lower()[0]:
            case "y":
                return str(day.year)
            case "m":
                return f"{day.month:02}" if len(text) == 2 else str(day.month)
            case _:
                return ""
    return text if kind in ("quoted", "escaped", "other") else ""


def iso(text: str) -> datetime | time | None:
    """Return a day or an hour that is written as one, `2018-06-30T00:00:00`; None if it is none."""
    given = text.strip()
    for kind in (datetime, time):
        try:
            return kind.fromisoformat(given)
        except ValueError:
            continue
    return None


def written(text: str, code: str) -> date | Value:
    """Return what is seen of a day that is kept as `2018-06-30`; the text itself if it is none."""
    found = iso(text)
    if isinstance(found, datetime):
        own = section(code, 1.0)
        return seen_day(found, own) if own.dated else found.date()
    return str(found) if found else tidy(text)
