"""The parts of a policy in plain English, for everything that shows one."""

from typing import Final

from coequal.criteria.comparisons import every
from coequal.criteria.phrases import Phrases
from coequal.criteria.syntax import Current
from coequal.facts.dates import say_date, say_duration
from coequal.policies.model import Criterion, PrintedDate

SEEN: Final = {
    "whole": "we have seen the whole policy",
    "partial": "we have seen only a part of the policy, so it makes nobody eligible here",
    "second-hand": "we know the policy only from others, so it makes nobody eligible here",
}


def say_printed(day: PrintedDate) -> str:
    """A date as printed and as read: `printed as spring 2024; read as 1 April 2024, because …`."""
    said = "nothing is printed" if day.printed == "none" else f"printed as {day.printed}"
    dates = (("read as", day.read_as), ("not before", day.not_before), ("not after", day.not_after))
    known = "".join(f"; {how} {say_date(on)}" for how, on in dates if on)
    return f"{said}{known}{f', because {day.because}' if day.because else ''}"


def say_evidence(criterion: Criterion, phrases: Phrases) -> str:
    """The dated facts of a criterion in any reading, each with the period from which a result counts; nothing where it has none."""
    own = (criterion.applies_when, criterion.condition)
    trees = [*own, *(tree for other in criterion.readings for tree in (other.applies_when, other.condition))]
    windows = [node for tree in trees if tree is not None for node in every(tree) if isinstance(node, Current)]
    said = [
        f"{phrases.subject(node)} from the {say_duration(node.window)} before {phrases.moment(node.anchor)}" for node in windows
    ]
    return "; ".join(dict.fromkeys(said))
