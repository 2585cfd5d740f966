"""An options appraisal, from the text of an options file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from coequal.analyses.runs.asking import Around, Data, check_count
from coequal.analyses.runs.people import MADE
from coequal.comparison.inputs import file_input, fingerprint, made_input, policy_input
from coequal.comparison.options.appraisal import appraise
from coequal.comparison.options.candidates import Shelf
from coequal.comparison.options.counting import Counter
from coequal.comparison.options.document import to_document
from coequal.comparison.options.file import MadePeople, Options, options_of
from coequal.comparison.options.model import Brought
from coequal.comparison.options.people import living_in, open_people
from coequal.documents.model import Document
from coequal.errors import CoequalError
from coequal.policies.model import Policy
from coequal.populations.synthetic.recipe import Recipe
from coequal.populations.telling import Tell, people_telling, telling

FILE: Final = "options.yaml"
_ASSESSED: Final = "People assessed under every candidate"
_DRAWN: Final = "Draws worked out"
_FEW: Final = 20  # people on whom an options file is tried before it is run


class Appraisal:
    """An options appraisal that can be made."""

    def __init__(self, asked: Data, around: Around) -> None:
        """Take what is asked. Raises `CoequalError` with the line of the first mistake in the options file."""
        today = date.fromisoformat(asked["today"])
        self.asked, self.around = asked, around
        shelf = Shelf(around.library, None, today, asked["drafts"], around.people)
        self.options: Options = options_of(asked["text"], FILE, shelf)
        self.policies = tuple(_policies(self.options))
        self.vocabulary = around.library.vocabulary(self.policies[0].service)
        self._try()
        people, self.title = self.options.people, self.options.title
        self.made_up = (people.count, people.seed) if isinstance(people, MadePeople) else None
        self.steps = (*((MADE,) if self.made_up else ()), _ASSESSED, _DRAWN)

    def _try(self) -> None:
        """Nothing, where people can be opened and assessed. Raises `CoequalError` where a group or a condition cannot be used."""
        few, options = self.options.people, self.options
        if isinstance(few, MadePeople):
            try:
                check_count(few.count)
            except CoequalError as error:
                raise CoequalError(error.message, few.place) from None
            options = replace(options, people=replace(few, count=min(few.count, _FEW)))
        people = open_people(options, self.vocabulary, self.around.library.area)
        Counter(options, people, self.vocabulary, next(one.ages for one in options.parameters if one.ages)).columns()

    def inputs(self) -> Data:
        """The text of the options, every policy that it names, and the people."""
        people = self.options.people
        if isinstance(people, MadePeople):
            found = made_input(Recipe(people.count, people.seed, complete=True, areas=living_in(people)))
        else:
            found = file_input(people.path)
        policies = [policy_input(policy) for policy in self.policies]
        return {"options": fingerprint(self.asked["text"]), "policies": policies, "people": found}

    def made(self, tell: Tell) -> tuple[Data, Document]:
        """The data, as `coequal options --json` prints it, and the document. Raises what `tell` raises."""
        people = self.options.people
        data = appraise(
            self.options,
            self.vocabulary,
            self.around.library.area,
            read=partial(
                people_telling, what=_ASSESSED, people=people.count if isinstance(people, MadePeople) else None, tell=tell
            ),
            steps=partial(_draws_telling, draws=self.options.draws, tell=tell),
            blocks=partial(telling, what=MADE, tell=tell),
        )
        return data, to_document(data)

    @property
    def files(self) -> dict[str, str]:
        """The options file, and the texts that it names, by the names of their files."""
        return {FILE: self.asked["text"], **self.asked["drafts"]}

    @property
    def commands(self) -> tuple[str, ...]:
        """The command that makes the same figures."""
        return (f"coequal options {FILE} --json",)


def _policies(options: Options) -> Iterator[Policy]:
    for candidate in options.candidates:
        for part in candidate.parts:
            yield part.policy
            if part.criteria_from is not None:
                yield part.criteria_from


def _draws_telling(slices: Iterator[tuple[Brought, ...]], draws: int, tell: Tell) -> Iterator[tuple[Brought, ...]]:
    """Slices of draws, while somebody is told how many draws are done."""
    done = 0
    tell(_DRAWN, done, draws)
    for one in slices:
        yield one
        done += len(one[0].flow.cost)
        tell(_DRAWN, done, draws)
