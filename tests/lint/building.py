"""A made-up service with one policy in which lint finds nothing, written out in full, and libraries of such policies."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from coequal.lint.finding import Finding
from coequal.lint.lint import lint_files
from coequal.policies.library import Library
from tests.policies.building import AREAS, BODIES

TODAY = date(2026, 11, 23)
DICTIONARY = """\
service: fertility
title: Fertility
leap birthday: {is: 1 March, because: it is the setting declared here, source: {title: A test}}
facts:
  referral date: {type: date, moment: referral, says: the date of referral, plausible: 1990-01-01 .. 2100-01-01}
  treatment start date: {type: date, moment: the start of treatment, says: the start of treatment, plausible: 1990-01-01 .. 2100-01-01}
  patient date of birth: {type: date, says: her date of birth, plausible: 1930-01-01 .. 2100-01-01}
  registered since: {type: date, says: the date since which she has been registered, plausible: 1930-01-01 .. 2100-01-01}
  BMI: {type: number, unit: kg/m², unit goes without saying: true, decimals: 1, says: her body mass index, plausible: 10 .. 80}
  FSH: {type: number, unit: IU/L, decimals: 1, dated: true, says: her FSH, plausible: 0 .. 200}
  cycles: {type: number, unit: cycles, unit goes without saying: true, says: the number of her cycles, plausible: 0 .. 30}
  treatment sought: {type: choice, says: the treatment that she seeks, values: {IVF: she seeks IVF, scan: she seeks a scan}}
  smokes: {type: boolean, says: whether she smokes, if true: she smokes, if false: she does not smoke}
  vapes: {type: boolean, says: whether she vapes, if true: she vapes, if false: she does not vape}
  other grounds: {type: boolean, says: whether there are other grounds, if true: there are other grounds, if false: there are none}
  patient age: {type: number, unit: years, unit goes without saying: true, says: her age, is: "age(patient date of birth, treatment start date)"}
contradictions:
  - {never: patient date of birth > treatment start date, because: she was born after treatment starts}
"""
POLICY = """\
---
policy: here/fertility
version: "2024"
title: Fertility treatment
service: fertility
completeness: whole
commissioners:
  - {code: BBB, from: 2024-04-01}
status: in force
in force:
  from: {printed: none, read as: 2024-04-01, because: the body began then}
binds by: referral date
ratified: {printed: "01/03/2024"}
review due: {printed: 31 December 2027}
source: {title: The rules, url: "https://example.org/rules", seen: 2024-05-06}
---

# Fertility treatment

These rules are made up.

## What is funded

Two cycles in all.

```treatments
ivf:
  name: IVF
  cycles: max(0, 2 - cycles)
```

## 1. Age

On the day treatment starts she must have had her 23rd birthday and not yet her 40th.

```criterion
id: age
clause: "1"
met when: patient age in [23 .. 40)
otherwise: From 40, nothing is funded.
```

## 2. Body mass index

Her body mass index is at least 19 and no more than 30.

```criterion
id: body-mass-index
clause: "2"
met when: BMI in [19 .. 30]
printed: between 19 and 30 inclusive
```

## 3. Ovarian reserve

A result for FSH must be below 9 IU/L, from the three months before referral.

```criterion
id: ovarian-reserve
clause: "3"
met when: FSH < 9
evidence: {FSH: within 3 months before referral date}
printed: "FSH of <9 IU/L"
```

## 4. Smoking

She does not smoke.

```criterion
id: smoking
clause: "4"
met when: not(smokes)
reading: Clause 1 does not matter for this.
```

## 5. Other grounds

A clinician may see other grounds against treatment.

```criterion
id: grounds
clause: "5"
kind: judgement
judged when: other grounds
```

## Example people

```example
name: she meets every rule
facts:
  referral date: 2024-05-02
  treatment start date: 2024-09-01
  patient date of birth: 1990-03-04
  BMI: 24.1
  FSH: {value: 6.1, date: 2024-03-10}
  cycles: 0
  smokes: false
  other grounds: false
```

```example
like: she meets every rule
people:
  - {name: the day before she is 23, facts: {patient date of birth: 2001-09-02}}
  - {name: the day on which she is 23, facts: {patient date of birth: 2001-09-01}}
  - {name: the day after she is 23, facts: {patient date of birth: 2001-08-31}}
  - {name: the day before she is 40, facts: {patient date of birth: 1984-09-02}}
  - {name: the day on which she is 40, facts: {patient date of birth: 1984-09-01}}
  - {name: the day after she is 40, facts: {patient date of birth: 1984-08-31}}
  - {name: her birth is not known, facts: {patient date of birth: {not known: not asked}}}
  - {name: just under 19, facts: {BMI: 18.9}}
  - {name: at 19, facts: {BMI: 19}}
  - {name: just over 19, facts: {BMI: 19.1}}
  - {name: just under 30, facts: {BMI: 29.9}}
  - {name: at 30, facts: {BMI: 30}}
  - {name: just over 30, facts: {BMI: 30.1}}
  - {name: her body mass index is not known, facts: {BMI: {not known: not asked}}}
  - {name: just under 9, facts: {FSH: {value: 8.9, date: 2024-03-10}}}
  - {name: at 9, facts: {FSH: {value: 9, date: 2024-03-10}}}
  - {name: just over 9, facts: {FSH: {value: 9.1, date: 2024-03-10}}}
  - {name: her FSH is not known, facts: {FSH: {not known: not asked}}}
  - {name: three months before referral, facts: {FSH: {value: 6.1, date: 2024-02-02}}}
  - {name: a day too early, facts: {FSH: {value: 6.1, date: 2024-02-01}}}
  - {name: on the day of referral, facts: {FSH: {value: 6.1, date: 2024-05-02}}}
  - {name: the day after referral, facts: {FSH: {value: 6.1, date: 2024-05-03}}}
```
"""


def changed(text: str, *edits: tuple[str, str]) -> str:
    """A text in which some passages, each of which it has once, are replaced."""
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def library_folder(folder: Path, dictionary: str = DICTIONARY, policies: Iterable[str] = ()) -> Path:
    """A folder that is a library, with these policies, the first of them of the version 2024."""
    files = {
        "services/fertility.yaml": dictionary,
        "organisations/bodies.csv": BODIES,
        "organisations/areas.csv": AREAS,
    }
    files |= {f"policies/here/fertility/{2024 + n}.md": text for n, text in enumerate(policies)}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def findings(folder: Path, *edits: tuple[str, str], dictionary: str = DICTIONARY, today: date = TODAY) -> list[Finding]:
    """What is found in the policy with some passages replaced."""
    path = library_folder(folder, dictionary) / "policy.md"
    path.write_text(changed(POLICY, *edits), encoding="utf-8")
    (found,) = lint_files([path], Library(folder), today)
    return found
