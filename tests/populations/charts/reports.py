"""Reports written out by hand, in the shape that `coequal assess --json` prints, and ways to look into a drawn chart."""

import re
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from coequal.populations.charts import draw
from coequal.populations.charts.page import page_of

SVG = "{http://www.w3.org/2000/svg}"
OUTCOMES = ("eligible", "not known", "for judgement", "not eligible")
Count = int | str


def outcomes(*counts: Count) -> dict[str, Count]:
    """The four outcomes, from the mildest to the gravest."""
    return dict(zip(OUTCOMES, counts, strict=True))


def criterion(name: str, left: Count | None, clause: str = "1", title: str | None = None) -> dict[str, Any]:
    """A criterion that leaves some people; one that a person judges leaves no number."""
    found = {"criterion": name, "clause": clause, "title": title or name.capitalize()}
    return found if left is None else {**found, "left": left}


def policy(*counts: Count, **changes: Any) -> dict[str, Any]:
    """A policy of three criteria, one of them judged by a person."""
    return {
        "version": "2023-01",
        "completeness": "whole",
        "outcomes": outcomes(*counts),
        "attrition": [criterion("age", 70, "2"), criterion("welfare", None, "3"), criterion("smoking", 60, "4, 5")],
        "single blockers": {"age": 12, "smoking": 23},
        "not known because": {"AMH": 15, "patient BMI": 0, "patient smokes": 4},
        **changes,
    }


def one(*counts: Count, people: Count = 100, **changes: Any) -> dict[str, Any]:
    """A report on one policy."""
    return {"people": people, "contradictory": 0, "policies": {"example/ivf": policy(*(counts or (10, 20, 30, 40)), **changes)}}


def many(policies: dict[str, dict[str, Any]], people: Count = 100) -> dict[str, Any]:
    """A report on several policies."""
    return {"people": people, "contradictory": 0, "policies": policies}


def grouped(report: dict[str, Any], groups: dict[str, tuple[Count, tuple[Count, ...]]], what: str = "age") -> dict[str, Any]:
    """A report with groups, each of so many people with such outcomes under every policy."""
    found = {
        label: {"people": people, "policies": {name: policy(*counts) for name in report["policies"]}}
        for label, (people, counts) in groups.items()
    }
    return {**report, "by": {"what": what, "groups": found}}


class Drawn:
    """What a chart says and shows; it is drawn into a folder when somebody looks."""

    def __init__(self, report: dict[str, Any], folder: Path, *, synthetic: bool = False, published: bool = False) -> None:
        self.draw = partial(draw, report, folder / "chart.svg", synthetic=synthetic, published=published)
        self.path, page = folder / "chart.svg", page_of(report, synthetic=synthetic, published=published)
        self.title, self.words = page.title, page.in_words()
        self.lines = self.words.split("\n")

    @cached_property
    def source(self) -> str:
        """The text of the SVG."""
        self.draw()
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def root(self) -> ET.Element:
        """The SVG as XML."""
        return ET.fromstring(self.source)  # noqa: S314  # the test has just written it

    @property
    def shown(self) -> list[str]:
        """The texts to be seen in the drawing."""
        return [" ".join(text.itertext()) for text in self.root.iter(f"{SVG}text")]

    def bars(self, fill: str) -> list[float]:
        """The widths of the boxes that have a fill, down the page."""
        found = [path for path in self.root.iter(f"{SVG}path") if path.get("fill") == fill]
        return [float(re.match(r"M[^h]*h([\d.]+)", path.get("d", ""))[1]) for path in found]  # type: ignore[index]
