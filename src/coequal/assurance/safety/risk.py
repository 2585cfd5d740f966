"""How much of a risk a hazard is: its severity beside how likely it is.

The scales and the table are those of the clinical risk standards DCB0129 and DCB0160, as the hazard log of UK Core shows them
(NHSDigital/IOPS-FHIR-Simplifier-Backup, HL7FHIRUKCoreR4, UK-Core-Hazard-Log). An organisation may hold to a table of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

SEVERITIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "minor": "one person is upset or put out for a short time, or hurt so that they soon recover",
        "significant": "one person is hurt for longer or seriously distressed, or several are hurt a little",
        "considerable": "one person is badly hurt for a time or traumatised, or several are hurt for longer",
        "major": "one person dies or is left with a lasting disability, or several are badly hurt for a time",
        "catastrophic": "several people die or are left with a lasting disability",
    }
)
LIKELIHOODS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "very low": "hardly imaginable",
        "low": "could happen, but nearly always will not",
        "medium": "possible",
        "high": "to be expected more often than not",
        "very high": "certain or nearly so",
    }
)
RISKS: Final[Mapping[int, str]] = MappingProxyType(
    {
        1: "acceptable; nothing more is needed",
        2: "acceptable where lowering it further costs more than it gains",
        3: "undesirable; acceptable only where it cannot be lowered in practice",
        4: "has to be lowered before anything is used",
        5: "unacceptable",
    }
)
_TABLE: Final = {  # by likelihood; from minor to catastrophic
    "very low": (1, 1, 2, 2, 3),
    "low": (1, 2, 2, 3, 4),
    "medium": (2, 2, 3, 3, 4),
    "high": (2, 3, 3, 4, 5),
    "very high": (3, 4, 4, 5, 5),
}


@dataclass(frozen=True, slots=True)
class Risk:
    """A severity, a likelihood, and what both come to: `level` is 1 to 5."""

    severity: str
    likelihood: str
    level: int


def risk(severity: str, likelihood: str) -> Risk:
    """The risk of both together. `ValueError` where either is none of its scale."""
    if severity not in SEVERITIES or likelihood not in LIKELIHOODS:
        raise ValueError(
            f"{severity!r} and {likelihood!r} are not on the scales {', '.join(SEVERITIES)} and {', '.join(LIKELIHOODS)}"
        )
    return Risk(severity, likelihood, _TABLE[likelihood][list(SEVERITIES).index(severity)])
