"""What results are made from, as digests: software, words and bodies, and whatever a result names."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import coequal
from coequal.policies.model import Policy
from coequal.web.comparing.people import digest_of_people
from coequal.web.shelf import shelf

# The packages on which a comparison rests; a change of a page makes no result unfit.
_RESTS_ON = ("organisations", "facts", "criteria", "policies", "eligibility", "populations", "comparison")


@lru_cache(maxsize=1)
def software() -> str:
    """The version of the software and of all its files on which a comparison rests."""
    home = Path(coequal.__file__).parent
    return digest([coequal.__version__, *(_of_files(home / package, "*.py") for package in _RESTS_ON)])


@lru_cache(maxsize=4)
def words(library: Path) -> str:
    """The dictionaries, bodies and areas of a library."""
    return digest([_of_files(library / "services", "*.yaml"), _of_files(library / "organisations", "*.csv")])


def fits(policies: Iterable[Policy], *others: str) -> str:
    """The digest of a result about policies of one service, in their order, and of what else is named."""
    found = list(policies)
    people = digest_of_people(found[0].service)
    return digest([software(), words(shelf().library.folder), people, *(policy.digest for policy in found), *others])


def digest(parts: Iterable[str]) -> str:
    """One digest of several texts, none of which has a line end."""
    return sha256("\n".join(parts).encode()).hexdigest()


def _of_files(folder: Path, pattern: str) -> str:
    return digest(sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob(pattern)))
