"""The wording that stands over a criterion in its policy, and what we take it to mean, in words."""

from collections.abc import Callable

from coequal.criteria.describe import describe
from coequal.criteria.phrases import Phrases, sentence
from coequal.policies.markdown import Block, Heading, Prose
from coequal.policies.model import Criterion, Policy
from coequal.policies.prose import one_line


def wording(policy: Policy, criterion: Criterion) -> str:
    """The prose above the logic of a criterion, on one line: under its own heading or, where there is none, under the one above."""
    said: dict[int, list[str]] = {0: []}  # by the level of the heading
    blocks = iter(policy.criteria)  # as many as there are blocks, and in their order
    for part in policy.file.parts:
        match part:
            case Heading(level=level):
                said = {above: texts for above, texts in said.items() if above < level} | {level: []}
            case Prose(text=text):
                said[max(said)].append(one_line(text))
            case Block(kind="criterion") if next(blocks).id == criterion.id:
                break
    return next((" ".join(texts) for _, texts in sorted(said.items(), reverse=True) if texts), "")


def meaning(policy: Policy, criterion: Criterion, area: Callable[[str], str] = str) -> str:
    """What we take a criterion to ask for, in one sentence; nothing where it tests nothing or was not found."""
    phrases = Phrases(policy.vocabulary.dictionary.facts, area)
    if criterion.condition is None or not criterion.found:
        return ""
    first, *rest = describe(criterion.condition, phrases)
    said = "; ".join([first.text, *(line.text for line in rest)]).replace(":;", ":")
    if criterion.applies_when is None:
        return sentence(said)
    where = "; ".join(line.text for line in describe(criterion.applies_when, phrases)).replace(":;", ":")
    return sentence(f"where this is so: {where}: {said}")
