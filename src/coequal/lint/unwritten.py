"""What is still to be written: a treatment that no clause limits, and words that a new draft puts in to be replaced."""

from collections.abc import Iterator
from typing import Final

from coequal.errors import Place
from coequal.lint.finding import ERROR, Rule, Spots
from coequal.lint.subject import Subject
from coequal.policies.model import Policy

TREATMENT: Final = "write here what the treatment is called"
ABOUT: Final = "Say in a sentence or two what this policy is about, and for whom."
FUNDED: Final = "Say what is funded, and how much of it."
RULE: Final = "Write the rule here as people will read it. Then say below when it is met. Until then a person has to judge it."
TO_REPLACE: Final = (TREATMENT, ABOUT, FUNDED, RULE)


def placeholders(policy: Policy) -> Iterator[tuple[str, int]]:
    """The words with which a new draft begins that still stand in a policy, each with its line."""
    for part in policy.file.parts:
        for words in TO_REPLACE:
            if words in part.text:
                yield words, part.line + part.text[: part.text.index(words)].count("\n")


def _no_criteria(subject: Subject) -> Spots:
    if subject.policy.file.left_out:
        return  # an area that lacks some criteria of its family
    for governing in subject.rules.governing:
        if not governing.places:
            treatment = governing.treatment
            said = f"No clause has a rule for {treatment.name}, so software would find everybody eligible."
            mend = "Put in a criterion for each clause; where people must decide, one of kind judgement."
            yield subject.treatments.keys[treatment.id], f"{said} {mend}"


def _placeholder(subject: Subject) -> Spots:
    for words, line in placeholders(subject.policy):
        said = f"“{words}” stands here because a new draft begins with it."
        yield Place(subject.file, line), f"{said} Write your own words in its place."


RULES = (
    Rule(
        "no-criteria",
        ERROR,
        "No criterion governs a treatment, so software would find everybody eligible for it.",
        _no_criteria,
    ),
    Rule(
        "placeholder",
        ERROR,
        "Words with which a new draft begins were not replaced, so they would be read as the policy's own.",
        _placeholder,
    ),
)
