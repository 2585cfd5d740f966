"""Facts that nobody needs, and names that are no facts."""

from collections.abc import Sequence

from coequal.criteria.syntax import names
from coequal.eligibility.assess import SOUGHT
from coequal.eligibility.rules import Rules
from coequal.errors import Place, UnknownFact
from coequal.lint.finding import DOUBT, ERROR, Finding, Rule, Spots
from coequal.lint.subject import Subject


def used(rules: Rules) -> frozenset[str]:
    """The facts on which a policy rests: those that it mentions, what these come from, and those that choose what is applied."""
    vocabulary = rules.policy.vocabulary
    exempt = frozenset().union(*(names(node) for node, _ in vocabulary.exempt))
    mentioned = rules.mentioned | exempt | {rules.policy.binds_by}
    return mentioned | vocabulary.basis(mentioned) | {*vocabulary.to_derive(mentioned), SOUGHT}


def _unreadable(subject: Subject) -> Spots:
    if subject.mistake and not isinstance(subject.mistake, UnknownFact):
        yield subject.mistake.place or Place(subject.file), subject.mistake.message


def _unknown(subject: Subject) -> Spots:
    if isinstance(subject.mistake, UnknownFact):
        yield subject.mistake.place or Place(subject.file), subject.mistake.message


def _unused(subject: Subject) -> Spots:
    first = {name: example.place for example in reversed(subject.examples) for name in example.case.facts}
    needed = used(subject.rules) if first else frozenset()
    extra = sorted(set(first) - needed, key=subject.policy.vocabulary.slots.value.__getitem__)
    if extra:
        said = f"These facts are given of example people, though no criterion and no amount uses them: {', '.join(extra)}."
        place = min((first[name] for name in extra), key=lambda place: place.line or 0)
        yield place, f"{said} Leave them out, or see whether a criterion forgets them."


def unused_in_library(compiled: Sequence[Rules]) -> list[Finding]:
    """The facts of each dictionary that none of a library's policies uses."""
    needed: dict[str, set[str]] = {}
    dictionaries = {}
    for rules in compiled:
        dictionary = rules.policy.vocabulary.dictionary
        dictionaries[dictionary.file] = dictionary
        needed.setdefault(dictionary.file, set()).update(used(rules))
    found = []
    for file, dictionary in dictionaries.items():
        if extra := [name for name in dictionary.facts if name not in needed[file]]:
            said = f"No policy of the library uses these facts: {', '.join(extra)}."
            message = f"{said} Ask nobody for them, and take them out unless a policy that is being written needs them."
            found.append(Finding(None, UNUSED.name, UNUSED.severity, message, Place(file, dictionary.facts[extra[0]].place.line)))
    return found


UNREADABLE = Rule(
    "unreadable",
    ERROR,
    "The file, or an example person in it, cannot be read as a policy, so nothing in it can be relied on.",
    _unreadable,
)
UNKNOWN = Rule(
    "unknown-fact",
    ERROR,
    "A condition, an amount or an example person has a name that is no fact of the dictionary, so it means nothing.",
    _unknown,
)
UNUSED = Rule(
    "unused-fact",
    DOUBT,
    "A fact is given or declared that nothing uses: either people are asked in vain, or a criterion forgets it.",
    _unused,
)
RULES = (UNREADABLE, UNKNOWN, UNUSED)
