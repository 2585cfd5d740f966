"""The diagram of a model, and the types that its parts name."""

from xml.etree import ElementTree as ET

import pytest

from coequal.exchange.dmn.diagram import MOST_IN_A_ROW, WIDTH
from coequal.exchange.dmn.model import dmn
from coequal.exchange.dmn.xml import DC, DI, DMNDI, MODEL
from coequal.policies.library import Library
from coequal.policies.model import Policy
from tests.exchange.dmn.test_decisions import policy

BUILT_IN = {"boolean", "number", "date", "string", "Any"}


def root_of(own: Policy) -> ET.Element:
    """The model of a policy, read."""
    return ET.fromstring(dmn(own))  # noqa: S314  # our own


@pytest.mark.no_cover
def test_the_diagram_of_every_policy_fits_a_screen_in_width() -> None:
    """Under its title; no box stands on another, and no arrow points down."""
    for own in Library().policies():
        root = root_of(own)
        boxes = {shape.get("dmnElementRef"): shape.find(f"{{{DC}}}Bounds") for shape in root.iter(f"{{{DMNDI}}}DMNShape")}
        corners = {node: (int(box.get("x", "")), int(box.get("y", ""))) for node, box in boxes.items() if box is not None}
        drawn = {one.get("id") for one in root if one.tag.endswith(("}decision", "}inputData", "}businessKnowledgeModel"))}
        assert corners.keys() == drawn, own.id
        assert len(set(corners.values())) == len(corners), own.id
        assert max(x for x, _ in corners.values()) <= (MOST_IN_A_ROW + 1) * WIDTH, own.id
        (diagram,) = root.iter(f"{{{DMNDI}}}DMNDiagram")
        assert diagram.get("name") == own.title
        for edge in root.iter(f"{{{DMNDI}}}DMNEdge"):
            start, end = (int(point.get("y", "")) for point in edge.findall(f"{{{DI}}}waypoint"))
            assert start >= end - 60, own.id  # within a row it leads from the top of a box to the foot of another


@pytest.mark.no_cover
def test_everything_that_has_a_value_names_a_type_that_there_is() -> None:
    """The entries of a decision as well; each has the name and the type of a part of the decision's type."""
    for own in Library().policies():
        root = root_of(own)
        declared = {one.get("name"): one for one in root.findall(f"{{{MODEL}}}itemDefinition")}
        variables = list(root.iter(f"{{{MODEL}}}variable"))
        assert all(one.get("typeRef") in declared.keys() | BUILT_IN for one in variables), own.id
        for decision in root.iter(f"{{{MODEL}}}decision"):
            given = [(one.get("name"), one.get("typeRef")) for one in decision.iterfind(f".//{{{MODEL}}}contextEntry/*[@name]")]
            named = decision.find(f"{{{MODEL}}}variable")
            assert named is not None
            if given:
                parts = declared[named.get("typeRef")].findall(f"{{{MODEL}}}itemComponent")
                assert [(one.get("name"), one.findtext(f"{{{MODEL}}}typeRef")) for one in parts] == given


def test_an_amount_that_may_not_be_stated_is_of_any_type() -> None:
    """Because it is then a text; every other amount is a number, a condition yes or no, and a function names its parameters."""
    keys = {"met when": "age at referral < 40"}
    root = root_of(policy({"a": keys}, {"tries": "3 - cycles", "goes": "if smokes then 1 else not stated"}))
    types = {(one.get("name"), one.get("typeRef")) for one in root.iterfind(f".//{{{MODEL}}}contextEntry/*[@name]")}
    assert {("tries", "number"), ("goes", "Any"), ("met", "boolean"), ("statuses", "statuses_type")} <= types
    (age,) = root.iterfind(f"./{{{MODEL}}}itemDefinition[@name='function_age_type']/*")
    assert (age.get("outputTypeRef"), [one.get("typeRef") for one in age]) == ("number", ["date", "date"])
