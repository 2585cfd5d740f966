"""What is wrong with what was sent, as a FHIR R4 OperationOutcome."""

import re
from typing import Final

from coequal.errors import CoequalError
from coequal.exchange.fhir.terms import Resource

_CHOICE: Final = re.compile(r"\.value[A-Z][A-Za-z]*")  # JSON's name of a value has its type in it; FHIRPath's has not
_MORE: Final = re.compile(r"\.(extension\[\d+\]|_value)\S*")


def outcome(text: str, code: str, expression: str | None = None) -> Resource:
    """One error, with the FHIRPath of its place if that is known."""
    issue: Resource = {"severity": "error", "code": code, "diagnostics": text}
    return {"resourceType": "OperationOutcome", "issue": [{**issue, **({"expression": [expression]} if expression else {})}]}


def refused(error: CoequalError, code: str = "invalid") -> Resource:
    """An error in what was sent."""
    return outcome(error.message, code, expression(error))


def expression(error: CoequalError) -> str | None:
    """The FHIRPath of the place of an error; None where its place is in no resource."""
    path = error.place.file if error.place and error.place.line is None else ""
    return _MORE.sub("", _CHOICE.sub(".value", path)) if re.match("[A-Z][A-Za-z]+$|[A-Z][A-Za-z]+[.]", path) else None
