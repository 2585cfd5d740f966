"""The empty form of a version of a policy, to print and fill in by hand."""

from collections.abc import Iterator

from coequal.documents.model import Block, Document, Heading, Notice, Table, document
from coequal.eligibility.assess import SOUGHT
from coequal.eligibility.rules import Rules
from coequal.exchange.fhir.questionnaire import asked_of
from coequal.facts.dictionary import WHO, Fact
from coequal.referrals.pack.document import BY_HAND, PROTECTED, about, people, providers, signing, source
from coequal.referrals.pack.lacking import WHO_SAYS
from coequal.referrals.pack.making import PARTNER, protected
from coequal.referrals.pack.welfare import SAFEGUARDING, instead

_NOT_KNOWN = "not known"


def blank_of(rules: Rules) -> Document:
    """The form: who is referred, every fact that the policy asks for by who can say it, and where to sign."""
    policy, asked = rules.policy, asked_of(rules)
    lead = f"Fill it in by hand. “{_sentence(_NOT_KNOWN)}” is an answer to every question, and never counts as no."
    return document(f"Referral form: {policy.title}", lead, list(_blocks(rules, asked)), about(policy))


def _blocks(rules: Rules, asked: list[str]) -> Iterator[Block]:
    policy = rules.policy
    facts = [policy.vocabulary.dictionary.facts[name] for name in asked]
    if protected(policy, asked):
        yield PROTECTED
    if safety := [fact for fact in facts if fact.sensitivity == SAFEGUARDING]:
        yield Heading("Before all else")
        yield Notice("If the answer is yes, stop here", f"Send nothing. {instead(policy)}")
        yield _table("For whoever refers", safety)
    yield Heading("Who is referred, and who refers")
    yield from people(None, None, with_partner=PARTNER in asked)
    yield Heading("What the policy asks")
    treatments = " / ".join(one.treatment.name for one in rules.governing)
    if len(rules.governing) > 1:
        yield Table("What is asked for", ("Detail", "Answer"), (("Treatment", treatments),))
    for who in WHO:
        if found := [fact for fact in facts if fact.answered_by == who and fact not in safety and fact.name != SOUGHT]:
            yield _table(f"{WHO_SAYS[who]}{'' if who == 'nobody' else ' can say'}", found)
    yield from signing()
    yield from providers(policy.providers)
    yield from source(policy)


def _table(caption: str, facts: list[Fact]) -> Table:
    """The facts with the answers to choose from or room to write, and room for the date of a result."""
    if not any(fact.dated for fact in facts):
        return Table(caption, ("What is asked", "Answer"), tuple((_sentence(fact.says), _answer(fact)) for fact in facts))
    rows = ((_sentence(fact.says), _answer(fact), BY_HAND[:12] if fact.dated else "") for fact in facts)
    return Table(caption, ("What is asked", "Answer", "Date of the result"), tuple(rows))


def _answer(fact: Fact) -> str:
    """What there is to choose from, or a line to write on with the unit."""
    match fact.kind:
        case "boolean":
            return f"yes / no / {_NOT_KNOWN}"
        case "choice":
            return " / ".join((*fact.values, _NOT_KNOWN))
        case _:
            return f"{BY_HAND[:12]} {fact.unit or ''}".strip()


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
