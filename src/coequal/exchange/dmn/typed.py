"""The types of a model: of what is given, of what each decision comes to, and of functions."""

from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET

from coequal.criteria.render import render
from coequal.criteria.syntax import Literal, Node, NotStated, children
from coequal.criteria.vocabulary import Vocabulary
from coequal.exchange.dmn import statuses
from coequal.exchange.dmn.decisions import Decision, Input, amount_name
from coequal.exchange.dmn.xml import text_under, under
from coequal.facts.dictionary import Fact
from coequal.policies.model import Treatment

_OF_KINDS: Final = {"boolean": "boolean", "number": "number", "date": "date", "choice": "string", "area": "string"}
_LIST: Final = "statuses_type"
_OF_ENTRIES: Final = {statuses.APPLIES: "boolean", "met": "boolean", "to_be_judged": "boolean", statuses.STATUSES: _LIST}
_STATUS: Final = "string"  # what every other entry is
_NUMBER_OR_TEXT: Final = "Any"  # an amount that may be the text "not stated"


def declare_input(root: ET.Element, own: str, one: Input) -> str:
    """Add the type of an input, under an id; its name. Null is among its values, because what is not known is null."""
    item = under(root, "itemDefinition", id=own, name=own)
    text_under(item, "typeRef", "date" if one.is_date else _OF_KINDS[one.fact.kind])
    if values := allowed(one):
        text_under(under(item, "allowedValues"), "text", values)
    return own


def declare_list(root: ET.Element) -> None:
    """Add the type of the statuses of the criteria that decide on a treatment."""
    text_under(under(root, "itemDefinition", id=_LIST, name=_LIST, isCollection="true"), "typeRef", _STATUS)


def declare_function(root: ET.Element, own: str, parameters: Mapping[str, str], gives: str) -> str:
    """Add the type of a function, under an id; its name."""
    item = under(under(root, "itemDefinition", id=own, name=own), "functionItem", outputTypeRef=gives)
    for name, kind in parameters.items():
        under(item, "parameters", name=name, typeRef=kind)
    return own


def declare_decision(root: ET.Element, own: str, one: Decision, vocabulary: Vocabulary) -> str:
    """Add the type of a decision, under an id, where it has entries; the name of its type."""
    if isinstance(one.logic, str):
        return _OF_KINDS[one.about.kind] if isinstance(one.about, Fact) else _STATUS
    item = under(root, "itemDefinition", id=own, name=own)
    for name, kind in entries(one.logic, one.about, vocabulary).items():
        text_under(under(item, "itemComponent", name=name), "typeRef", kind)
    return own


def entries(logic: statuses.Entries, about: object, vocabulary: Vocabulary) -> dict[str, str]:
    """The type of each entry of a decision about a criterion or a treatment."""
    trees = about.amounts if isinstance(about, Treatment) else {}
    amounts = {amount_name(name, vocabulary): _NUMBER_OR_TEXT if _may_be_text(tree) else "number" for name, tree in trees.items()}
    return {name: amounts.get(name, _OF_ENTRIES.get(name, _STATUS)) for name, _ in logic}


def allowed(one: Input) -> str:
    """The unary tests that a value of an input fulfils; nothing where it may be anything of its kind."""
    if one.is_date:
        return ""
    if one.fact.kind == "choice":
        return ", ".join([*(statuses.said(value) for value in one.fact.values), "null"])
    if one.fact.kind in ("number", "date"):
        low, high = (render(Literal(end)) for end in one.fact.plausible)
        return f"[{low} .. {high}], null"
    return ""


def _may_be_text(amount: Node) -> bool:
    return isinstance(amount, NotStated) or any(map(_may_be_text, children(amount)))
