"""What kept results are made from, as digests: software, words and bodies, and whatever a result names."""

from collections.abc import Iterable

from coequal.comparison.inputs import digest, software, words
from coequal.policies.model import Policy
from coequal.web.comparing.people import digest_of_people
from coequal.web.shelf import as_it_stands, shelf


def fits(policies: Iterable[Policy], *others: str) -> str:
    """The digest of a result about policies of one service as they stand, in their order, and of what else is named."""
    found = list(policies)
    people = digest_of_people(found[0].service)
    return digest([software(), words(*shelf().library.folders), people, *map(as_it_stands, found), *others])
