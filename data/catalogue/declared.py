"""What is declared in YAML, read into frozen objects that cannot be wrong."""

from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Protocol, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from geo.areas.names import fold
from geo.faults import Fault, Faulty, refuse


class Declared(BaseModel):
    """Something declared in a YAML file: no key that is not known, and no change afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Text(Declared):
    """Words for the reader, in Vietnamese and, where there are any, in English.

    `en_one` is the English of exactly one, where it differs; Vietnamese counts with one form.
    """

    vi: str
    en: str = ""
    en_one: str = ""

    def in_(self, language: str, *, one: bool = False) -> str:
        """Return the words in this language, of `one` thing; in Vietnamese where it has none."""
        english = (self.en_one if one else "") or self.en
        return (english if language == "en" else "") or self.vi


Model = TypeVar("Model", bound=Declared)


class _Loader(yaml.CSafeLoader):
    """YAML whose days stay text: one that is none (2018-02-30) is then a fault of its own key."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in rules if not tag.endswith(":timestamp")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path, where: str = "") -> dict[str, Any]:
    """Return the keys of a YAML file; Faulty, with the line, where it has none, or one twice."""
    where = where or path.name
    try:
        loader = _Loader(path.read_text("utf-8"))
        root = loader.get_single_node()
        content = loader.construct_document(root) if root else {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Faulty([refuse("yaml_broken", where, line=line)]) from None
    except yaml.reader.ReaderError as error:  # a character that no text has
        line = path.read_text("utf-8").count("\n", 0, error.position) + 1
        raise Faulty([refuse("yaml_broken", where, line=line)]) from None
    except UnicodeDecodeError:
        raise Faulty([refuse("yaml_not_utf8", where)]) from None
    except OSError:
        raise Faulty([refuse("file_missing", where)]) from None
    if not isinstance(content, dict):
        raise Faulty([refuse("yaml_broken", where, line=1)])
    if root and (
        twice := [refuse("yaml_key_twice", where, key=k, line=n) for k, n in _twice(root)]
    ):
        raise Faulty(twice)
    return content


def _twice(node: yaml.Node) -> Iterator[tuple[str, int]]:
    """Yield each key that stands twice in one mapping, and its line: YAML would keep the last."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    keys = [key.value for key, _ in pairs]
    for n, (key, _) in enumerate(pairs):
        if key.value in keys[:n]:
            yield str(key.value), key.start_mark.line + 1
    for below in node.value if isinstance(node, yaml.SequenceNode) else [v for _, v in pairs]:
        yield from _twice(below)


def build(model: type[Model], content: object, where: str) -> Model:
    """Return the declared object; Faulty with every wrong key, its nearest known word beside it."""
    try:
        return model.model_validate({} if content is None else content)
    except ValidationError as error:
        raise Faulty(_fault(model, e, where) for e in error.errors()) from None


def nearest(word: object, known: Iterable[object]) -> str:
    """Return the known word most like this one, its marks aside, or an empty string."""
    by_key = {fold(str(k)): str(k) for k in known}
    return next((by_key[key] for key in get_close_matches(fold(str(word)), by_key, 1)), "")


class Dated(Protocol):
    """Something that holds from a day on, until another of its kind does."""

    @property
    def since(self) -> date:
        """Return the day from which it holds."""


Since = TypeVar("Since", bound=Dated)


def in_force(dated: Iterable[Since], day: date) -> Since | None:
    """Return the last of these things whose `since` is not after this day."""
    return max((d for d in dated if d.since <= day), key=lambda d: d.since, default=None)


def _fault(model: type[Declared], error: ErrorDetails, where: str) -> Fault:
    key = ".".join(str(part) for part in error["loc"])
    match error["type"]:
        case "extra_forbidden":
            known = sorted(_fields_at(model, error["loc"][:-1]))
            word = error["loc"][-1]
            return refuse(
                "yaml_unknown_key",
                where,
                key=key,
                nearest=nearest(word, known),
                known=", ".join(known),
            )
        case "missing":
            return refuse("yaml_missing_key", where, key=key)
        case "literal_error" | "enum":
            expected = error.get("ctx", {}).get("expected", "")
            return refuse("yaml_not_one_of", where, key=key, found=error["input"], known=expected)
        case "value_error":
            reason = error.get("ctx", {}).get("error", "")
            return refuse(f"yaml_{reason}", where, key=key)
        case kind:
            return refuse("yaml_wrong_value", where, key=key, found=error["input"], kind=kind)


def _fields_at(model: type[Declared], loc: tuple[int | str, ...]) -> set[str]:
    """Return the keys known at this place of a model, so that the nearest can be named."""
    place: Any = model
    for part in loc:
        if isinstance(part, str) and part in getattr(place, "model_fields", {}):
            place = _inner(place.model_fields[part].annotation)
    return set(getattr(place, "model_fields", {}))


def _inner(annotation: Any) -> Any:
    """Return the model inside `X | None`, `tuple[X, ...]` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_inner(a) for a in getattr(annotation, "__args__", ()))
    return next((a for a in found if a is not None), None)
