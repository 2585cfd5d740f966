"""Whether personal data may be used for an involvement: read from the data register, and answered nowhere else."""

from typing import Final

from django.utils import timezone

from coequal.assurance.models import DataUse
from coequal.assurance.models.register import ELSEWHERE, NONE_NEEDED
from coequal.assurance.register.clearing import in_the_way
from coequal.involvement.law.gate import OPENING, Choice
from coequal.involvement.models import GateAnswer, Involvement
from coequal.involvement.models.involvements import OPEN

GATE: Final = "data-protection"
_SCREENED, _ASSESSED, _LET_PASS, _NOT_YET = "screened", "assessed", "let pass", "not yet"
CHOICES: Final = (
    Choice(_SCREENED, "Screened: no assessment is needed"),
    Choice(_ASSESSED, "Screened, and the impact was assessed"),
    Choice(_LET_PASS, "Let pass before it is cleared, as the data register says to everybody"),
    Choice(_NOT_YET, "Not yet", stops=OPENING),
)


def read(involvement: Involvement) -> dict[str, GateAnswer]:
    """The answer as the register has it now; nothing where the involvement is not entered there."""
    use = involvement.data_use
    if use is None:
        return {}
    answer, passing = _answer(use), use.letting_pass.last()
    says = {_NOT_YET: in_the_way(use), _LET_PASS: passing.reason if passing else ""}.get(answer, "")
    settled = use.settled
    told = GateAnswer(
        involvement=involvement,
        gate=GATE,
        answer=answer,
        evidence=f"{says} It stands in the data register as {use.reference}: {use.title}.".strip(),
        on=settled.on,
        by=settled.by,
    )
    told.at = settled.at
    return {GATE: told}


def shut_by_register(involvement: Involvement) -> str:
    """What is to do in the data register before people can answer what is open; nothing where they can, or where it is not open."""
    if involvement.state != OPEN or involvement.dates_only:
        return ""
    return in_the_way(involvement.data_use)


def _answer(use: DataUse) -> str:
    if use.ended:
        return _NOT_YET
    if use.is_cleared:
        record = use.records.last()
        screened = use.came_to == NONE_NEEDED or (use.came_to == ELSEWHERE and record is not None and not record.assessed)
        return _SCREENED if screened else _ASSESSED
    return _LET_PASS if use.passing(timezone.localdate()) else _NOT_YET
