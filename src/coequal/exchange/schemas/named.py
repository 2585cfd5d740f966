"""The schemas by what they describe, as the command line and `coequal.schema` name them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from coequal.errors import CoequalError, did_you_mean
from coequal.exchange.schemas.assessment import assessment_schema
from coequal.exchange.schemas.case import case_schema
from coequal.exchange.schemas.policy import policy_schema
from coequal.policies.library import Library

KINDS: Final = ("case", "assessment", "policy")


def schema(kind: str, service: str | None = None, library: Path | Sequence[Path] | None = None) -> dict[str, Any]:
    """The JSON Schema, in the 2020-12 dialect, of a `case`, an `assessment` or a `policy`, as `coequal schema` prints it.

    A case is in the words of a service, a policy may be. Raises `CoequalError` where there is no such service or kind.
    """
    if kind not in KINDS:
        raise CoequalError(f'There is no schema of "{kind}", only of {", ".join(KINDS)}.{did_you_mean(kind, KINDS)}')
    if kind == "assessment":
        if service:
            raise CoequalError("An assessment has one shape for every service. Leave the service out.")
        return assessment_schema()
    if kind == "case" and not service:
        raise CoequalError("A case is in the words of a service. Name one, such as assisted-conception.")
    dictionary = Library(library).vocabulary(service).dictionary if service else None
    return policy_schema(dictionary) if kind == "policy" or dictionary is None else case_schema(dictionary)
