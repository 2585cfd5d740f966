"""Why a value is not there, as FHIR says it and as far as a case can say it too."""

from collections.abc import Iterator
from typing import Final

from coequal.errors import CoequalError, Place
from coequal.exchange.fhir import terms
from coequal.exchange.fhir.terms import Resource, member

ABSENT: Final = {
    "not-asked": "not asked",
    "unknown": "not recorded",
    "asked-unknown": "not recorded",
    "temp-unknown": "pending",
    "asked-declined": "declined",
}


def values_of(part: Resource) -> list[str]:
    """The names of the values of an answer or a result, of which FHIR allows one."""
    return [name for name in part if name.startswith("value")]


def reason_of(part: Resource, path: str) -> str | None:
    """Why there is no value, by FHIR's own extension; None where that is not there.

    Raises `CoequalError` at the path of a reason that cannot be used, and of what is damaged.
    """
    for here, one in _extensions(part, path):
        if isinstance(one, dict) and one.get("url") == terms.DATA_ABSENT:
            code = one.get("valueCode")
            if not isinstance(code, str) or code not in ABSENT:
                raise CoequalError(f'The reason "{code}" cannot be used here. These can: {", ".join(ABSENT)}.', Place(here))
            return ABSENT[code]
    return None


def require_one_meaning(part: Resource, path: str) -> None:
    """Nothing, where there is one value, or none: raises `CoequalError` where there are two, or one and a reason why not."""
    names = values_of(part)
    if len(names) > 1:
        raise CoequalError(f"This has {' and '.join(names)}. Only one value may be there.", Place(path))
    absent = any(isinstance(one, dict) and one.get("url") == terms.DATA_ABSENT for _, one in _extensions(part, path))
    if names and (absent or "dataAbsentReason" in part):
        raise CoequalError("This has a value, and a reason why it has none. Take one of them out.", Place(path))


def _extensions(part: Resource, path: str) -> Iterator[tuple[str, object]]:
    """The extensions of a part, of its value, and of a value that is not there, each with its path."""
    inside = [(f"{path}.{name}", one) for name, one in part.items() if name.startswith("_value")]
    inside += [(f"{path}.{name}", part[name]) for name in values_of(part) if isinstance(part[name], dict)]
    for here, one in [(path, part), *inside]:
        element = member(one, here, dict, "an element")
        for place, found in enumerate(member(element.get("extension", []), f"{here}.extension", list, "a list of extensions")):
            yield f"{here}.extension[{place}]", found
