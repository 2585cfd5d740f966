"""A draft that begins without a version of the library: from a text that somebody has, or from nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from coequal.drafting.beginning import Adopter, Beginning, policy_in, quoted
from coequal.drafting.clauses import Clause, clauses_of
from coequal.drafting.saving import Typed
from coequal.lint.unwritten import ABOUT, FUNDED, RULE, TREATMENT
from coequal.pages.words import plural
from coequal.policies.markdown import without_end

_TITLE: Final = re.compile(r"^title:[ \t]*[\"']?(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Nothing:
    """What has to be known to begin a draft from nothing."""

    policy: str
    title: str
    version: str
    adopter: Adopter
    binds_by: str

    @property
    def called(self) -> str:
        """Its title, which says of an invented area that it is one."""
        return self.adopter.titled(self.title)

    @property
    def text(self) -> str:
        """A text that can be read as a policy, with every key explained, and one rule, which a person has to judge."""
        service = self.policy.partition("/")[2]
        return _SKELETON.format(
            policy=self.policy,
            service=service,
            title=quoted(self.called),
            version=self.version,
            owner=self.adopter.owner(self.version)
            or "# No body of the register has the code of this organisation, so none is named here.\n",
            in_force=self.adopter.in_force(self.version),
            binds_by=self.binds_by,
            treatment=TREATMENT,
            about=ABOUT,
            funded=FUNDED,
            rule=RULE,
        )


def from_nothing(nothing: Nothing) -> Beginning:
    """A draft that starts with the keys alone."""
    return Beginning(nothing.policy, nothing.called, nothing.text, "nothing")


def from_text(text: str, otherwise: Nothing) -> Beginning:
    """A draft that starts with a text that somebody has; one without front matter gets that of a draft from nothing."""
    plain = Typed(text, 0).clean
    if plain.startswith("---\n"):
        policy, title = policy_in(plain), _TITLE.search(plain)
        return Beginning(
            policy or otherwise.policy,
            without_end(title[1]) if title else otherwise.called,
            plain,
            "a text that was brought along",
        )
    front, _, rest = otherwise.text.partition("\n---\n")
    treatments = rest[rest.index("```treatments") :].partition("\n```\n")[0]
    end = rest[rest.index("## Example people") :]
    about, found = clauses_of(plain.strip())
    rules = list(_rules(found)) or ["## 1. The whole text\n\n", _RULE.format(id="1", number="1", wording=plain.strip())]
    before = f"{about}\n\n" if about and found else ""
    text = f"{front}\n---\n\n{before}## What is funded\n\n{treatments}\n```\n\n{''.join(rules)}{end}"
    read = f"{plural(len(found), 'numbered clause')} found in it" if found else "no clause in it is numbered, so it is one rule"
    begun_from = f"a text that was brought along, below the keys that a policy needs; {read}"
    return Beginning(otherwise.policy, otherwise.called, text, begun_from)


def _rules(found: Sequence[Clause]) -> Iterator[str]:
    """A section for each clause, with a rule that a person has to judge where the clause says more than what it is about."""
    numbers = {one.number for one in found}
    for one, after in zip_longest(found, found[1:]):
        heading = f"{'#' * one.level_among(numbers)} {one.said}. {one.title}\n\n"
        rule = _RULE.format(id=one.said.replace(".", "-"), number=one.said, wording=one.wording)
        yield heading if one.is_heading_of(after) else heading + rule


_RULE: Final = """\
{wording}

```criterion
id: clause-{id}
clause: "{number}"
kind: judgement
```

"""
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
{owner}status: draft
# From which day it is to be in force, and which date of a case decides whether this version applies.
{in_force}binds by: {binds_by}
source: {{title: "Written as a draft"}}
---

{about}

## What is funded

{funded}

```treatments
first-treatment:
  name: {treatment}
```

## 1. The first rule

{rule}

```criterion
id: first-rule
clause: "1"
kind: judgement
```

## Example people

Add people for whom you know what should come out.
Each number in a rule needs one just under it, one at it, one just over it, and one for whom it is not known.
"""
