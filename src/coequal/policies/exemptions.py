"""People for whom another body commissions a service, wherever they live: what to say of them."""

from collections.abc import Iterator

from coequal.criteria.closures import closure
from coequal.criteria.describe import describe
from coequal.criteria.phrases import Phrases, sentence
from coequal.criteria.vocabulary import Vocabulary, formulas, work_out
from coequal.facts.case import Case
from coequal.organisations.register import Organisations


def exemptions(vocabulary: Vocabulary, case: Case, organisations: Organisations) -> Iterator[tuple[bool, str]]:
    """Each exemption that holds for a case, or may hold, as a sentence; true where it does hold.

    One that a case rules out is left out.
    """
    phrases = Phrases(vocabulary.dictionary.facts, str)
    values = work_out(vocabulary.values(case), formulas(vocabulary, vocabulary.derived))
    for node, exemption in vocabulary.exempt:
        holds = closure(node, vocabulary.slots)(values)
        body = organisations.bodies.get(exemption.commissioner)
        name = f"{body.name} ({body.code})" if body else exemption.commissioner
        condition = " ".join(line.text for line in describe(node, phrases))
        if holds:
            yield True, f"{sentence(condition)} So {name} decides, whatever the local policy says: {exemption.because}."
        elif holds is None:
            yield False, f"If {condition}, {name} decides instead: {exemption.because}."
