"""A draft that begins without a version of the library: from a text that somebody has, or from nothing."""

import re
from dataclasses import dataclass
from typing import Final

from coequal.drafting.beginning import Adopter, Beginning, policy_in, quoted
from coequal.drafting.saving import Typed
from coequal.lint.unwritten import ABOUT, FUNDED, RULE, TREATMENT
from coequal.policies.markdown import without_end

_TITLE: Final = re.compile(r"^title:[ \t]*[\"']?(.+)$", re.MULTILINE)
_NUMBERED: Final = re.compile(r"[ \t]*(?:#{1,6}[ \t]*)?([0-9]{1,3})[.):][ \t]+(\S.*)")
_LONGEST_HEADING: Final = 60


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
            owner=self.adopter.owner or "# No body of the register has the code of this organisation, so none is named here.\n",
            starts=self.adopter.starts,
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
    about, clauses = _clauses(plain.strip())
    whole = f"{front}\n---\n\n{about}## What is funded\n\n{treatments}\n```\n\n{clauses}{end}"
    return Beginning(otherwise.policy, otherwise.called, whole, "a text that was brought along, below the keys that a policy needs")


def _clauses(text: str) -> tuple[str, str]:
    """What stands before the first number of a text; and a section for each number, with a rule that a person has to judge.

    A number that does not count on belongs to a list within a clause. A text without numbers is one clause.
    """
    before: list[str] = []
    numbered: list[tuple[int, list[str]]] = []
    for line in text.split("\n") if "```" not in text else ():
        found = _NUMBERED.fullmatch(line)
        if found and int(found[1]) == (numbered[-1][0] + 1 if numbered else 1):
            numbered.append((int(found[1]), [found[2]]))
        else:
            (numbered[-1][1] if numbered else before).append(line)
    if not numbered:
        return "", _CLAUSE.format(number=1, title="The whole text", wording=text)
    about = "\n".join(before).strip()
    return f"{about}\n\n" if about else "", "".join(_section(number, lines) for number, lines in numbered)


def _section(number: int, lines: list[str]) -> str:
    first, rest = lines[0].strip(), "\n".join(lines[1:]).strip()
    if len(first) <= _LONGEST_HEADING:
        return _CLAUSE.format(number=number, title=first.rstrip("."), wording=rest or first)
    return _CLAUSE.format(number=number, title=f"Clause {number}", wording="\n".join(lines).strip())


_CLAUSE: Final = """\
## {number}. {title}

{wording}

```criterion
id: clause-{number}
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
in force:
  from: {{printed: none, read as: {starts}, because: "it is what we propose"}}
binds by: {binds_by}
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
