"""How a draft begins: from a version of the library, from a text that somebody has, or from nothing."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import BEGIN_DRAFT
from coequal.accounts.trail import record
from coequal.comparison.naming import area_name
from coequal.drafting.checked import LARGEST
from coequal.drafting.models import Draft
from coequal.drafting.saving import Typed, first
from coequal.errors import CoequalError
from coequal.policies.markdown import put_together
from coequal.policies.model import Policy

_POLICY: Final = re.compile(r"^policy:[ \t]*[\"']?([a-z0-9-]+/[a-z0-9-]+)[\"']?[ \t]*$", re.MULTILINE)
_TITLE: Final = re.compile(r"^title:[ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.MULTILINE)


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


def from_version(policy: Policy, wanted: str, version: str) -> Beginning:
    """A draft of the policy `wanted` that starts with the text of a version, its own or another area's."""
    text = own_text(policy)
    for key, value in (("policy", wanted), ("version", f'"{version}"'), ("status", "draft")):
        text = re.sub(rf"^{key}:.*$", lambda _found, line=f"{key}: {value}": line, text, count=1, flags=re.MULTILINE)  # type: ignore[misc]
    if policy.id == wanted:
        return Beginning(wanted, policy.title, text, f"version {policy.version} of this policy", policy)
    area = area_name(policy.id)
    said = f"This draft began from the wording of the policy of {area}, version {policy.version}. That is nobody's decision here."
    return Beginning(
        wanted, policy.title, _below_front_matter(text, said), f"the policy of {area}, version {policy.version}", policy
    )


def own_text(policy: Policy) -> str:
    """The text of a version as a file of its own: as it lies in the library or, of a family's member, with its values put in."""
    return put_together(policy.file) if policy.family else Path(policy.file.file).read_text(encoding="utf-8-sig")


def from_text(text: str, otherwise: "Nothing") -> Beginning:
    """A draft that starts with a text that somebody has; one without front matter gets that of a draft from nothing."""
    plain = Typed(text, 0).clean
    if plain.startswith("---\n"):
        policy, title = _POLICY.search(plain), _TITLE.search(plain)
        return Beginning(
            policy[1] if policy else otherwise.policy,
            title[1] if title else otherwise.title,
            plain,
            "a text that was brought along",
        )
    front, _, rest = otherwise.text.partition("\n---\n")
    treatments = rest[rest.index("```treatments") :].partition("\n```\n")[0]
    whole = f"{front}\n---\n\n{plain.strip()}\n\n## What is funded\n\n{treatments}\n```\n"
    return Beginning(otherwise.policy, otherwise.title, whole, "a text that was brought along, below the keys that a policy needs")


@dataclass(frozen=True, slots=True)
class Nothing:
    """What has to be known to begin a draft from nothing."""

    policy: str
    title: str
    version: str
    code: str  # of the commissioner
    binds_by: str
    today: date

    @property
    def text(self) -> str:
        """A text that can be read as a policy, with every key explained, and no rule in it."""
        service = self.policy.partition("/")[2]
        year = self.today.year + 1
        return _SKELETON.format(
            policy=self.policy,
            service=service,
            title=_quoted(self.title),
            version=self.version,
            code=self.code,
            binds_by=self.binds_by,
            year=year,
        )


def from_nothing(nothing: Nothing) -> Beginning:
    """A draft that starts with the keys alone."""
    return Beginning(nothing.policy, nothing.title, nothing.text, "nothing")


def _below_front_matter(text: str, said: str) -> str:
    lines = text.split("\n")
    end = lines.index("---", 1) + 1
    return "\n".join([*lines[:end], "", said, *lines[end:]])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_SKELETON: Final = """\
---
# Between these two lines of dashes stands what the policy is. A line that begins with # is a remark for you.
policy: {policy}
version: "{version}"
title: {title}
service: {service}
# whole, partial or second-hand: unless the text is whole, software finds nobody eligible.
completeness: whole
# Who adopts it, by the code of the organisation, and from when on.
commissioners:
  - {{code: {code}, from: {year}-04-01}}
status: draft
# From which day it is to be in force, and which date of a case decides whether this version applies.
in force:
  from: {{printed: none, read as: {year}-04-01, because: "it is what we propose"}}
binds by: {binds_by}
source: {{title: "Written as a draft"}}
---

Say in a sentence or two what this policy is about, and for whom.

## What is funded

Say what is funded, and how much of it.

```treatments
first-treatment:
  name: write here what the treatment is called
```

## 1. The first rule

Write the rule here as people will read it. Then say below when it is met. Until then a person has to judge it.

```criterion
id: first-rule
clause: "1"
kind: judgement
```

## Example people

Add people for whom you know what should come out.
Each number in a rule needs one just under it, one at it, one just over it, and one for whom it is not known.
"""
