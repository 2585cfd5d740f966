"""The list of policies: one entry a policy, and which of them somebody wants to see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coequal.comparison.naming import names_its_area, titled
from coequal.policies.model import COMPLETENESS, STATUSES, Policy
from coequal.policies.standing import invented
from coequal.web.library.search import NAME, index
from coequal.web.shelf import shelf

SEEN: Mapping[str, str] = {
    "whole": "seen whole",
    "partial": "seen only in part",
    "second-hand": "known only from others",
}
_COLOURS = {"in force": "green", "decided": "blue", "draft": "yellow", "superseded": "grey", "withdrawn": "grey"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A policy in the list, in the version that is shown of it, and the passage that was found in it, if one was sought."""

    policy: Policy
    versions: int
    where: str = ""
    text: str = ""

    @property
    def area(self) -> str:
        """Where it is the policy."""
        name = self.policy.area
        return f"{name[:1].upper()}{name[1:]}"

    @property
    def service(self) -> str:
        """What it is about."""
        return self.policy.vocabulary.dictionary.title

    @property
    def titled(self) -> str:
        """Its title, with the area where the title does not name it."""
        return titled(self.policy)

    @property
    def caption(self) -> str:
        """What stands above its title: the service, and the area where the title does not name it."""
        return self.service if names_its_area(self.policy) else f"{self.area}: {self.service}"

    @property
    def parts(self) -> dict[str, str]:
        """The parts of its address."""
        return address(self.policy)

    @property
    def tags(self) -> list[tuple[str, str]]:
        """Words beside it, each with a colour that says nothing by itself."""
        made_up = [("invented area", "purple")] if invented(self.policy) else []
        return [*made_up, (self.policy.status, _COLOURS[self.policy.status]), (SEEN[self.policy.completeness], "white")]


def address(policy: Policy) -> dict[str, str]:
    """The parts of the address of a policy, without its version."""
    area, _, service = policy.id.partition("/")
    return {"area": area, "service": service}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see; an empty text wants everything."""

    words: str = ""
    service: str = ""
    status: str = ""
    completeness: str = ""

    def __post_init__(self) -> None:
        """Only what there is can be wanted."""
        assert self.status in ("", *STATUSES)
        assert self.completeness in ("", *COMPLETENESS)

    def fits(self, policy: Policy) -> bool:
        """Whether a version has the service, status and completeness that are wanted."""
        pairs = ((self.service, policy.service), (self.status, policy.status), (self.completeness, policy.completeness))
        return all(wanted in ("", found) for wanted, found in pairs)


def entries(wanted: Wanted) -> list[Entry]:
    """The policies that are wanted: by area, or the best match first where words are sought."""
    if wanted.words.strip():
        return list(_matching(wanted))
    found = (_entry(versions, wanted) for versions in shelf().policies.values())
    return sorted((one for one in found if one), key=lambda one: (one.area.casefold(), one.service))


def _entry(versions: tuple[Policy, ...], wanted: Wanted) -> Entry | None:
    """A policy in the version that people see first, or else in the latest that is wanted."""
    first = shelf().policy(versions[0].id)
    fitting = [policy for policy in versions if wanted.fits(policy)]
    return Entry(first if first in fitting else fitting[-1], len(versions)) if fitting else None


def policy_entry(policy: Policy) -> Entry:
    """A version as an entry of its own."""
    return Entry(policy, len(shelf().versions(policy.id)))


def _matching(wanted: Wanted) -> Iterator[Entry]:
    """Each policy once, in the version in which the words were found best."""
    shown = set()
    for match in index().search(wanted.words):
        policy = match.policy
        if policy.id not in shown and wanted.fits(policy):
            shown.add(policy.id)
            found = match.shown
            where, text = ("", "") if found.where == NAME else (found.where, found.shows or found.text)
            yield Entry(policy, len(shelf().versions(policy.id)), where, text)


def by_letter(found: list[Entry]) -> dict[str, list[Entry]]:
    """The policies under the first letter of their areas."""
    letters: dict[str, list[Entry]] = {}
    for one in found:
        letters.setdefault(one.area[:1].upper(), []).append(one)
    return letters
