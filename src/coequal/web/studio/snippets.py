"""Pieces to start from, which name a fact of the service and the next clause, and what a condition looks like."""

import re
from decimal import Decimal
from typing import Final

from coequal.web.shelf import shelf

_CLAUSE: Final = re.compile(r"""^clause:[ \t]*["']?([0-9]{1,4})\b""", re.MULTILINE)
_CRITERION: Final = """\
## {clause}. What the rule is about

The rule in plain words.

```criterion
id: a-short-name
clause: "{clause}"
met when: {fact} <= {limit}
otherwise: What happens next where it is not met.
```
"""
_JUDGEMENT: Final = """\
```criterion
id: a-short-name
clause: "{clause}"
kind: judgement
```
"""
_PEOPLE: Final = """\
```example
name: somebody who is eligible
facts:
  {fact}: {below}
outcome: eligible
```

```example
like: somebody who is eligible
people:
  - {{name: exactly {limit}, facts: {{{fact}: {limit}}}, outcome: eligible}}
  - {{name: just over {limit}, facts: {{{fact}: {over}}}, outcome: not eligible}}
  - {{name: not known, facts: {{{fact}: {{not known: not recorded}}}}, outcome: not known}}
```
"""
_READING: Final = """\
reading: Both ends are included, because the wording says "up to".
or read as:
  - {{label: below {limit}, met when: "{fact} < {limit}"}}
"""
_TITLED: Final = (
    ("A criterion", _CRITERION),
    ("A rule that a person has to judge", _JUDGEMENT),
    ("Example people", _PEOPLE),
    ("How a clause is read, and how else it could be", _READING),
)


def snippets(text: str, service: str) -> list[tuple[str, str]]:
    """Each piece with its title. The number in it is an example, and says nothing of where a limit should be."""
    fact, limit, step = _number(service)
    clause = 1 + max(map(int, _CLAUSE.findall(text)), default=0)
    told = {"clause": clause, "fact": fact, "limit": limit, "below": limit - step, "over": limit + step}
    return [(title, piece.format(**told)) for title, piece in _TITLED]


def _number(service: str) -> tuple[str, Decimal, Decimal]:
    """A fact of a service that is a number, one in the middle of what it can be, and its smallest step."""
    known = shelf().library.vocabulary(service).dictionary.facts.values() if service in shelf().services else ()
    for fact in known:
        if fact.kind == "number":
            low, high = (Decimal(str(end)) for end in fact.plausible)
            return fact.name, (low + high) // 2, Decimal(1).scaleb(-fact.decimals)
    return "the name of a fact", Decimal(30), Decimal(1)


def ways_to_write(service: str) -> list[tuple[str, str]]:
    """What a rule may ask, in words, and how its condition is written."""
    fact, limit, _ = _number(service)
    return [
        (f"At least {limit}", f"{fact} >= {limit}"),
        (f"At most {limit}", f"{fact} <= {limit}"),
        ("From 23 to 40, and both are included", f"{fact} in [23 .. 40]"),
        ("From 23 up to 40, and 40 is no longer included", f"{fact} in [23 .. 40)"),
        ("It is known, whatever it is", f"{fact} is known"),
        ("On a day, or later", '(a date) >= date("2027-04-01")'),
        ("At least two years before another day", "(a date) <= (another date) - 2 years"),
        ("One of several", '(a choice) in ("one", "another")'),
        ("Both, either, or not", "(one) and (other), (one) or (other), not(one)"),
    ]
