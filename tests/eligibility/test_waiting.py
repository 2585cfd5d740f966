"""Whether waiting is enough."""

from datetime import date
from pathlib import Path

from coequal.eligibility.outcome import NOT_MET
from coequal.eligibility.waiting import waiting
from coequal.exchange.loaded import load

POLICY = """\
---
policy: testbury/assisted-conception
version: "2026-11"
title: Two rules (an invented area)
service: assisted-conception
completeness: whole
commissioners: [{code: QMM, from: 2022-07-01}]
status: in force
in force:
  from: {printed: none, read as: 2022-07-01, because: invented}
binds by: referral date
source: {title: invented, seen: 2026-11-26}
---

```treatments
ivf: {name: IVF, cycles: "2"}
```

## 1. Age

```criterion
id: age
clause: "1"
met when: patient age at referral in [23 .. 24)
```

## 2. Trying

```criterion
id: trying
clause: "2"
met when: months trying >= 36
```
"""


def test_what_is_met_only_for_a_part_of_the_wait_is_lost(tmp_path: Path) -> None:
    """Of two rules that hang on time, one may be met and lost again before the other is met; then waiting is not enough."""
    path = tmp_path / "policy.md"
    path.write_text(POLICY, encoding="utf-8")
    assessor = load(path)
    case = {"referral date": "2026-11-26", "patient date of birth": "2004-01-10", "months trying": 10, "treatment sought": "IVF"}
    assessment = assessor.assess(case)
    unmet = [finding for finding in assessment.criteria.values() if finding.status == NOT_MET]
    found = waiting(assessor.rules, assessment, unmet)
    assert found is not None
    assert found.until == date(2029, 1, 26)
    assert [finding.criterion.id for finding in found.lost] == ["age"]
