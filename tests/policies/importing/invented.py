"""An invented table in the layout of the audit of 2017: areas that are not there, with a cell of every kind."""

import csv
import shutil
from io import StringIO
from pathlib import Path

from coequal.policies.library import shipped

COLUMNS = (
    *("ccg17cd", "ods_code", "ccg_name", "part", "region", "subregion", "cycles", "cycle_definition", "age_range"),
    *("cycle_40_42", "male_age", "time_trying", "previous_children", "providers", "published"),
)
PLAIN = {
    "ods_code": "EXA",
    "ccg_name": "NHS Exampleshire CCG",
    "cycles": "2",
    "cycle_definition": "A maximum of four embryo transfers (fresh plus frozen)",
    "age_range": "23-39, 40-42",
    "cycle_40_42": "Yes",
    "male_age": "<55",
    "time_trying": "<36: 2 years, 36-42: 1 year",
    "previous_children": "No living children from current relationship.",
}
BODIES = """\
code,role,name,from,until,successors,source
EXA,CCG,NHS Exampleshire CCG,2013-04-01,,,invented for a test
TES,CCG,NHS Testbury and Sample CCG,2013-04-01,,,invented for a test
NON,CCG,NHS Noneton CCG,2013-04-01,,,invented for a test
"""
AREAS = """\
code,name,commissioners,source
EXA,Exampleshire,EXA,invented for a test
TES,Testbury and Sample,TES,invented for a test
NON,Noneton,NON,invented for a test
"""
RECIPE = shipped() / "recipes" / "ivf-2017"


def row(**cells: str) -> dict[str, str]:
    """The row of an area whose values are all plain, with some cells changed."""
    return {**dict.fromkeys(COLUMNS, ""), **PLAIN, **cells}


EVERY_KIND = (
    row(),
    row(ccg_name="NHS Testbury & Sample CCG", ods_code="TES", part="Testbury", age_range="<35", cycle_40_42="No", male_age="None", time_trying="1-2 years"),
    row(ccg_name="NHS Testbury & Sample CCG", ods_code="TES", part="Sample", cycles="1", cycle_definition="One fresh cycle and no frozen transfers*", age_range="23-40", cycle_40_42="No", time_trying="unclear"),
    row(ccg_name="NHS Noneton CCG", ods_code="NON", cycles="0", cycle_definition="", age_range="", cycle_40_42="", male_age="", time_trying="", previous_children=""),
)  # fmt: skip


def table_text(*rows: dict[str, str]) -> str:
    """A table of some rows."""
    text = StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def table_file(folder: Path, *rows: dict[str, str]) -> Path:
    """A file with a table of some rows."""
    path = folder / "audit.csv"
    path.write_text(table_text(*rows), encoding="utf-8")
    return path


def base_library(folder: Path) -> Path:
    """A library of the shipped recipes and one shipped service, with invented bodies."""
    (folder / "organisations").mkdir(parents=True)
    (folder / "services").mkdir()
    (folder / "organisations" / "bodies.csv").write_text(BODIES, encoding="utf-8")
    (folder / "organisations" / "areas.csv").write_text(AREAS, encoding="utf-8")
    shutil.copy(shipped() / "services" / "assisted-conception.yaml", folder / "services")
    shutil.copytree(shipped() / "recipes", folder / "recipes")
    return folder
