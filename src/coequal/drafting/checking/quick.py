"""What is answered while somebody types: what software says of a text."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

from coequal.drafting.checked import Memory, check
from coequal.drafting.checking.child import Answer
from coequal.drafting.checking.frames import Data
from coequal.policies.library import Library


def answers(library: Library, _people: Path) -> Answer:
    """The answers by a library, which is read before anybody asks."""
    memory = Memory()
    assert library.organisations
    for service in library.services():
        library.vocabulary(service)

    def answer(question: Data) -> Data:
        today = date.fromisoformat(question["today"])
        return asdict(check(question["text"], library, today, memory, people=question["people"]))

    return answer
