"""What is declared in YAML, read into frozen objects that cannot be wrong."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from geo.faults import Fault, Faulty, refuse


class Declared(BaseModel):
    """Something declared in a YAML file: no key that is not known, and no change afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Text(Declared):
    """Words for the reader, in Vietnamese and, where there are any, in English."""

    vi: str
    en: str = ""

    def in_(self, language: str) -> str:
        """Return the words in this language, or in Vietnamese where it has none."""
        return (self.en if language == "en" else "") or self.vi


Model = TypeVar("Model", bound=Declared)


def read(path: Path) -> Any:
    """Return what a YAML file holds; Faulty, with the line, where it is none."""
    try:
        return yaml.safe_load(path.read_text("utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise Faulty([refuse("yaml_broken", path.name, line=line)]) from None
    except UnicodeDecodeError:
        raise Faulty([refuse("yaml_not_utf8", path.name)]) from None
    except OSError:
        raise Faulty([refuse("file_missing", path.name)]) from None


def build(model: type[Model], content: Any, where: str) -> Model:
    """Return the declared object; Faulty with every wrong key, its nearest known word beside it."""
    try:
        return model.model_validate(content if content is not None else {})
    except ValidationError as error:
        raise Faulty(_fault(model, e, where) for e in error.errors()) from None


def nearest(word: object, known: Iterable[object]) -> str:
    """Return the known word most like this one, or an empty string."""
    return next(iter(get_close_matches(str(word), [str(k) for k in known], 1)), "")


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
