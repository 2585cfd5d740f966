"""What a run is made among, and what it asks for: policies by id and version or as texts, and people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from coequal.errors import CoequalError
from coequal.policies.binding import choose
from coequal.policies.library import Library
from coequal.policies.model import Policy

Data = dict[str, Any]
MOST_PEOPLE: Final = 2_000_000  # synthetic people of one run: about 400 MB while it goes on


@dataclass(frozen=True, slots=True)
class Around:
    """What a run can reach: the library, and by their names the files of people that its organisation may count."""

    library: Library
    people: Mapping[str, Path] = field(default_factory=dict)


def policy_of(asked: Data, around: Around, today: date) -> Policy:
    """A policy that is asked for by id and version, or that stands in a text such as a draft's. Raises `CoequalError`."""
    if "text" in asked:
        return around.library.read_text(asked["text"], asked["draft"])
    return choose(around.library, asked["policy"], lambda _policy: today, today, or_latest=True).policy


def name_of(asked: Data) -> str:
    """What a policy is called on a command line: its id with its version, or the file that its text goes into."""
    return str(asked["draft"] if "text" in asked else asked["policy"])


def texts_of(*asked: Data) -> dict[str, str]:
    """The texts among the policies that are asked for, by the names of their files."""
    return {one["draft"]: one["text"] for one in asked if "text" in one}


def made_up(people: Data | None) -> tuple[int, int] | None:
    """How many synthetic people are asked for, and their seed; None where nobody is, or people in a file."""
    return (people["synthetic"], people["seed"]) if people and "synthetic" in people else None


def check_count(count: int) -> None:
    """Nothing, where so many people can be made in one run. Raises `CoequalError` where they cannot."""
    if count > MOST_PEOPLE:
        raise CoequalError(
            f"At most {MOST_PEOPLE:,} people can be made here in one run. “coequal” on a machine of your own makes more."
        )
