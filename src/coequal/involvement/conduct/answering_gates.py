"""Answers at the gates. Each is kept; the latest one stands."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import ANSWER_GATE
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.involvement.conduct.changing import locked
from coequal.involvement.law.gates import applying
from coequal.involvement.models import GateAnswer, Involvement


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answers: one of the choices of a gate by its key, the evidence, and the day of which it speaks."""

    choice: str
    evidence: str
    on: date


def answer(acting: Acting, involvement: Involvement, gate: str, told: Answer) -> GateAnswer:
    """An answer at a gate. Raises `CoequalError` for a gate that does not apply, an answer it does not offer, or no evidence."""
    with locked(acting, involvement, ANSWER_GATE) as found:
        asked = next((one for one in applying(found) if one.key == gate), None)
        if asked is None or asked.choice(told.choice) is None:
            raise CoequalError("The law does not ask this of this involvement any more, or not in this way. Open the page again.")
        if asked.read:
            raise CoequalError(f"This is read from {asked.read}, and nobody answers it by hand.")
        if not told.evidence.strip():
            raise CoequalError(f"{asked.evidence} An answer without evidence helps nobody.")
        if told.on > timezone.localdate():
            raise CoequalError("The day must not be in the future.")
        kept = {"answer": told.choice, "evidence": told.evidence.strip(), "on": told.on}
        made = GateAnswer(involvement=found, gate=gate, by=acting.person, **kept)
        made.save()
        record(acting, "answered what the law asks of an involvement", found, detail={"gate": gate, "answer": told.choice})
    return made
