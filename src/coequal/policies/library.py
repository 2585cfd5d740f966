"""The library: folders of dictionaries, organisations and policies, and how to find one of them by its id."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

from coequal.criteria.vocabulary import Vocabulary, vocabulary
from coequal.errors import CoequalError, Place, did_you_mean
from coequal.facts.dictionary import load_dictionary
from coequal.facts.other_kinds import refuse_other_kinds
from coequal.facts.strict_yaml import decode, read_file
from coequal.organisations.own_table import find_practices
from coequal.organisations.practices import Practices
from coequal.organisations.register import Organisations, load_organisations
from coequal.policies.area_names import area_id, area_names, area_of
from coequal.policies.beside import Part, open_parts, shipped, tell_left_out
from coequal.policies.families import Family, open_family
from coequal.policies.load import Known, read_policy
from coequal.policies.model import Policy

_ID = re.compile(r"(?P<policy>[a-z0-9-]+/[a-z0-9-]+)(@(?P<version>[A-Za-z0-9.-]+))?")


__all__ = ["Library", "read_vocabulary", "shipped", "split_id"]
_OTHER_LIBRARY = " One in a library of your own is found with --library, in Python with library=."


class Library:
    """One folder or several with `services`, `organisations`, `policies` and, where they have some, `families`.

    What is there once alone (practices, postcodes, the tiles of a map, recipes) stands in the first, which is `folder`.
    """

    def __init__(self, folder: Path | Sequence[Path] | None = None, *, parts: tuple[Part, ...] = ()) -> None:
        """Open what is named, as `open_parts` says, or the shipped library; or the `parts` of one that is open already.

        Raises `CoequalError` where it is no library.
        """
        self.parts = parts or open_parts([folder] if isinstance(folder, Path) else folder)
        self.folder = self.parts[0].folder
        self._vocabularies: dict[str, Vocabulary] = {}

    @property
    def folders(self) -> tuple[Path, ...]:
        """All of its folders."""
        return tuple(part.folder for part in self.parts)

    @cached_property
    def organisations(self) -> Organisations:
        """The bodies and areas that the library knows. Raises `CoequalError` where they cannot be read, or one stands twice."""
        others = [part for part in self.parts[1:] if (part.folder / "organisations").is_dir()]
        homes = [home / "organisations" for home in (self.folder, *(part.folder for part in others if part.package is None))]
        found, brought = load_organisations(*homes), list[Path]()
        for part in others:
            if part.package is not None:
                with _left_out(part):
                    found = load_organisations(*homes, brought=[*brought, part.folder / "organisations"])
                    brought.append(part.folder / "organisations")
        return found

    @cached_property
    def practices(self) -> Practices:
        """Where GP practices belong: the user's own table where there is one, or else the library's. Raises `CoequalError`."""
        return find_practices(self.folder / "organisations")

    def area(self, code: str) -> str:
        """An area in words: its name and code, or the code alone where the library does not know it."""
        area = self.organisations.areas.get(code)
        return f"{area.name} ({code})" if area else code

    def area_of(self, policy_id: str) -> str:
        """What people call the area in an id: by the tables of this library, or of the shipped one, or else by the id itself."""
        area = area_id(policy_id)
        return self._area_names.get(area) or _shipped_area_names().get(area) or area_of(policy_id)

    @cached_property
    def _area_names(self) -> Mapping[str, str]:
        """The names of areas and bodies; none without organisations. Raises `CoequalError` where they cannot be read."""
        return area_names(self.organisations) if (self.folder / "organisations").is_dir() else {}

    def area_code(self, name: str) -> str | None:
        """The code of an area by its name, however it is capitalised; None where the library knows no such area, or several."""
        found = [area.code for area in self.organisations.areas.values() if area.name.casefold() == name.casefold()]
        return found[0] if len(found) == 1 else None

    def services(self) -> list[str]:
        """The ids of the services that have a dictionary. One of a package must be readable, too."""
        usable = [service for part in self.parts if part.package is None for service in part.services()]
        for part in self.parts:
            if part.package is not None:
                with _left_out(part):
                    usable += [service for service in part.services() if self.vocabulary(service)]
        return sorted(usable)

    def vocabulary(self, service: str) -> Vocabulary:
        """The words of one service. Raises `CoequalError` where it has no dictionary."""
        if service not in self._vocabularies:
            paths = {name: path for part in self.parts for name, path in part.services().items()}
            if service not in paths:
                suggestion = did_you_mean(service, paths) or f" The services are: {', '.join(sorted(paths))}."
                raise CoequalError(f'There is no dictionary for the service "{service}".{suggestion}{self._other_library()}')
            self._vocabularies[service] = read_vocabulary(paths[service])
        return self._vocabularies[service]

    def part_of(self, path: Path) -> Part:
        """The folder in which a file lies, or the first where it lies in none."""
        return next((part for part in self.parts if path.is_relative_to(part.folder)), self.parts[0])

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
        text, home = decode(refuse_other_kinds(read_file(path), str(path)), str(path)), self.part_of(path).folder / "families"
        name = path.parent.relative_to(home).as_posix() if path.is_relative_to(home) else path.stem
        return open_family(text, path, name, self.vocabulary, self.area_of) or self.read_text(text, str(path))

    def read_text(self, text: str, file: str, known: Known | None = None) -> Policy:
        """The one policy in a text, called after a file. Raises `CoequalError` as above; `known` is as in `read_policy`."""
        return read_policy(text, file, self.vocabulary, known, area_of=self.area_of)

    def paths(self) -> Iterator[Path]:
        """The files of all policies that have one of their own, by folder, id and version."""
        return (path for part in self.parts for path in _inside(part, "policies", "*/*/*.md"))

    def families(self, service: str = "*") -> Iterator[Path]:
        """The files of all families, or of those for one service, by folder, name and version."""
        return (path for part in self.parts for path in _inside(part, "families", f"*/{service}/*.md"))

    def policies(self) -> Iterator[Policy]:
        """Every version of every policy, by id and version. Raises `CoequalError` where a version is there twice."""
        return self.of_service("*")

    def of_service(self, service: str) -> Iterator[Policy]:
        """Every version of every policy for one service, by id and version. Raises `CoequalError` as above.

        A package whose policies cannot be read, or stand elsewhere too, is left out, and that is told.
        """
        found: list[Policy] = []
        for part in self.parts:
            with _left_out(part):
                own = map(self.read_at_home, _inside(part, "policies", f"*/{service}/*.md"))
                families = map(self._family_at_home, _inside(part, "families", f"*/{service}/*.md"))
                members = (self._member_at_home(family, area) for family in families for area in family.values.rows)
                found = _in_order([*found, *own, *members])
        return iter(found)

    def ids(self) -> list[str]:
        """The ids of all policies."""
        found = self._own_ids()
        for part in self.parts:
            with _left_out(part):
                found.update(*(self._family_at_home(path).ids for path in _inside(part, "families", "*/*/*.md")))
        return sorted(found)

    def _own_ids(self) -> set[str]:
        return {"/".join(path.parts[-3:-1]) for path in self.paths()}

    def versions(self, name: str) -> list[Policy]:
        """Every version of the policy with an id. Raises `CoequalError` where there is no such policy, or a version twice."""
        folders = self.folders if name in self._own_ids() else ()
        own = [path for folder in folders for path in sorted((folder / "policies" / name).glob("*.md"))]
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
        home = self.part_of(path).folder / "policies" / policy.id / f"{policy.version}.md"
        if path != home:
            raise CoequalError(f"This is version {policy.version} of {policy.id}, so its place is {home}.", Place(str(path)))
        return policy

    def require(self, name: str) -> None:
        """Nothing, where there is a policy with an id. Raises `CoequalError` where there is none."""
        if name not in self._own_ids() and name not in (ids := self.ids()):
            suggestion = did_you_mean(name, ids) or " “coequal policies” lists them."
            raise CoequalError(f'There is no policy "{name}".{suggestion}{self._other_library()}')

    def _other_library(self) -> str:
        """That there may be another library, where nobody has named one."""
        named = [part for part in self.parts if part.package is None and part.folder != shipped()]
        return "" if named else _OTHER_LIBRARY


def read_vocabulary(path: Path) -> Vocabulary:
    """The words of the service whose dictionary is in a file. Raises `CoequalError` where it is not called after the service."""
    dictionary = load_dictionary(path)
    if dictionary.service != path.stem:
        message = f'This dictionary is for "{dictionary.service}", so its file is called {dictionary.service}.yaml.'
        raise CoequalError(f"{message} Change the one or the other.", Place(str(path)))
    return vocabulary(dictionary)


@lru_cache(maxsize=1)
def _shipped_area_names() -> Mapping[str, str]:
    """The names of the areas and bodies of coequal and of installed packages."""
    return area_names(Library().organisations)


def _inside(part: Part, folder: str, pattern: str) -> list[Path]:
    return sorted((part.folder / folder).glob(pattern))


@contextmanager
def _left_out(part: Part) -> Iterator[None]:
    """What a package brings is left out at its first mistake, which is told; one of any other folder is raised."""
    try:
        yield
    except CoequalError as error:
        if part.package is None:
            raise
        tell_left_out(part.package, error)


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
