"""How a draft begins, and the text with which it starts where that is a version of the library."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import BEGIN_DRAFT
from coequal.accounts.trail import record
from coequal.drafting.checked import FILE, LARGEST
from coequal.drafting.models import Draft
from coequal.drafting.saving import Typed, first
from coequal.errors import CoequalError
from coequal.lint.subject import Subject
from coequal.lint.suggesting import blocks, suggested
from coequal.organisations.register import Organisations
from coequal.policies.markdown import Block, Heading, LiterateFile, Part, put_together
from coequal.policies.model import Policy
from coequal.policies.standing import INVENTED

_POLICY: Final = re.compile(r"^policy:[ \t]*[\"']?([a-z0-9-]+/[a-z0-9-]+)[\"']?[ \t]*$", re.MULTILINE)
_VERSION: Final = re.compile(r"^version:[ \t]*[\"']?(.{1,100}?)[\"']?[ \t]*$", re.MULTILINE)
_MONTH: Final = re.compile(r"((?:19|20|21)[0-9]{2})-(0[1-9]|1[0-2])(?![0-9])")
_KEY: Final = re.compile(r"^([^\s#-][^:\n]*):.*\n(?:(?:[ \t#-].*)?\n)*", re.MULTILINE)
_ANOTHERS: Final = ("commissioners", "in force", "ratified", "review due", "under review", "not found")  # true of one area alone


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first text of a draft, the policy that it is to be a version of, and where the text comes from, in words."""

    policy: str
    title: str
    text: str
    begun_from: str
    source: Policy | None = None


def begin(acting: Acting, organisation: Organisation, beginning: Beginning) -> Draft:
    """A new draft. Raises `CoequalError` where its text is too long."""
    if len(Typed(beginning.text, 0).clean.encode()) > LARGEST:
        raise CoequalError(f"This text is too long: a draft may have at most {LARGEST // 1024} kB.")
    assert acting.person is not None
    source = beginning.source
    with transaction.atomic():
        made = Draft.objects.create(
            organisation=organisation,
            policy=beginning.policy,
            title=beginning.title[:300],
            begun_from=beginning.begun_from[:300],
            from_policy=source.id if source else "",
            from_version=source.version if source else "",
            from_digest=source.digest if source else "",
            made_by=acting.person,
        )
        first(acting, made, beginning.text, beginning.begun_from[:300])
        record(
            acting.acting_as(require(acting, BEGIN_DRAFT, made)),
            "began a draft",
            made,
            detail={"policy": made.policy, "from": made.begun_from},
        )
    return made


@dataclass(frozen=True, slots=True)
class Adopter:
    """Who is to adopt a policy: the code of a body that the register knows, None where it knows none; and the day of beginning."""

    code: str | None
    invented: bool
    today: date

    def starts(self, version: str) -> date:
        """The day from which a version may be in force: the first of the month that it is called after, or else of next April."""
        found = _MONTH.match(version)
        return date(int(found[1]), int(found[2]), 1) if found else date(self.today.year + 1, 4, 1)

    def owner(self, version: str) -> str:
        """The key that names who adopts a version; nothing where the register does not know them."""
        return f"commissioners:\n  - {{code: {self.code}, from: {self.starts(version)}}}\n" if self.code else ""

    def in_force(self, version: str) -> str:
        """The key that says from when a version is to be in force, and why that day stands there."""
        because = (
            "its version is called after this month" if _MONTH.match(version) else "nobody has said yet, and then a year begins"
        )
        return f'in force:\n  from: {{printed: none, read as: {self.starts(version)}, because: "{because}"}}\n'

    def titled(self, title: str) -> str:
        """A title, which says of an invented area that it is one."""
        return f"{title} {INVENTED}" if self.invented and not title.endswith(INVENTED) else title


def new_version(policy: Policy, version: str) -> Beginning:
    """A draft of a policy that starts with the text of one of its versions."""
    return Beginning(policy.id, policy.title, _named(own_text(policy), version), f"version {policy.version} of this policy", policy)


def from_version(policy: Policy, wanted: str, version: str, adopter: Adopter) -> Beginning:
    """A draft of the policy `wanted` that starts with the text of a version, its own or another area's.

    A member of a family gets the example people that its limits need.
    """
    begun = new_version(policy, version)
    people = _people(policy, adopter.today) if policy.family else ""
    if policy.id == wanted:
        return replace(begun, text=begun.text + people)
    area = policy.area
    said = f"This draft began from the wording of the policy of {area}, version {policy.version}. That is nobody's decision here."
    title = adopter.titled(f"{policy.vocabulary.dictionary.title} in {policy.area_of(wanted)}")
    source = quoted(f"Written as a draft, from the wording of the policy of {area}, version {policy.version}")
    keys = {"policy": wanted, "title": quoted(title), "source": f"{{title: {source}}}"}
    own = adopter.owner(version) + adopter.in_force(version)
    text = _below_front_matter(_adopted(begun.text, keys, own), said)
    return Beginning(wanted, title, text + people, f"the policy of {area}, version {policy.version}", policy)


def _named(text: str, version: str) -> str:
    for key, value in (("version", f'"{version}"'), ("status", "draft")):
        text = re.sub(rf"^{key}:.*$", lambda _found, line=f"{key}: {value}": line, text, count=1, flags=re.MULTILINE)  # type: ignore[misc]
    return text


def _adopted(text: str, keys: Mapping[str, str], own: str) -> str:
    """A text without what is true of another area alone, and with what its new one says in place of that."""
    front, _, rest = text.removeprefix("---\n").partition("\n---\n")
    kept = [found[0] for found in _KEY.finditer(f"{front}\n") if found[1] not in keys and found[1] not in _ANOTHERS]
    said = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\n{said}{''.join(kept)}{own}---\n{rest}"


def _people(policy: Policy, today: date) -> str:
    """A section of example people whom software works out at the limits of a policy."""
    subject = Subject(policy, Organisations({}, {}), today)
    people = blocks(suggested(subject), subject)
    return _WORKED_OUT.format(people=people) if people else ""


def own_text(policy: Policy) -> str:
    """The text of a version as a file of its own: as it lies in the library or, of a family's member, with its values put in.

    One that was drafted and ratified here lies in no file of the library: its text is put together from its parts.
    """
    if policy.family:
        return put_together(replace(policy.file, parts=tuple(_with_rules(policy.file))))
    if policy.file.file == FILE:
        return put_together(policy.file)
    return Path(policy.file.file).read_text(encoding="utf-8-sig")


def _with_rules(file: LiterateFile) -> Iterator[Part]:
    """The parts of a family's member but for the clauses that its area lacks, whose wording has no values to hold."""
    starts = [place for place, part in enumerate(file.parts) if isinstance(part, Heading)]
    for start, end in pairwise([0, *starts, len(file.parts)]):
        first, *others = file.parts[start:end] or [None]
        numbered = isinstance(first, Heading) and first.title != first.text
        if not (file.left_out and numbered and not any(isinstance(part, Block) for part in others)):
            yield from file.parts[start:end]


def policy_in(text: str) -> str | None:
    """The id of the policy that a text says it is, as far as it says one."""
    found = _POLICY.search(Typed(text, 0).clean)
    return found[1] if found else None


def version_in(text: str) -> str:
    """The version that a text says it is, in the form in which it stands there; nothing where it says none."""
    found = _VERSION.search(text)
    return found[1] if found else ""


def _below_front_matter(text: str, said: str) -> str:
    lines = text.split("\n")
    end = lines.index("---", 1) + 1
    return "\n".join([*lines[:end], "", said, *lines[end:]])


def quoted(text: str) -> str:
    """A text in double quotation marks, as YAML has it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_WORKED_OUT: Final = """
## More example people

Software worked these out, one for each side of each limit. Check each: is what comes out what the wording says?

{people}
"""
