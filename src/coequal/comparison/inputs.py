"""What figures are made from, as digests: the software, the words and bodies of a library, the policies and the people."""

import json
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import coequal
from coequal.policies.library import shipped
from coequal.policies.model import Policy
from coequal.populations.synthetic.recipe import GENERATOR, Recipe

# The packages on which figures rest; a change of a page makes no figure another.
_RESTS_ON = ("organisations", "facts", "criteria", "policies", "eligibility", "populations", "comparison")
_READ = 1 << 20  # bytes of a file at a time


@lru_cache(maxsize=1)
def software() -> str:
    """The version of the software and of all its files on which figures rest."""
    home = Path(coequal.__file__).parent
    return digest([coequal.__version__, *(_of_files(home / package, "*.py", "*.csv") for package in _RESTS_ON)])


@lru_cache(maxsize=4)
def words(*folders: Path) -> str:
    """The dictionaries, bodies and areas of a library, which stand in one folder or several."""
    both = (("services", "*.yaml"), ("organisations", "*.csv"))
    return digest(_of_files(folder / name, pattern) for folder in folders for name, pattern in both)


def policy_input(policy: Policy) -> dict[str, str]:
    """Which text of which policy."""
    return {"policy": policy.id, "version": policy.version, "digest": policy.digest}


def made_input(recipe: Recipe) -> dict[str, Any]:
    """From what synthetic people are made: the same recipe makes the same people."""
    return {
        "synthetic": recipe.count,
        "seed": recipe.seed,
        "every fact known": recipe.complete,
        "areas": list(recipe.areas.codes),
        "generator": GENERATOR,
        "words": words(shipped()),
    }


def file_input(path: Path) -> dict[str, str]:
    """Which people of a file: its name, and the digest of all that is in it."""
    found = sha256()
    with path.open("rb") as file:
        while part := file.read(_READ):
            found.update(part)
    return {"file": path.name, "digest": f"sha256:{found.hexdigest()}"}


def canonical(data: Any) -> str:
    """Data as JSON in the one way in which the same data is always the same text."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def fingerprint(data: Any) -> str:
    """The digest of data: two have the same only if they are the same."""
    return f"sha256:{sha256(canonical(data).encode()).hexdigest()}"


def digest(parts: Iterable[str]) -> str:
    """One digest of several texts, none of which has a line end."""
    return sha256("\n".join(parts).encode()).hexdigest()


def _of_files(folder: Path, *patterns: str) -> str:
    found = sorted(path for pattern in patterns for path in folder.rglob(pattern))
    return digest(sha256(path.read_bytes()).hexdigest() for path in found)
