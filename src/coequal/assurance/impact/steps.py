"""The seven steps of an assessment, and how grave a risk is. The last step is the sign-off, which is no text of the draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

NOT_KNOWN: Final = "not known"
LIKELIHOODS: Final = ("remote", "possible", "probable")
SEVERITIES: Final = ("minimal", "significant", "severe")
LOW, MEDIUM, HIGH = "low", "medium", "high"
_LEVELS: Final = {  # by severity; then by likelihood
    "minimal": (LOW, LOW, LOW),
    "significant": (LOW, MEDIUM, HIGH),
    "severe": (LOW, HIGH, HIGH),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a step: what it is called, and what it has to say."""

    key: str
    title: str
    asks: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step by its number: its title, and its texts. Steps 5 and 6 are about the risks, and have none."""

    number: int
    title: str
    passages: tuple[Passage, ...] = ()


STEPS: Final = (
    Step(
        1,
        "The need",
        (
            Passage(
                "need",
                "Why it is assessed",
                "What is to be reached, how personal data help with that, and what the screening found.",
            ),
        ),
    ),
    Step(
        2,
        "What is done with the data",
        (
            Passage(
                "nature",
                "How data are used",
                "Where they come from, how they are kept, who sees them, whom they go to, how they are deleted.",
            ),
            Passage(
                "scope",
                "Which data, and how many",
                "Which data, of a special category or not, of how many people, how often, for how long, where.",
            ),
            Passage(
                "context",
                "Between whom",
                "Who the people are to the organisation, what they expect, whether they can refuse, which faults there were.",
            ),
            Passage("purposes", "To what end", "What comes of it for people, and for the organisation."),
        ),
    ),
    Step(
        3,
        "Who is asked",
        (
            Passage(
                "consulted",
                "Whom was asked, and what they said",
                "The people themselves or those who speak for them, staff, suppliers; or why nobody is asked.",
            ),
        ),
    ),
    Step(
        4,
        "Necessity and proportion",
        (
            Passage("basis", "The lawful basis", "The one of article 6, and of article 9 for a special category."),
            Passage("necessity", "Why it is necessary", "Why the end is not reached with fewer data or in another way."),
            Passage(
                "minimal",
                "No more than is needed",
                "How data are kept few, right and up to date, and how a wider use is prevented.",
            ),
            Passage("rights", "People’s rights", "What people are told, and how they see, correct, restrict or refuse."),
            Passage(
                "processors",
                "Suppliers",
                "Who works on data for the organisation, and how they are held to it; or that nobody does.",
            ),
            Passage("transfers", "Abroad", "Whether data leave the country, and by what safeguard; or that they do not."),
        ),
    ),
    Step(5, "The risks"),
    Step(6, "Measures, and what is left of the risks"),
    Step(7, "Sign-off"),
)
PASSAGES: Final = {one.key: one for step in STEPS for one in step.passages}


def level(likelihood: str, severity: str) -> str:
    """How grave a risk is, from how likely harm is and how severe it would be; not known where one of them is not."""
    if likelihood not in LIKELIHOODS or severity not in SEVERITIES:
        return NOT_KNOWN
    return _LEVELS[severity][LIKELIHOODS.index(likelihood)]


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk for people: where it comes from, how likely and severe it is, what is done about it, and what is left then."""

    harm: str
    likelihood: str
    severity: str
    measure: str = ""
    likelihood_left: str = NOT_KNOWN
    severity_left: str = NOT_KNOWN

    @property
    def before(self) -> str:
        """How grave it is with nothing done."""
        return level(self.likelihood, self.severity)

    @property
    def left(self) -> str:
        """How grave it is after the measure."""
        return level(self.likelihood_left, self.severity_left)


def risk_of(kept: Mapping[str, str]) -> Risk:
    """A risk as it was kept."""
    return Risk(**kept)


def highest_left(risks: list[Risk]) -> str:
    """The gravest of what is left; what is not known is left out, since no assessment is submitted with it."""
    grave = (LOW, MEDIUM, HIGH)
    return max((one.left for one in risks), key=grave.index, default=LOW)
