"""The manual's page on Python, made from the public names, their signatures and their docstrings."""

import inspect
import re
from dataclasses import fields, is_dataclass
from typing import Any

import coequal
from coequal.eligibility.assessment import Assessment, Entitlement, Finding
from coequal.exchange.assessed import Assessed
from coequal.exchange.loaded import Loaded

HEADING = """\
# Python

<!-- Made by `make manual` from the names of the package. Change their docstrings, not this page. -->

`import coequal` takes milliseconds: what a name needs is imported when it is first used. Names that are not on this page may change at any time.

```python
from datetime import date

import coequal

policy = coequal.load("norfolk-and-waveney/assisted-conception", on=date(2023, 5, 2))
assessment = policy.assess({"patient date of birth": "1990-03-04", "patient BMI": 24})

assert assessment.outcome == "not known"
assert assessment.criteria["body-mass-index"].status == "met"
assert "AMH" in assessment.missing
assert coequal.evaluate("1 < 2 and null") is None
```

A table of people is assessed by the same name: [in a notebook](notebook.md). A policy becomes [SQL](duckdb.md), and [JSON Schema](schemas.md) describes what goes in and out.
"""
HANDED_OUT = (Loaded, Assessment, Entitlement, Finding, Assessed)


_WHERE_FROM = re.compile(r"\b(?:[a-z_]+\.)+(?=[A-Za-z]\w*)")


def page() -> str:
    """The whole page."""
    names = [_name(f"coequal.{name}", getattr(coequal, name)) for name in coequal.__all__ if not name.startswith("__")]
    handed = [_name(one.__name__, one) for one in HANDED_OUT]
    return "\n".join([HEADING, "## Names of `coequal`\n", *names, "## What they hand out\n", *handed])


def _name(name: str, found: Any) -> str:
    """One name: what it is, how it is called, and what it has."""
    parts = [f"### `{name}`\n"]
    if inspect.isfunction(found):
        parts.append(f"`{name.rpartition('.')[2]}{_signature(found)}`\n")
    parts.append(f"{inspect.getdoc(found)}\n")
    if inspect.isclass(found):
        parts += [*_fields(found), *_methods(found)]
    return "\n".join(parts)


def _fields(found: type) -> list[str]:
    if not is_dataclass(found):
        return []
    rows = "".join(f"| `{one.name}` | `{_cell(_short(inspect.formatannotation(one.type)))}` |\n" for one in fields(found))
    return [f"| field | type |\n| --- | --- |\n{rows}"]


def _methods(found: type) -> list[str]:
    rows = ""
    for name, one in vars(found).items():
        if not name.startswith("_") and (inspect.isfunction(one) or isinstance(one, property)):
            call = _signature(one) if inspect.isfunction(one) else ""
            rows += f"| `{name}{_cell(call)}` | {_cell(inspect.getdoc(one) or '')} |\n"
    return [f"| name | says |\n| --- | --- |\n{rows}"] if rows else []


def _signature(found: Any) -> str:
    signature = inspect.signature(found)
    return _short(str(signature.replace(parameters=[one for one in signature.parameters.values() if one.name != "self"])))


def _short(text: str) -> str:
    """Types without the modules that they come from."""
    return _WHERE_FROM.sub("", text)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
