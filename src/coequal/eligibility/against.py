"""Whether something that is known already speaks against a condition that is not known, as smoking does."""

from coequal.criteria.closures import Trace
from coequal.criteria.syntax import Junction, Not, names
from coequal.criteria.vocabulary import Vocabulary


def speaks_against(trace: Trace, vocabulary: Vocabulary, *, wanted: bool = True) -> bool:
    """Whether one alternative alone is left, and another has failed on something that people can change.

    That somebody has a partner, say, is nothing that speaks against them.
    """
    value, node, under = trace
    if value is not None:
        return False
    match node:
        case Not():
            return speaks_against(under[0], vocabulary, wanted=not wanted)
        case Junction(word=word):
            failed = [part for part in under if part[0] is (not wanted)]
            alternatives = word == ("or" if wanted else "and")
            if alternatives and len(under) - len(failed) == 1 and any(_can_change(part, vocabulary) for part in failed):
                return True
            return any(speaks_against(part, vocabulary, wanted=wanted) for part in under)
    return False


def _can_change(trace: Trace, vocabulary: Vocabulary) -> bool:
    facts = vocabulary.dictionary.facts
    return any(facts[name].changes == "possible" for name in vocabulary.basis(names(trace[1])))
