"""A model of DMN as the text of a draft policy: one of our own comes back whole, one of others as far as it can be taken over."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError, Place
from coequal.exchange.dmn.decisions import decisions
from coequal.exchange.dmn.foreign import foreign_parts
from coequal.exchange.dmn.model import function_of
from coequal.exchange.dmn.own import about_of, own_parts
from coequal.exchange.dmn.parts import Body, Model, read_model
from coequal.exchange.drafted import About, drafted
from coequal.policies.load import read_policy


def read_dmn(data: bytes, vocabulary_of: Callable[[str], Vocabulary], about: About | None = None, file: str = "model.dmn") -> str:
    """The text of a draft policy that says what a model says; `vocabulary_of` gives the vocabulary of a service.

    `about` says what a model of others is about; one of our own says it itself. What could not be taken over, and what the
    model says otherwise than the draft does, stands in the section "What to look at". Raises `CoequalError` where the file
    is no model, is not safe to read, or has a condition that a model of our own would not have.
    """
    place = Place(file)
    model = read_model(data, place)
    own = about_of(model, place)
    if own is None:
        if about is None:
            raise CoequalError("This model does not say which policy and service it is of. Name both.", place)
        treatments, criteria, remarks = foreign_parts(model, vocabulary_of(about.service), place)
        return drafted(about, treatments, criteria, remarks, vocabulary_of)
    about = own if about is None else replace(about, completeness=own.completeness)
    about, treatments, criteria, remarks = own_parts(model, about, vocabulary_of(own.service), place)
    text = drafted(about, treatments, criteria, remarks, vocabulary_of)
    said_otherwise = list(_differences(model, text, vocabulary_of))
    return drafted(about, treatments, criteria, [*remarks, *said_otherwise], vocabulary_of) if said_otherwise else text


def _differences(model: Model, text: str, vocabulary_of: Callable[[str], Vocabulary]) -> Iterator[str]:
    """Where a model of our own was changed so that it says something else than the draft made of it."""
    found = decisions(Rules(read_policy(text, "draft", vocabulary_of)))
    ours: Mapping[str, object] = {one.name: one.logic for one in found.decisions}
    theirs: Mapping[str, object] = {part.name: part.logic for part in model.decisions}
    functions = {name: _body(name) for name in found.functions}
    for what, own, other in (("decision", ours, theirs), ("function", functions, model.functions)):
        for name in sorted(own.keys() | other.keys()):
            if own.get(name) != other.get(name):
                yield f'The {what} "{name}" of the model says something else than this draft does. Hold them against each other.'


def _body(name: str) -> Body:
    parameters, text, _, _ = function_of(name)
    return tuple(parameters), text
