"""The parts of a model from outside, before anybody asks what they mean: what is given, what is decided, and how."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Final
from xml.etree import ElementTree as ET

from coequal.errors import CoequalError, Place
from coequal.exchange.dmn.xml import FEEL, OURS, local, read
from coequal.exchange.tables.table import Rule, Table

MOST_DECISIONS: Final = 1_000
_FEEL: Final = re.compile(r"^feel$|omg\.org/spec/.*FEEL", re.IGNORECASE)
_MODELS: Final = ("www.omg.org/spec/DMN/", "www.omg.org/spec/DMN-")
Entries = list[tuple[str, str]]
_LOGIC: Final = frozenset(  # the shapes that the logic of a decision may have
    "literalExpression context decisionTable invocation list relation functionDefinition conditional for filter every some".split()
)
Body = tuple[tuple[str, ...], str]  # of a function: the names of its parameters, and its text


@dataclass(frozen=True, slots=True)
class Part:
    """A decision: its logic is an expression, the entries of a context, a table, or of another shape and not read.

    `at` is how manieth it is in its file; `unread` says what it has that would change its meaning and is not read.
    """

    name: str
    label: str
    description: str
    logic: str | Entries | Table | None
    shape: str
    requires: tuple[str, ...]
    functions: tuple[str, ...]
    ours: ET.Element | None
    at: int
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """A model; its decisions stand after those that they require. A function has no text where it is not read.

    `called` says what each input with an id is called.
    """

    name: str
    description: str
    inputs: tuple[str, ...]
    called: dict[str, str]
    decisions: tuple[Part, ...]
    functions: dict[str, Body]
    ours: ET.Element | None


def read_model(data: bytes, place: Place) -> Model:
    """The parts of a model.

    Raises `CoequalError` where it is no model of DMN, cannot be read safely, or has one name for two things.
    """
    root = read(data, place)
    if local(root) != "definitions" or not any(known in root.tag for known in _MODELS):
        raise CoequalError("This is no model of DMN: a model begins with definitions in DMN's own namespace.", place)
    decisions, functions = _children(root, "decision"), _children(root, "businessKnowledgeModel")
    inputs = tuple(one.get("name", "") for one in _children(root, "inputData"))
    if not decisions:
        raise CoequalError("There is no decision in this model, so nothing of it can become a draft.", place)
    if len(decisions) > MOST_DECISIONS:
        raise CoequalError(f"A model may have at most {MOST_DECISIONS} decisions.", place)
    _check_names(decisions, functions, inputs, place)
    found = {one.get("id") or f"decision without an id {at}": one for at, one in enumerate(decisions)}
    places = {own: at for at, own in enumerate(found)}
    names = {one.get("id", ""): one.get("name", "") for one in (*found.values(), *functions)}
    language, here = root.get("expressionLanguage", FEEL), root.get("namespace", "")
    return Model(
        name=root.get("name", "") or "A model",
        description=_text(root, "description"),
        inputs=inputs,
        called={own: one.get("name", "") for one in _children(root, "inputData") if (own := one.get("id"))},
        decisions=tuple(_part(found[own], places[own], names, (language, here), place) for own in _in_order(found, here, place)),
        functions={one.get("name", ""): _function(one, language) for one in functions},
        ours=_ours(root),
    )


def _check_names(decisions: list[ET.Element], functions: list[ET.Element], inputs: tuple[str, ...], place: Place) -> None:
    """Nothing, where every name and every id means one thing. Raises `CoequalError` where one would hide another."""
    ids = Counter(own for one in (*decisions, *functions) if (own := one.get("id")))
    if twice := next((own for own, times in ids.items() if times > 1), None):
        raise CoequalError(f'Two decisions or functions of this model have the id "{twice}". Give each one of its own.', place)
    given = {" ".join(name.split()) for name in inputs}
    for what, named in (("decision", decisions), ("function", functions)):
        for name, times in Counter(" ".join(one.get("name", "").split()) for one in named).items():
            if times > 1 or (name in given and what == "decision"):
                other = f"{what}s" if times > 1 else "decision and an input"
                message = f'This model has {"two" if times > 1 else "a"} {other} called "{name}", so what names it may mean either.'
                raise CoequalError(f"{message} Give each a name of its own.", place)


def _in_order(found: dict[str, ET.Element], here: str, place: Place) -> list[str]:
    """The decisions, each after those that it requires. Raises `CoequalError` where they go in a circle."""
    needs = {own: [other for other in _required(one, "requiredDecision", here) if other in found] for own, one in found.items()}
    try:
        return list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        circle = " → ".join(found[own].get("name", own) for own in error.args[1])
        raise CoequalError(f"These decisions require one another in a circle: {circle}.", place) from None


def _part(one: ET.Element, at: int, names: dict[str, str], model: tuple[str, str], place: Place) -> Part:
    """A decision of a model whose language and namespace are given. What it requires of another model stands by its address."""
    language, here = model
    shapes = [child for child in one if local(child) in _LOGIC]
    shape = shapes[0] if shapes else None
    return Part(
        name=one.get("name", ""),
        label=one.get("label", "") or one.get("name", ""),
        description=_text(one, "description"),
        logic=None if shape is None else _logic(shape, one.get("name", ""), place),
        shape="nothing" if shape is None else local(shape),
        requires=tuple(names.get(own, own) for own in _required(one, "requiredDecision", here)),
        functions=tuple(names.get(own, own) for own in _required(one, "requiredKnowledge", here)),
        ours=_ours(one),
        at=at,
        unread="it has two logics, and only one may be there." if len(shapes) > 1 else _unread(one, language),
    )


def _unread(one: ET.Element, language: str) -> str:
    """What a decision or a function has that changes its meaning and is not read; nothing, where it has no such thing."""
    for found in one.iter():
        said = found.get("expressionLanguage", language)
        if not _FEEL.search(said):
            return f'it is written in "{said[:100]}", and only FEEL is read.'
        if local(found) == "defaultOutputEntry":
            return "its table has a default output. Make it a last rule that asks nothing, under the hit policy FIRST."
        if sum(local(child) == "text" for child in found) > 1 or (local(found) == "text" and len(found)):
            return "a text in it has several parts, of which it cannot be told how they go together."
    return ""


def _logic(shape: ET.Element, name: str, place: Place) -> str | Entries | Table | None:
    match local(shape):
        case "literalExpression":
            return _text(shape, "text")
        case "context":
            return list(_entries(shape))
        case "decisionTable":
            return _table(shape, name, place)
    return None


def _entries(context: ET.Element) -> Iterator[tuple[str, str]]:
    for entry in _children(context, "contextEntry"):
        for variable in _children(entry, "variable"):
            yield variable.get("name", ""), "".join(_text(one, "text") for one in _children(entry, "literalExpression"))


def _table(table: ET.Element, name: str, place: Place) -> Table:
    """A decision table, its cells as they stand there."""
    hit = " ".join(part for part in (table.get("hitPolicy", "UNIQUE"), table.get("aggregation")) if part)
    rules = tuple(
        Rule(
            tuple(_text(cell, "text") for cell in _children(rule, "inputEntry")),
            tuple(_text(cell, "text") for cell in _children(rule, "outputEntry")),
            tuple(note for cell in _children(rule, "annotationEntry") if (note := _text(cell, "text"))),
            place,
        )
        for rule in _children(table, "rule")
    )
    inputs = (_text(asked, "text") for one in _children(table, "input") for asked in _children(one, "inputExpression"))
    outputs = (one.get("name") or one.get("label") or name for one in _children(table, "output"))
    return Table(name, tuple(inputs), tuple(outputs), rules, hit, place)


def _function(one: ET.Element, language: str) -> Body:
    """The parameters and the text of a function; no text where it is no single expression in FEEL."""
    parts = [part for logic in _children(one, "encapsulatedLogic") for part in logic]
    parameters = tuple(part.get("name", "") for part in parts if local(part) == "formalParameter")
    expressions = [part for part in parts if local(part) == "literalExpression"]
    if _unread(one, language) or len(expressions) != 1:
        return parameters, ""
    return parameters, _text(expressions[0], "text")


def _required(one: ET.Element, what: str, here: str) -> list[str]:
    """The ids of what is required in the same model, whose namespace is `here`; of another the whole address."""
    addresses = [found.get("href", "") for found in one.iter() if local(found) == what]
    return [own if where in ("", here) else address for address in addresses for where, _, own in [address.rpartition("#")]]


def _ours(one: ET.Element) -> ET.Element | None:
    """What we wrote of a part that DMN has no place for."""
    found = (child for extensions in _children(one, "extensionElements") for child in extensions)
    return next((child for child in found if child.tag.startswith(f"{{{OURS}}}")), None)


def _children(one: ET.Element, name: str) -> list[ET.Element]:
    return [child for child in one if local(child) == name]


def _text(one: ET.Element, name: str) -> str:
    """The text of the child of a name; nothing where there is none."""
    return next((child.text or "" for child in _children(one, name)), "").strip()
