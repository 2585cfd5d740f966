"""The same people in every area, under the policies of a day."""

from datetime import date
from functools import partial
from typing import Final

from coequal.analyses.runs.asking import Around, Data, made_up
from coequal.analyses.runs.people import people_of
from coequal.comparison.inputs import policy_input
from coequal.comparison.lottery.areas import areas_on
from coequal.comparison.lottery.drawn import has_tiles, tiles_of, with_map
from coequal.comparison.lottery.of_people import people_lottery
from coequal.comparison.lottery.people_page import people_document
from coequal.documents.model import Document
from coequal.facts.dates import say_date
from coequal.policies.model import Policy
from coequal.populations.telling import Tell, people_telling

_COUNTED: Final = "People assessed in every area"


class Lottery:
    """A lottery of people that can be worked out."""

    policies: tuple[Policy, ...] = ()  # none is named; those of the service are all looked at

    def __init__(self, asked: Data, around: Around) -> None:
        """Take what is asked. Raises `CoequalError` where the areas of the day are not known, or the people cannot be counted."""
        self.asked, self.around = asked, around
        self.service, self.vocabulary = asked["service"], around.library.vocabulary(asked["service"])
        self.on, self.today = (date.fromisoformat(asked[name]) for name in ("on", "today"))
        areas_on((), around.library.organisations, self.on, self.today)
        self.people = people_of(asked["people"], self.vocabulary, around)
        self.title = f"{self.vocabulary.dictionary.title} in every area on {say_date(self.on)}"
        self.made_up = made_up(asked["people"])
        self.steps = (*self.people.steps, _COUNTED)

    def inputs(self) -> Data:
        """Every text of the service, the day, the day on which it was looked at, and the people."""
        policies = [policy_input(policy) for policy in self.around.library.of_service(self.service)]
        days = {"on": self.on.isoformat(), "looked at on": self.today.isoformat()}
        return {"service": self.service, **days, "policies": policies, "people": self.people.inputs()}

    def made(self, tell: Tell) -> tuple[Data, Document]:
        """The data, as `coequal lottery --json` prints it, and the document with its map. Raises what `tell` raises."""
        opened, library = self.people.opened(self.vocabulary, tell), self.around.library
        counted = partial(people_telling, what=_COUNTED, people=opened.source.rows, tell=tell)
        data = people_lottery(library, self.service, opened, [self.on], today=self.today, public=True, progress=counted)
        document = people_document(data, self.vocabulary.dictionary.title)
        return data, with_map(document, tiles_of(data, library)) if has_tiles(library) else document

    @property
    def files(self) -> dict[str, str]:
        """The commands need no text."""
        return {}

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands that make the same figures."""
        lottery = f"coequal lottery {self.people.file} --service {self.service} --on {self.on.isoformat()} --publish --json"
        return (*self.people.commands, lottery)
