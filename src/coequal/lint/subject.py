"""One policy as the rules of lint look at it; what several of them need is worked out once, when first asked for."""

import re
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import cast

from coequal.criteria.closures import Values
from coequal.eligibility.examples import Example, KnownPeople, examples
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError, Place
from coequal.facts.strict_yaml import Sequence, Table, read
from coequal.lint.outline import Outline
from coequal.lint.verdicts import verdict
from coequal.organisations.register import Organisations
from coequal.policies.markdown import Block
from coequal.policies.model import NOT_SEEN, Criterion, Policy


class Subject:
    """A policy, the bodies that are known, and the day on which it is looked at."""

    def __init__(self, policy: Policy, organisations: Organisations, today: date, known: KnownPeople | None = None) -> None:
        """Take a policy that could be read; `known` keeps its example people for the next text."""
        self.policy, self.organisations, self.today = policy, organisations, today
        self.file, self._known = policy.file.file, known
        self.criteria = [criterion for criterion in policy.criteria if criterion.kind != NOT_SEEN]  # as many as there are blocks

    @cached_property
    def _blocks(self) -> dict[str, Block]:
        return {found.id: block for found, block in zip(self.criteria, self.policy.file.blocks("criterion"), strict=True)}

    @cached_property
    def outline(self) -> Outline:
        """The headings, and the prose that stands above each criterion."""
        return Outline(self.policy.file.parts)

    @cached_property
    def rules(self) -> Rules:
        """The policy made ready to assess."""
        return Rules(self.policy)

    @cached_property
    def verdicts(self) -> list[str | None]:
        """Of each criterion, how it decides nothing; None where it does decide."""
        return [verdict(criterion, self.policy.vocabulary) for criterion in self.criteria]

    @cached_property
    def _examples(self) -> tuple[list[Example], CoequalError | None]:
        try:
            return examples(self.policy, self._known), None
        except CoequalError as error:
            return [], error

    @property
    def examples(self) -> list[Example]:
        """The example people; none where one of them cannot be read."""
        return self._examples[0]

    @property
    def mistake(self) -> CoequalError | None:
        """Why the example people cannot be read, if they cannot."""
        return self._examples[1]

    @cached_property
    def example_values(self) -> list[Values]:
        """The values of each example person, with what is derived from them."""
        return [self.rules.values(example.case) for example in self.examples]

    @cached_property
    def front(self) -> Table:
        """The front matter."""
        return cast("Table", read(self.policy.file.front_matter, self.file, first_line=2))

    def at_key(self, key: str) -> Place:
        """Where a key of the front matter stands; the first line of the file where it does not."""
        return self.front.keys.get(key, Place(self.file, 1))

    @property
    def owner_places(self) -> list[Place]:
        """Where each commissioner stands."""
        return [node.place for node in cast("Sequence", self.front.entries["commissioners"]).items]

    @cached_property
    def treatments(self) -> Table:
        """The block of treatments."""
        (block,) = self.policy.file.blocks("treatments")
        return cast("Table", read(block.text, self.file, first_line=block.line))

    def at(self, criterion: Criterion, key: str) -> Place:
        """Where a key of a criterion's block stands; found without reading its YAML anew."""
        block = self._blocks[criterion.id]
        found = re.search(rf"^{re.escape(key)}:", block.text, re.MULTILINE)
        before = block.text[: found.start()].count("\n") if found else 0
        return replace(criterion.place, line=block.line + before, column=None)
