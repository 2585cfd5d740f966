"""Two policies compared: proved, with made-up couples and, where people are asked for, counted."""

from datetime import date
from functools import partial
from typing import Final

from coequal.analyses.runs.asking import Around, Data, made_up, name_of, policy_of, texts_of
from coequal.analyses.runs.people import People, people_of
from coequal.comparison.counted_chart import with_chart
from coequal.comparison.counted_people import count_people
from coequal.comparison.inputs import policy_input
from coequal.comparison.naming import labels
from coequal.comparison.proof.document import proof_document
from coequal.comparison.proof.report import proof_data
from coequal.comparison.proof.two import check_day, check_service, likely_day, prove
from coequal.documents.model import Document
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.policies.model import Policy
from coequal.populations.telling import Tell, people_telling, telling

_PROVED: Final = "Policies compared, by proof"
_COUNTED: Final = "People assessed under both policies"


class Comparison:
    """A comparison that can be made."""

    def __init__(self, asked: Data, around: Around) -> None:
        """Take what is asked. Raises `CoequalError` where the two cannot be compared, or the people not be counted."""
        today = date.fromisoformat(asked["today"])
        self.asked, self.around = asked, around
        self.policies: tuple[Policy, ...] = tuple(policy_of(asked[side], around, today) for side in ("a", "b"))
        a, b = self.policies
        if a.digest == b.digest:
            raise CoequalError("You have chosen the same text twice. Choose another policy or another version.")
        check_service(a, b)
        self.on = likely_day([a, b], today)
        check_day(a, self.on)
        self.people: People | None = people_of(asked["people"], a.vocabulary, around) if asked["people"] else None
        self.title = _title(a, b)
        self.made_up = made_up(asked["people"])
        self.steps = (_PROVED,) if self.people is None else (_PROVED, *self.people.steps, _COUNTED)

    def inputs(self) -> Data:
        """The two texts, the day of the made-up couples, and the people."""
        a, b = map(policy_input, self.policies)
        return {"a": a, "b": b, "referred": self.on.isoformat(), "people": self.people.inputs() if self.people else None}

    def made(self, tell: Tell) -> tuple[Data, Document]:
        """The data, as `coequal compare --json` prints it, and the document. Raises what `tell` raises."""
        a, b = map(Rules, self.policies)
        (proof,) = [prove(a, b, self.on, self.around.library.area) for _ in telling(["both"], _PROVED, tell)]
        data = proof_data(proof)
        if self.people is None:
            return data, proof_document(data)
        opened = self.people.opened(a.policy.vocabulary, tell)
        counted = partial(people_telling, what=_COUNTED, people=opened.source.rows, tell=tell)
        data["people"] = count_people(proof, opened, public=True, progress=counted)
        return data, with_chart(proof_document(data), data)

    @property
    def files(self) -> dict[str, str]:
        """The texts that the commands need, by the names of their files."""
        return texts_of(self.asked["a"], self.asked["b"])

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands that make the same figures."""
        compare = f"coequal compare {name_of(self.asked['a'])} {name_of(self.asked['b'])} --on {self.on.isoformat()}"
        if self.people is None:
            return (f"{compare} --json",)
        return (*self.people.commands, f"{compare} --people {self.people.file} --publish --json")


def _title(a: Policy, b: Policy) -> str:
    """What a comparison is called without a title of its own: both names, and the area where both are of the same."""
    names = " beside ".join(labels([a, b]))
    if a.id != b.id:
        return names
    area = a.area
    return f"{area[:1].upper()}{area[1:]}: {names}"
