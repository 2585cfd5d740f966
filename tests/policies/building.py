"""A made-up service with one policy, written out in full, and libraries of such policies."""

from pathlib import Path

from coequal.criteria.vocabulary import vocabulary
from coequal.facts.dictionary import read_dictionary
from coequal.policies.load import read_policy
from coequal.policies.model import Policy

DICTIONARY = """\
service: hearing
title: Hearing
leap birthday:
  is: 1 March
  because: it is the setting declared here
  source: {title: A test}
facts:
  referral date: {type: date, moment: referral, says: the date of referral, plausible: 2000-01-01 .. 2100-01-01}
  fitting date: {type: date, says: the date of the fitting, plausible: 2000-01-01 .. 2100-01-01}
  hearing loss: {type: number, unit: dB, dated: true, says: her hearing loss, plausible: 0 .. 120}
  months waiting: {type: number, unit: months, says: the months of waiting, plausible: 0 .. 600}
  works: {type: boolean, says: whether she works, if true: she works, if false: she does not work}
  serves: {type: boolean, says: whether she serves, if true: she serves, if false: she does not serve}
  hepatitis test: {type: date, says: the date of her test, plausible: 2000-01-01 .. 2100-01-01}
  ear: {type: choice, says: the ear, values: {left: it is the left ear, right: it is the right ear}}
  severe loss:
    type: boolean
    says: whether the loss is severe
    if true: the loss is severe
    if false: the loss is not severe
    is: hearing loss > 70
"""

FRONT_MATTER = """\
---
policy: here/hearing
version: "2024"
title: Hearing aids
service: hearing
completeness: whole
commissioners:
  - {code: AAA, from: 2020-01-01, until: 2024-03-31}
  - {code: BBB, from: 2024-04-01}
status: in force
under review: true
in force:
  from: {printed: none, read as: 2024-04-01, because: the body began then}
  until: 2029-12-31
binds by: referral date
ratified: {printed: spring 2024}
review due: 2026-01-01
source: {title: The rules, url: "https://example.org/rules", seen: 2024-05-06}
---
"""

BODY = """
# Hearing aids

These rules are made up.

## What is funded

```treatments
aids:
  name: A pair of hearing aids
  aids: if hearing loss >= 30 then 2 else 1
batteries: {name: Batteries, packs: not stated}
```

## 1. Hearing loss

Her hearing loss must be more than 25 dB.

```criterion
id: hearing-loss
clause: "1"
for: [aids]
met when: hearing loss > 25
evidence: {hearing loss: within 12 months before referral date}
otherwise: Measure again in a year.
reading: Exactly 25 is not enough.
or read as:
  - {label: 25 is enough, met when: hearing loss >= 25}
  - {label: only at work, applies when: works, met when: hearing loss > 25}
printed: more than 25 dB of her hearing
why: Less does little harm.
source: page 3
```

## 2a, 3. Waiting

```criterion
id: waiting
clause: "2a, 3"
applies when: not(works)
met when: months waiting >= 3
overrides: [hearing-loss]
```

### 4: A judgement

```criterion
id: grounds
clause: "4"
kind: judgement
judged when: serves
```

```criterion
id: need
clause: "5"
kind: judgement
```

```criterion
id: tests
clause: "6"
kind: readiness
met when: hepatitis test is known
repeat after: 3 months
```

```criterion
id: army
clause: "7"
kind: elsewhere
applies when: serves
commissioner: The army
```

```criterion
id: kindness
clause: "8"
kind: duty
```

```criterion
id: colour
clause: "9"
kind: information
```

## Where

```providers
printed on: 2024-05-06
list:
  - name: The Ear Clinic
    sites: [{name: North, address: 1 High Street}, {name: South, address: 2 Low Street, county: Kent, postcode: ZZ1 1ZZ}]
    telephone: 01234 567890
    email: ears@example.org
    web: https://example.org/ears
  - {name: A Van}
```

## Exceptions

```exceptions
route: individual funding request
who may ask: Anyone.
whom: The panel.
then: It answers.
```
"""

WHOLE = FRONT_MATTER + BODY
WORDS = vocabulary(read_dictionary(DICTIONARY, "hearing.yaml"))

BODIES = """\
code,role,name,from,until,successors,source
AAA,CCG,NHS Here CCG,2015-01-01,2024-03-31,BBB,a test
BBB,ICB,NHS Here ICB,2024-04-01,,,a test
CCC,CCG,NHS Split CCG,2015-01-01,2024-03-31,DDD BBB,a test
DDD,ICB,NHS There ICB,2024-04-01,,,a test
"""
AREAS = """\
code,name,commissioners
AAA,Here,AAA BBB
"""


FAMILY = """\
---
policy: "{area}/hearing"
version: "2017"
title: Hearing aids in {area name}
service: hearing
completeness: whole
values: 2017.csv
status: in force
in force:
  from: {start}
binds by: referral date
source: {title: A test of {area name}}
---

# Hearing aids in {area name}

These areas are made up.

## What is funded

Up to {aids} aids, and {packs} packs of batteries a year.

```treatments
aids:
  name: Hearing aids
  aids: min(2, {aids})
batteries: {name: Batteries, packs: {packs}}
```

## 1. Hearing loss

Her hearing loss must be more than {loss} dB.

```criterion
id: hearing-loss
clause: "1"
for: [aids]
met when: hearing loss > {loss}
otherwise: Measure again in a year.
```

## 2. Waiting

Someone who works has waited for {wait} months or more.

```criterion
id: waiting
clause: "2"
applies when: works
met when: months waiting >= {wait}
```

## Example people

```example
name: a loss of {loss} dB is not enough
facts: {works: false, hearing loss: {loss}}
outcome: not eligible
criteria: {hearing-loss: not met}
```

```example
name: a loss of 90 dB is enough
facts: {works: false, hearing loss: 90}
outcome: eligible
criteria: {hearing-loss: met}
```

```example
like: a loss of 90 dB is enough
people:
  - {name: she has waited for long enough, facts: {works: true, months waiting: 12}, criteria: {waiting: met}}
  - {name: she has not waited, facts: {works: true, months waiting: 0}, outcome: not eligible}
```

```example
name: nothing is known
outcome: not known
```
"""
TABLE = """\
area,area name,start,aids,packs,loss,wait
north,The North,2017-04-01,2,10,25,3
south,The South,2017-04-01,1,not found,30,no rule
east,The East,2017-10-01,no rule,4,not found,6
"""
FAMILY_PLACE = "families/model/hearing/2017.md"


def family_folder(folder: Path, text: str = FAMILY, table: str | None = TABLE, place: str = FAMILY_PLACE) -> Path:
    """A library into which a family was put, with its table beside it, if it has one there."""
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    if table is not None:
        path.with_name("2017.csv").write_text(table, encoding="utf-8")
    return folder


def policy(text: str = WHOLE) -> Policy:
    """The policy in a text, as if it stood in policy.md."""
    return read_policy(text, "policy.md", lambda _service: WORDS)


def changed(old: str, new: str, text: str = WHOLE) -> str:
    """A text with one passage, which it has once, replaced."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def line_of(text: str, passage: str) -> int:
    """The number of the line on which a passage first stands."""
    return text[: text.index(passage)].count("\n") + 1


def library_folder(folder: Path, *texts: str) -> Path:
    """A folder that is a library, with these policies where their ids and versions put them."""
    for name, text in (
        ("services/hearing.yaml", DICTIONARY),
        ("organisations/bodies.csv", BODIES),
        ("organisations/areas.csv", AREAS),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for text in texts:
        found = policy(text)
        path = folder / "policies" / found.id / f"{found.version}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
