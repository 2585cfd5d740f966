"""A model of DMN as the text of a draft policy: one of our own comes back whole, one of others as far as it can be taken over."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError, Place
from coequal.exchange.dmn.decisions import decisions
from coequal.exchange.dmn.exported import changes
from coequal.exchange.dmn.foreign import foreign_parts
from coequal.exchange.dmn.model import function_of
from coequal.exchange.dmn.own import about_of, own_parts, renamed
from coequal.exchange.dmn.parts import Body, Model, read_model
from coequal.exchange.drafted import About, Imported, drafted
from coequal.policies.load import read_policy

_NOT_IN_A_MODEL: Final = (
    "A model holds criteria and treatments. What else stood in the file of the policy is not in this draft: its preamble and the "
    "words on treatments, commissioners, dates and why they are read so, review, the address of the source, providers, exceptions."
)


def read_dmn(data: bytes, vocabulary_of: Callable[[str], Vocabulary], about: About | None = None, file: str = "model.dmn") -> str:
    """The text of a draft policy that says what a model says, as `import_dmn` makes it."""
    return import_dmn(data, vocabulary_of, about, file).text


def import_dmn(
    data: bytes, vocabulary_of: Callable[[str], Vocabulary], about: About | None = None, file: str = "model.dmn"
) -> Imported:
    """A draft policy that says what a model says, and remarks; `vocabulary_of` gives the vocabulary of a service.

    `about` says what a model of others is about; one of our own says it itself. What could not be taken over, what was
    changed in a model of ours, and what it says otherwise than the draft does, are remarks, which stand in the section "What
    to look at" too. Raises `CoequalError` where the file is no model, is not safe to read, or has a condition that a model of
    our own would not have.
    """
    place = Place(file)
    model = read_model(data, place)
    own = about_of(model, place)
    if own is not None:
        return _own(model, own, about, vocabulary_of, place)
    if about is None:
        raise CoequalError("This model does not say which policy and service it is of. Name both.", place)
    treatments, criteria, remarks = foreign_parts(model, vocabulary_of(about.service), place)
    return Imported(drafted(about, treatments, criteria, remarks, vocabulary_of), tuple(remarks))


def _own(model: Model, own: About, asked: About | None, vocabulary_of: Callable[[str], Vocabulary], place: Place) -> Imported:
    """The draft of a model that coequal wrote. It is whole only where the policy was, is this one, and nothing was changed."""
    about = own if asked is None else replace(asked, completeness=own.completeness, binds_by=own.binds_by)
    called_anew = _called_anew(model, vocabulary_of(own.service))
    try:
        about, treatments, criteria, left_out = own_parts(model, about, vocabulary_of(own.service), place)
    except CoequalError as error:
        why = [says for name, says in called_anew.items() if f'"{name}"' in error.message]
        raise CoequalError(" ".join([error.message, *why]), error.place) from None
    text = drafted(about, treatments, criteria, [], vocabulary_of)
    doubts = [*called_anew.values(), *changes(model), *_differences(model, text, vocabulary_of)]
    if own.policy != about.policy:
        doubts.append(f"What was seen of {own.policy} says nothing of {about.policy}.")
    if doubts and about.completeness == "whole":
        about = replace(about, completeness="partial")
        doubts.append("So this draft is partial, and nobody is eligible under it until somebody says that it is whole.")
    remarks = [*_called_otherwise(own, about), _NOT_IN_A_MODEL, *left_out, *doubts]
    return Imported(drafted(about, treatments, criteria, remarks, vocabulary_of), tuple(remarks))


def _called_anew(model: Model, vocabulary: Vocabulary) -> dict[str, str]:
    """By the new name of each input that somebody renamed, a sentence that says both names."""
    return {
        new: f'The input "{old}" was renamed "{new}" after coequal wrote the model. This is the fact "{old}" in a policy still.'
        for old, new in renamed(model, vocabulary)
    }


def _called_otherwise(own: About, about: About) -> Iterator[str]:
    """What the model says that it is of, where the draft is asked for as something else."""
    if (own.policy, own.version, own.title, own.source) != (about.policy, about.version, about.title, about.source):
        yield (
            f'The model is of {own.policy}, version {own.version}, "{own.title}", after "{own.source}". '
            f'The draft is of {about.policy}, version {about.version}, "{about.title}", after "{about.source}", as asked.'
        )


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
