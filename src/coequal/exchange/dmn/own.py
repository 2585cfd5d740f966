"""A model that coequal wrote, as the draft of the policy that it was: conditions from their FEEL, the rest from beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final
from xml.etree import ElementTree as ET

from coequal.criteria.render import render
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError, Place
from coequal.exchange.dmn.decisions import given_name
from coequal.exchange.dmn.guard import evidence_date
from coequal.exchange.dmn.model import identity
from coequal.exchange.dmn.parts import Entries, Model, Part
from coequal.exchange.dmn.statuses import APPLIES, NOTHING_ELSE, OUTCOME, STATUSES
from coequal.exchange.dmn.unguard import read_feel
from coequal.exchange.dmn.xml import local
from coequal.exchange.drafted import About, DraftCriterion, DraftTreatment, Value
from coequal.policies.model import NOT_FOUND, NOT_SEEN

_MET: Final = {"met": "met when", "to_be_judged": "judged when"}
_TEXTS: Final = ("commissioner", "otherwise", "reading", "printed", "why", "source")


def about_of(model: Model, place: Place) -> About | None:
    """What policy a model says that it is of; None where coequal did not write it. Raises `CoequalError` where it says half."""
    if model.ours is None or local(model.ours) != "policy":
        return None
    said = model.ours.attrib
    try:
        return About(
            policy=said["id"],
            title=model.name,
            service=said["service"],
            version=said["version"],
            completeness=said["completeness"],
            binds_by=said["binds-by"],
            source=said["source"],
        )
    except KeyError as error:
        raise CoequalError(f"This model was written by coequal, but no longer says its {error.args[0]}.", place) from None


def renamed(model: Model, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """The old and the new name of each input that was called otherwise when coequal wrote the model, told by its id."""
    facts = vocabulary.dictionary.facts.values()
    for name in (*map(given_name, facts), *(evidence_date(fact.name) for fact in facts)):
        called = " ".join(model.called.get(identity("input", name), name).split())
        if called != name:
            yield name, called


def own_parts(
    model: Model, about: About, vocabulary: Vocabulary, place: Place
) -> tuple[About, list[DraftTreatment], list[DraftCriterion], list[str]]:
    """The draft of a model that coequal wrote, and what could not be taken over.

    Raises `CoequalError` where a condition is not FEEL, or not FEEL that a policy has.
    """
    decisions = sorted(model.decisions, key=lambda part: part.at)
    if changed := next((part for part in decisions if part.unread), None):
        raise CoequalError(f'The decision "{changed.name}" cannot be read: {changed.unread}', place)
    by_name = {part.name: part for part in decisions}
    treatments = [_treatment(part, vocabulary, place) for part in decisions if _is(part, "treatment")]
    seen = [part for part in decisions if _is(part, "criterion") and _said(part)["kind"] != NOT_SEEN]
    known = [part for part in seen if _said(part).get("found") != "false"]
    left_out = "asks for was not found, so it is left out, and the draft is not whole."
    remarks = [f"What {part.label} {left_out}" for part in seen if part not in known]
    if remarks and about.completeness == "whole":
        about = replace(about, completeness="partial")
    drafts = [_criterion(part, by_name, vocabulary, [one.id for one in treatments], place) for part in known]
    return about, treatments, drafts, remarks


def _said(part: Part) -> Mapping[str, str]:
    assert part.ours is not None
    return {"kind": "requirement", "clause": "", "id": "", **part.ours.attrib}


def _is(part: Part, what: str) -> bool:
    return part.ours is not None and local(part.ours) == what


def _entries(part: Part) -> Entries:
    return part.logic if isinstance(part.logic, list) else []


def _treatment(part: Part, vocabulary: Vocabulary, place: Place) -> DraftTreatment:
    assert part.ours is not None
    amounts = {}
    for name, text in _entries(part):
        if name not in (OUTCOME, STATUSES):
            called = name.removeprefix("funded ")
            own = called if called in vocabulary.types else name
            amounts[own] = _amount(text.removeprefix(NOTHING_ELSE), vocabulary, place)
    return DraftTreatment(part.ours.get("id", ""), part.ours.get("name", ""), amounts)


def _amount(text: str, vocabulary: Vocabulary, place: Place) -> str:
    return NOT_FOUND if text == "null" else render(read_feel(text, vocabulary, names_of(vocabulary), place))


def names_of(vocabulary: Vocabulary) -> dict[str, str]:
    """What the names of our own models stand for."""
    return {name: name for name in (*vocabulary.types, *map(evidence_date, vocabulary.slots.on))}


def _criterion(
    part: Part, by_name: Mapping[str, Part], vocabulary: Vocabulary, treatments: list[str], place: Place
) -> DraftCriterion:
    assert part.ours is not None
    said, ours = _said(part), part.ours
    alone = by_name.get(f"{part.name}_by_itself", part)
    keys: dict[str, Value] = {"id": said["id"], "clause": said["clause"]}
    if said["kind"] != "requirement":
        keys["kind"] = said["kind"]
    if (governed := said.get("for", "").split()) and governed != treatments:
        keys["for"] = governed
    for name, text in _entries(alone):
        if name == APPLIES or name in _MET:
            keys[_MET.get(name, "applies when")] = render(read_feel(text, vocabulary, names_of(vocabulary), place))
    if windows := {one.get("fact", ""): one.get("within", "") for one in ours if local(one) == "evidence"}:
        keys["evidence"] = windows
    if overrides := said.get("overrides", "").split():
        keys["overrides"] = overrides
    if "repeat-after" in said:
        keys["repeat after"] = said["repeat-after"]
    if readings := [dict(_reading(one)) for one in ours if local(one) == "or-read-as"]:
        keys["or read as"] = readings
    texts = {local(one): one.text or "" for one in ours}
    keys |= {name: texts[name] for name in _TEXTS if name in texts}
    return DraftCriterion(said.get("title", part.label), texts.get("wording", ""), keys)


def _reading(one: ET.Element) -> Iterator[tuple[str, str]]:
    yield "label", one.get("label", "")
    for child in one:
        yield local(child).replace("-", " "), child.text or ""
