"""The library: a folder of dictionaries, organisations and policies, and how to find one of them by its id."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from coequal.criteria.vocabulary import Vocabulary, vocabulary
from coequal.errors import CoequalError, Place, did_you_mean
from coequal.facts.dictionary import load_dictionary
from coequal.facts.strict_yaml import decode, read_file
from coequal.organisations.bodies import Organisations, load_organisations
from coequal.policies.load import read_policy
from coequal.policies.model import Policy

_ID = re.compile(r"(?P<policy>[a-z0-9-]+/[a-z0-9-]+)(@(?P<version>[A-Za-z0-9.-]+))?")


def shipped() -> Path:
    """The folder of the library that comes with coequal: inside an installed package, or beside `src` in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "library"
    return inside if inside.is_dir() else package.parents[1] / "library"


class Library:
    """A folder with `services`, `organisations` and `policies`."""

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

    def area(self, code: str) -> str:
        """An area in words: its name and code, or the code alone where the library does not know it."""
        area = self.organisations.areas.get(code)
        return f"{area.name} ({code})" if area else code

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
        """The policy in a file. Raises `CoequalError` with file, line and clause of the first mistake."""
        return read_policy(decode(read_file(path), str(path)), str(path), self.vocabulary)

    def paths(self) -> Iterator[Path]:
        """The files of all policies, by id and version."""
        return iter(sorted((self.folder / "policies").glob("*/*/*.md")))

    def policies(self) -> Iterator[Policy]:
        """Every version of every policy, by id and version."""
        return map(self.read_at_home, self.paths())

    def ids(self) -> list[str]:
        """The ids of all policies."""
        return sorted({path.parent.relative_to(self.folder / "policies").as_posix() for path in self.paths()})

    def versions(self, name: str) -> list[Policy]:
        """Every version of the policy with an id. Raises `CoequalError` where there is no such policy."""
        self.require(name)
        return [self.read_at_home(path) for path in sorted((self.folder / "policies" / name).glob("*.md"))]

    def read_at_home(self, path: Path) -> Policy:
        """The policy in a file of the library, whose path is its id and version. Raises `CoequalError` where it is not."""
        policy = self.read(path)
        home = self.folder / "policies" / policy.id / f"{policy.version}.md"
        if path != home:
            raise CoequalError(f"This is version {policy.version} of {policy.id}, so its place is {home}.", Place(str(path)))
        return policy

    def require(self, name: str) -> None:
        """Nothing, where there is a policy with an id. Raises `CoequalError` where there is none."""
        if name not in self.ids():
            suggestion = did_you_mean(name, self.ids()) or " “coequal policies” lists them."
            raise CoequalError(f'There is no policy "{name}".{suggestion}')


def split_id(text: str) -> tuple[str, str | None]:
    """The id and the version of `area/service@version`; no version where none is named. Raises `CoequalError`."""
    found = _ID.fullmatch(text)
    if found is None:
        raise CoequalError(f'"{text}" is neither a file nor the id of a policy, such as norfolk-and-waveney/assisted-conception.')
    return found["policy"], found["version"]
