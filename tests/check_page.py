"""The manual's page on `coequal check --json`, made from a real run."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ARGUMENTS = ("check", "norfolk-and-waveney/assisted-conception", "examples/a-couple.yaml", "--json")
HEADING = """\
# What `coequal check --json` prints

<!-- Made by `make manual` from a real run. Change what it prints, not this page. -->

| key | holds |
| --- | --- |
| `policy`, `version`, `digest`, `completeness` | which text was applied; the digest changes with every letter of it |
| `outcome` | of the treatment sought, or of the policy's first treatment: `eligible`, `not eligible`, `not known`, `for judgement` |
| `treatments` | of each treatment its outcome, its amounts (a number, `null` where not known, `"not stated"` where the policy does not say, 0 where not eligible) and what is missing |
| `criteria` | every criterion in the policy's order; none is left out because another failed |
| `criteria` › `status` | `met`, `not met`, `not known`, `for judgement`, `not applicable` |
| `criteria` › `facts` | the known facts that the criterion names, derived ones too |
| `criteria` › `otherwise` | what happens next where it is not met |
| `criteria` › `changeable` | `with time` (then `from` is the first day on which waiting has made it met), `possible`, `never` |
| `missing` | the facts that could still change the outcome, those that settle most by themselves first; exact |
| `readiness` | the investigations needed before referral: whether all are done, what is lacking, after which day each test must be repeated; `null` where the policy has none |
| `elsewhere` | the body that decides instead, and why; else `null` |
| `readings` | other readings of a criterion, one at a time, that would change the outcome |
| `assumptions` | what was taken for granted, in sentences |
| `single blocker` | the one criterion that is not met, if there is just one |
| `what if` | of somebody who is not eligible, each known fact that can change and would by itself lead to a better outcome: the values from `low` to `high` (both in, `null` where that end is open; the same where values have no order), and the outcome; the best first |

A couple of the project's examples, checked against Norfolk and Waveney (the criteria after the third are left out here):

"""
SHOWN = 3


def page() -> str:
    """The page, with the answer to one invented couple."""
    command = [sys.executable, "-m", "coequal", *ARGUMENTS]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    found = json.loads(printed)
    found["criteria"] = found["criteria"][:SHOWN]
    return (
        f"{HEADING}```sh\n$ coequal {' '.join(ARGUMENTS)}\n```\n\n```json\n{json.dumps(found, indent=2, ensure_ascii=False)}\n```\n"
    )
