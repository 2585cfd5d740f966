"""The library: a folder of dictionaries, organisations and policies, and how to find one of them by its id."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from coequal.criteria.vocabulary import Vocabulary, vocabulary
from coequal.errors import CoequalError, Place, did_you_mean
from coequal.facts.dictionary import load_dictionary
from coequal.facts.strict_yaml import decode, read_file
from coequal.organisations.own_table import find_practices
from coequal.organisations.practices import Practices
from coequal.organisations.register import Organisations, load_organisations
from coequal.policies.families import Family, open_family
from coequal.policies.load import read_policy
from coequal.policies.model import Policy

_ID = re.compile(r"(?P<policy>[a-z0-9-]+/[a-z0-9-]+)(@(?P<version>[A-Za-z0-9.-]+))?")


def shipped() -> Path:
    """The folder of the library that comes with coequal: inside an installed package, or beside `src` in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "library"
    return inside if inside.is_dir() else package.parents[1] / "library"


class Library:
    """A folder with `services`, `organisations`, `policies` and, where it has some, `families`."""

    def __init__(self, folder: Path | None = None) -> None:
        """Open a folder, or the shipped library. Raises `CoequalError` where it is no library."""
        self.folder = folder or shipped()
        if not (self.folder / "services").is_dir():
            raise CoequalError(f"{self.folder} is no library: it has no folder called services.")
        self._vocabularies: dict[str, Vocabulary] = {}

    @cached_property
    def organisations(self) -> Organisations:
        """The bodies and areas that the library knows. Raises `CoequalError` where they cannot be read."""
        return load_organisations(self.folder / "organisations")

    @cached_property
    def practices(self) -> Practices:
        """Where GP practices belong: the user's own table where there is one, or else the library's. Raises `CoequalError`."""
        return find_practices(self.folder / "organisations")

    def area(self, code: str) -> str:
        """An area in words: its name and code, or the code alone where the library does not know it."""
        area = self.organisations.areas.get(code)
        return f"{area.name} ({code})" if area else code

    def area_code(self, name: str) -> str | None:
        """The code of an area by its name, however it is capitalised; None where the library knows no such area, or several."""
        found = [area.code for area in self.organisations.areas.values() if area.name.casefold() == name.casefold()]
        return found[0] if len(found) == 1 else None

    def vocabulary(self, service: str) -> Vocabulary:
        """The words of one service. Raises `CoequalError` where it has no dictionary."""
        if service not in self._vocabularies:
            path = self.folder / "services" / f"{service}.yaml"
            known = sorted(found.stem for found in (self.folder / "services").glob("*.yaml"))
            if service not in known:
                raise CoequalError(f'There is no dictionary for the service "{service}".{did_you_mean(service, known)}')
            self._vocabularies[service] = vocabulary(load_dictionary(path))
        return self._vocabularies[service]

    def read(self, path: Path) -> Policy:
        """The one policy in a file. Raises `CoequalError` with file, line and clause of the first mistake."""
        found = self._open(path)
        if isinstance(found, Family):
            message = f"This is a family of {len(ids := found.ids)} policies. Name one of them by its id: {', '.join(ids)}."
            raise CoequalError(message, Place(str(path), found.line))
        return found

    def read_all(self, path: Path) -> list[Policy]:
        """The policy in a file, or every member of the family in it. Raises `CoequalError` as above."""
        found = self._open(path)
        return list(found.members()) if isinstance(found, Family) else [found]

    def _open(self, path: Path) -> Policy | Family:
        text, home = decode(read_file(path), str(path)), self.folder / "families"
        name = path.parent.relative_to(home).as_posix() if path.is_relative_to(home) else path.stem
        return open_family(text, path, name, self.vocabulary) or read_policy(text, str(path), self.vocabulary)

    def paths(self) -> Iterator[Path]:
        """The files of all policies that have one of their own, by id and version."""
        return iter(sorted((self.folder / "policies").glob("*/*/*.md")))

    def families(self, service: str = "*") -> Iterator[Path]:
        """The files of all families, or of those for one service, by name and version."""
        return iter(sorted((self.folder / "families").glob(f"*/{service}/*.md")))

    def policies(self) -> Iterator[Policy]:
        """Every version of every policy, by id and version. Raises `CoequalError` where a version is there twice."""
        families = map(self._family_at_home, self.families())
        members = (self._member_at_home(family, area) for family in families for area in family.values.rows)
        return iter(_in_order([*map(self.read_at_home, self.paths()), *members]))

    def of_service(self, service: str) -> Iterator[Policy]:
        """Every version of every policy for one service, by id and version."""
        own = map(self.read_at_home, sorted((self.folder / "policies").glob(f"*/{service}/*.md")))
        families = map(self._family_at_home, self.families(service))
        members = (self._member_at_home(family, area) for family in families for area in family.values.rows)
        return iter(_in_order([*own, *members]))

    def ids(self) -> list[str]:
        """The ids of all policies."""
        return sorted(self._own_ids().union(*(self._family_at_home(path).ids for path in self.families())))

    def _own_ids(self) -> set[str]:
        return {path.parent.relative_to(self.folder / "policies").as_posix() for path in self.paths()}

    def versions(self, name: str) -> list[Policy]:
        """Every version of the policy with an id. Raises `CoequalError` where there is no such policy, or a version twice."""
        own = sorted((self.folder / "policies" / name).glob("*.md")) if name in self._own_ids() else []
        found = _in_order([*map(self.read_at_home, own), *self._members(name)])
        if not found:
            self.require(name)
        return found

    def _members(self, name: str) -> Iterator[Policy]:
        """The versions of a policy in families; only families of its service that speak of its area are looked into."""
        area, _, service = name.partition("/")
        if _ID.fullmatch(name):
            spoken_of = re.compile(rb"(?<![a-z0-9-])%s(?![a-z0-9-])" % area.encode())
            for path in self.families(service):
                if any(spoken_of.search(read_file(found)) for found in (path, *path.parent.glob("*.csv"))):
                    family = self._family_at_home(path)
                    if area in family.values.rows:
                        yield self._member_at_home(family, area)

    def _family_at_home(self, path: Path) -> Family:
        """The family in a file of the library, whose path says its service. Raises `CoequalError` where it is not."""
        found = self._open(path)
        if not isinstance(found, Family):
            message = 'A policy of its own stands in the folder "policies". A family needs the key "values".'
            raise CoequalError(message, Place(str(path)))
        if found.service != path.parent.name:
            home = path.parents[1] / found.service / path.name
            raise CoequalError(f"This family is for {found.service}, so its place is {home}.", Place(str(path)))
        return found

    def _member_at_home(self, family: Family, area: str) -> Policy:
        """One policy of a family of the library, whose path ends with its version. Raises `CoequalError` where it does not."""
        policy, path = family.member(area), Path(family.file)
        if policy.version != path.stem:
            home = path.with_name(f"{policy.version}.md")
            raise CoequalError(f"{policy.id} is version {policy.version} here, so its place is {home}.", Place(str(path)))
        return policy

    def read_at_home(self, path: Path) -> Policy:
        """The policy in a file of the library, whose path is its id and version. Raises `CoequalError` where it is not."""
        policy = self.read(path)
        home = self.folder / "policies" / policy.id / f"{policy.version}.md"
        if path != home:
            raise CoequalError(f"This is version {policy.version} of {policy.id}, so its place is {home}.", Place(str(path)))
        return policy

    def require(self, name: str) -> None:
        """Nothing, where there is a policy with an id. Raises `CoequalError` where there is none."""
        if name not in self._own_ids() and name not in (ids := self.ids()):
            suggestion = did_you_mean(name, ids) or " “coequal policies” lists them."
            raise CoequalError(f'There is no policy "{name}".{suggestion}')


def _in_order(policies: list[Policy]) -> list[Policy]:
    """By id and version. Raises `CoequalError` where two are the same version of one policy."""
    found = sorted(policies, key=lambda policy: (policy.id, policy.version))
    for one, other in pairwise(found):
        if (one.id, one.version) == (other.id, other.version):
            message = f"Version {one.version} of {one.id} also stands in {one.file.file}. Take one of them out."
            raise CoequalError(message, Place(other.file.file))
    return found


def split_id(text: str) -> tuple[str, str | None]:
    """The id and the version of `area/service@version`; no version where none is named. Raises `CoequalError`."""
    found = _ID.fullmatch(text)
    if found is None:
        raise CoequalError(f'"{text}" is neither a file nor the id of a policy, such as norfolk-and-waveney/assisted-conception.')
    return found["policy"], found["version"]
