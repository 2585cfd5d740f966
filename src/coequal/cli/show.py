"""`coequal show`: a policy in plain English."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from coequal.cli import usual as shared
from coequal.cli.text import heading, paragraph, policy_line
from coequal.criteria.phrases import Phrases
from coequal.eligibility.assessor import find
from coequal.policies.binding import Chosen
from coequal.policies.library import Library
from coequal.policies.markdown import Prose, put_together, unmarked
from coequal.policies.model import Exceptions, Provider
from coequal.policies.prose import paragraphs, table_words
from coequal.policies.told import Clause, Condition, Funded, Providers, Remark, Said, Treatments, about, sections


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    shared.policy(command)
    command.add_argument("--markdown", action="store_true", help="print the policy file itself, to start another one from")


def run(options: Namespace) -> int:
    """Print the policy's wording, and under each clause what we take it to mean."""
    library = Library(options.library)
    chosen = find(library, options.policy, lambda _policy: None, or_latest=True)
    if options.markdown:
        print(put_together(chosen.policy.file), end="")
        return 0
    phrases = Phrases(chosen.policy.vocabulary.dictionary.facts, library.area)
    print("\n".join([*_head(chosen, library), *_body(chosen, phrases)]))
    return 0


def _head(chosen: Chosen, library: Library) -> Iterator[str]:
    policy = chosen.policy
    yield policy.title
    yield policy_line(policy)
    for said in (*chosen.assumptions, *(remark.line for remark in about(policy, library.organisations))):
        yield paragraph(said, "  ", "")


def _body(chosen: Chosen, phrases: Phrases) -> Iterator[str]:
    for section in sections(chosen.policy, phrases):
        yield from (heading(above.text) for above in section.headings)
        for block in section.blocks:
            yield from _block(block)


def _block(block: Said) -> Iterator[str]:
    match block:
        case Prose(text=text):
            yield from (line for one in paragraphs(text) for line in _paragraph(one))
        case Clause():
            yield from _clause(block)
        case Treatments(funded=treatments):
            yield from (line for treatment in treatments for line in _treatment(treatment))
        case Providers(providers=providers):
            yield from (line for provider in providers for line in _provider(provider))
        case _:
            yield from _exceptions(block)


def _paragraph(text: str) -> Iterator[str]:
    """A paragraph under a blank line, each item of a list and each row of a table in it on a line of its own."""
    if rows := table_words(text):
        yield ""
        yield from (paragraph(f"- {row}", "  ", "") for row in rows)
        return
    for n, item in enumerate(re.split(r"\n(?=\s*(?:[-*] |\|))", text)):
        words = " ".join(unmarked(re.sub(r"^\s*\* ", "- ", item)).split())
        yield ("" if n else "\n") + paragraph(words, "  " if words.startswith("- ") else "", "")


def _clause(clause: Clause) -> Iterator[str]:
    yield ""
    if clause.only_for:
        yield paragraph(f"Only for {'; '.join(clause.only_for)}.", "    ", "  ")
    for said in (*clause.tested, *clause.remarks, *clause.readings):
        yield from _said(said)


def _said(said: Remark | Condition) -> Iterator[str]:
    yield paragraph(said.line, "    ", "  ")
    for line in said.under if isinstance(said, Condition) else ():
        indent = "  " * (line.depth + 1)
        yield paragraph(line.text, f"{indent}  ", f"{indent}- ")


def _treatment(treatment: Funded) -> Iterator[str]:
    yield "\n" + paragraph(treatment.name, "  ", "  ")
    for name, amount in treatment.amounts:
        yield paragraph(f"{name}: {amount}", "      ", "    - ")


def _provider(provider: Provider) -> Iterator[str]:
    yield f"\n  {provider.name} (printed on: {provider.printed_on})"
    for site in provider.sites:
        address = ", ".join(part for part in (site.address, site.county, site.postcode) if part)
        yield paragraph(f"{site.name}: {address}", "      ", "    - ")
    yield paragraph("; ".join(found for found in (provider.telephone, provider.email, provider.web) if found), "    ")


def _exceptions(found: Exceptions) -> Iterator[str]:
    yield "\n" + paragraph(f"{found.route[:1].upper()}{found.route[1:]}. Who may ask: {found.who_may_ask}", "    ", "  ")
    yield paragraph(f"Whom to ask: {found.whom}{f' {found.then}' if found.then else ''}", "    ", "  ")
