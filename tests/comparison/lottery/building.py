"""An invented country: a few bodies that follow one another, and policies of theirs for an invented service."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow as pa

from coequal.comparison.lottery.areas import Area, Day, areas_on
from coequal.criteria.vocabulary import Vocabulary
from coequal.facts.case import Case, read_case
from coequal.policies.library import Library
from tests.populations.building import table

TODAY = date(2026, 11, 23)
CCG_DAY, ICB_DAY, NEW_DAY = date(2019, 5, 1), date(2023, 5, 1), date(2026, 5, 1)
DICTIONARY = """\
service: care
title: An invented service
leap birthday: {is: 1 March, because: it is the setting declared here, source: {title: A test}}
facts:
  referral date: {type: date, moment: referral, says: the date of referral, plausible: 2000-01-01 .. 2100-01-01}
  born: {type: date, says: her date of birth, plausible: 1950-01-01 .. 2100-01-01}
  treatment sought: {type: choice, says: the treatment that she seeks, values: {IVF: she seeks IVF, IUI: she seeks IUI}}
  BMI: {type: number, unit: kg/m², decimals: 1, says: her body mass index, plausible: 10 .. 80}
  cycles had: {type: number, unit: cycles, says: the cycles that she has had, plausible: 0 .. 9}
  smokes: {type: boolean, says: whether she smokes, if true: she smokes, if false: she does not smoke}
  serves: {type: boolean, says: whether she serves, if true: she serves, if false: she does not serve}
  worry: {type: boolean, says: whether there is a worry, if true: there is a worry, if false: there is no worry}
  patient area: {type: area, says: the area of her GP practice}
  partner area: {type: area, says: the area of the partner's GP practice}
contradictions:
  - {never: born > referral date, because: she was born after the date of referral}
commissioned elsewhere:
  - {when: serves, commissioner: X24, because: the national body pays for those who serve, source: a test}
"""
BODIES = """\
code,role,name,from,until,successors,source
PCTs,PCT,a trust,2006-10-01,2013-03-31,,a test
X24,NHS England,The national body,2013-04-01,,,a test
01N,CCG,North CCG,2013-04-01,2022-06-30,QNI,a test
02N,CCG,Far North CCG,2013-04-01,2022-06-30,QNI,a test
01S,CCG,South CCG,2013-04-01,2022-06-30,QSI,a test
01E,CCG,East CCG,2013-04-01,2022-06-30,QEI,a test
QNI,ICB,North Board,2022-07-01,,,a test
QSI,ICB,South Board,2022-07-01,2026-03-31,QUI,a test
QEI,ICB,East Board,2022-07-01,2026-03-31,QUI,a test
QUI,ICB,United Board,2026-04-01,,,a test
"""
AREAS = """\
code,name,commissioners
01N,North,PCTs 01N QNI
02N,Far North,PCTs 02N QNI
01S,South,PCTs 01S QSI QUI
01E,East,PCTs 01E QEI QUI
"""
TEXT = """\
---
policy: {area}/care
version: "{version}"
title: Care (an invented policy)
service: care
completeness: {completeness}
commissioners: [{owners}]
status: {status}
in force: {{from: {start}{until}}}
binds by: referral date
source: {{title: Invented for a test}}
---
```treatments
ivf: {{name: IVF, {amount}}}
{more}```
{criteria}
"""
BMI = ("body", "met when: BMI <= 30")
SMOKING = ("smoking", "met when: not(smokes)")
WORRY = ("worry", "kind: judgement\njudged when: worry")
HOME = ("home", 'met when: patient area = "01S"')


def policy(
    area: str,
    owners: str,
    *criteria: tuple[str, str],
    version: str = "v1",
    completeness: str = "whole",
    status: str = "in force",
    start: str = "2014-01-01",
    until: str | None = None,
    amount: str = "cycles: 2",
    iui: str | None = None,
) -> str:
    """The text of a policy; criteria are a name and the lines that say when it is met."""
    blocks = [
        f'## {n}. {name}\nSome prose of ours.\n```criterion\nid: {name}\nclause: "{n}"\n{lines}\n```'
        for n, (name, lines) in enumerate(criteria, 1)
    ]
    return TEXT.format(
        area=area,
        version=version,
        completeness=completeness,
        owners=", ".join(f"{{code: {code}, from: 2013-04-01}}" for code in owners.split()),
        status=status,
        start=start,
        until=f", until: {until}" if until else "",
        amount=amount,
        more=f"iui: {{name: IUI, {iui}}}\n" if iui else "",
        criteria="\n".join(blocks),
    )


NORTH = policy("north", "01N", BMI, SMOKING, amount="cycles: 3", iui="tries: 6")
FAR = policy("far-north", "02N", BMI, WORRY, amount='cycles: "max(0, 2 - cycles had)"')
SOUTH = policy("south", "01S", HOME, SMOKING, completeness="partial", amount="cycles: 1")
EAST = policy("east", "01E", completeness="second-hand", amount="cycles: 1")
NICE = policy("nice", "", BMI, WORRY, amount="full cycles: 3")
NATIONAL = policy("armed-forces", "X24", SMOKING)
COUNTRY = (NORTH, FAR, SOUTH, EAST, NICE, NATIONAL)


def library_at(folder: Path, *texts: str) -> Library:
    """A library in a folder with these policies."""
    files = {"services/care.yaml": DICTIONARY, "organisations/bodies.csv": BODIES, "organisations/areas.csv": AREAS}
    for text in texts:
        lines = text.splitlines()
        name, version = lines[1].removeprefix("policy: "), lines[2].split('"')[1]
        files[f"policies/{name}/{version}.md"] = text
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Library(folder)


def day_of(library: Library, on: date) -> Day:
    """The lottery of a library on a day."""
    return areas_on(library.of_service("care"), library.organisations, on, TODAY)


def named(areas: Sequence[Area]) -> list[str]:
    """Areas by their names."""
    return [area.name for area in areas]


COUPLE: Mapping[str, Any] = {
    "referral date": "2023-05-01",
    "born": "1990-01-01",
    "treatment sought": "IVF",
    "BMI": "24.1",
    "cycles had": "0",
    "smokes": "false",
    "worry": "false",
    "patient area": "01N",
}


def pair_file(path: Path, **changes: str | None) -> Path:
    """A file with that couple, with some facts changed or, by None, taken out."""
    facts = {**COUPLE, **{fact.replace("_", " "): value for fact, value in changes.items()}}
    path.write_text("".join(f"{fact}: {value}\n" for fact, value in facts.items() if value is not None), encoding="utf-8")
    return path


def case(vocabulary: Vocabulary, **changes: str | None) -> Case:
    """The couple whom nothing stands in the way of, with some facts changed or, by None, taken out."""
    facts = {**COUPLE, **{name.replace("_", " "): value for name, value in changes.items()}}
    return read_case({name: value for name, value in facts.items() if value is not None}, vocabulary.dictionary)


def everybody(vocabulary: Vocabulary) -> list[Case]:
    """Couples who differ in all that the policies look at, each fact not known once; some cannot be, being born too late."""
    choices: dict[str, list[str | None]] = {
        "treatment sought": ["IVF", "IUI", None],
        "BMI": ["24.1", "30", "30.1", None],
        "cycles had": ["0", "1", "3", None],
        "smokes": ["true", "false", None],
        "worry": ["true", "false", None],
        "patient area": ["01N", "01S", None],
        "born": ["1990-01-01", "2024-01-01"],
        "serves": ["false", "true", None],
    }
    return [case(vocabulary, **dict(zip(choices, values, strict=True))) for values in product(*choices.values())]


def as_table(vocabulary: Vocabulary, cases: Sequence[Case]) -> pa.Table:
    """Couples as a table."""
    return table(vocabulary, [vocabulary.values(one) for one in cases])
