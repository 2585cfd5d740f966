"""Whether a case can say which of a policy's treatments is sought."""

from coequal.eligibility.assess import SOUGHT
from coequal.lint.finding import ERROR, Rule, Spots
from coequal.lint.subject import Subject


def _cannot_be_sought(subject: Subject) -> Spots:
    policy = subject.policy
    if len(policy.treatments) == 1:
        return
    fact = policy.vocabulary.dictionary.facts.get(SOUGHT)
    choices = fact.values if fact else ()
    for treatment in policy.treatments:
        if not any(treatment.is_sought(choice) for choice in choices):
            what = (
                f'Give its fact "{SOUGHT}" the value' if fact else f'Give it a fact "{SOUGHT}" of the type choice, with the value'
            )
            said = f"No case can say that {treatment.name} is sought, so nobody is told its outcome first. In the dictionary:"
            yield subject.treatments.keys[treatment.id], f'{said} {what} "{treatment.id.replace("-", " ")}".'


RULES = (
    Rule(
        "treatment-not-sought",
        ERROR,
        "A policy has several treatments, and the dictionary has no value by which a case says that one of them is sought.",
        _cannot_be_sought,
    ),
)
