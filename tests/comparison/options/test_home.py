"""Tests of where a policy takes people from: from areas that it names, or from any."""

from datetime import date
from pathlib import Path

import pytest

from coequal.comparison.options.candidates import Shelf
from coequal.comparison.options.file import read_options
from coequal.comparison.options.home import home
from coequal.comparison.seen import as_seen
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case, Known
from coequal.policies.library import Library
from coequal.policies.load import read_policy
from tests.comparison.options.building import plain, written

LIBRARY = Library()
PAGE = """---
policy: sampleton/assisted-conception
version: "1"
title: Invented
service: assisted-conception
completeness: whole
status: draft
in force: {{from: {{printed: none, because: it is invented}}}}
binds by: referral date
source: {{title: Invented, seen: 2026-11-26}}
---

Invented for a test.

```treatments
ivf: {{name: Invented, cycles: 1}}
```

## 1. Area

```criterion
id: area
clause: "1"
{rule}
otherwise: Invented.
```
"""


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("norfolk-and-waveney/assisted-conception", ("26A",)),
        ("north-east-london/assisted-conception", ("A3A8R",)),
        ("south-staffordshire/assisted-conception", ()),
        ("nice/assisted-conception", ()),
    ],
)
def test_a_policy_of_the_library_takes_people_of_its_areas(name: str, codes: tuple[str, ...]) -> None:
    """Where a criterion refuses people of any other area, the areas are those it takes; where none does, there are none."""
    for policy in LIBRARY.versions(name):
        assert home(Rules(as_seen(policy))).codes == codes


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ('met when: patient area = "05W"', ("05W",)),
        ('met when: patient area in ("05W", "05G")', ("05G", "05W")),
        ('met when: patient area != "05W"', ()),
        ('met when: patient area in ("05W", "05G") and patient area != "05G"', ("05W",)),
        ('applies when: patient BMI < 30\nmet when: patient area = "05W"', ()),
        ('met when: patient BMI < 30 or patient area = "05W"', ()),
        ('met when: patient BMI < 30 and partner area = "05W"', ("05W",)),
        ("met when: patient area = partner area", ()),
    ],
)
def test_areas_are_those_that_no_criterion_refuses(rule: str, codes: tuple[str, ...]) -> None:
    """An area is one of the policy's where nobody is refused for it alone, and others would be."""
    policy = read_policy(PAGE.format(rule=rule), "invented.md", LIBRARY.vocabulary)
    assert home(Rules(policy)).codes == codes


def test_who_lives_elsewhere_is_taken_to_live_in_the_first_of_several_areas(tmp_path: Path) -> None:
    """Where a policy takes people of two areas, that is said of both, and people of a third count as of the first."""
    rule = 'met when: patient area in ("05W", "05G")'
    (tmp_path / "invented.md").write_text(PAGE.format(rule=rule), encoding="utf-8")
    found = plain()
    found["candidates"]["two"] = "invented.md"
    options = read_options(written(tmp_path, found), Shelf(LIBRARY, tmp_path, date(2026, 11, 1)))
    part = options.candidates[1].parts[0]
    assert part.said[0] == (
        "It takes people of North Staffordshire (05G) or Stoke on Trent (05W) only, "
        "so whoever lives elsewhere is taken to live in North Staffordshire (05G)."
    )
    for code in ("04Y", "05W", None):
        facts = {} if code is None else {"patient area": Known(code)}
        assert part.rules.statuses(part.rules.values(Case(facts))) == ["met"]
