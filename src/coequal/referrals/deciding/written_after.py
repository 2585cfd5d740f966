"""The texts of letters that are not about a decision: the answer to an appeal, and that a request ended without a decision."""

from collections.abc import Iterator

from coequal.referrals.deciding.written import joined, opening
from coequal.referrals.models import Appeal, Request
from coequal.referrals.models.deciding import PATIENT, TAKEN_BACK, UPHELD
from coequal.referrals.moves.states import ELSEWHERE
from coequal.referrals.rules.model import CommissionerRules


def of_appeal(appeal: Appeal, rules: CommissionerRules, *, patient: bool) -> str:
    """The letter with the answer to an appeal, once what was found of it is said, or about one that was taken back."""
    if appeal.state == TAKEN_BACK:
        return joined(_taken_back(appeal, patient=patient), rules, patient=patient)
    return joined(_appeal(appeal, rules, patient=patient), rules, patient=patient)


def of_end(request: Request, comes_to: str, why: str, rules: CommissionerRules, *, patient: bool) -> str:
    """The letter about a request that another body decides on, or that is taken as a question about the policy."""
    return joined(_end(request, comes_to, why, patient=patient), rules, patient=patient)


def _appeal(appeal: Appeal, rules: CommissionerRules, *, patient: bool) -> Iterator[str]:
    yield from opening(appeal.decision.request, patient=patient)
    yield f"We decided not to fund it. There was an appeal, {appeal.reference}. Other people have looked at it."
    if appeal.state == UPHELD:
        yield "## The appeal was right\nWe did not decide in the right way. Other people will now decide again."
    else:
        yield "## The decision stays\nWe looked at how we decided. We found that it was done in the right way."
    yield f"## Why\n{appeal.reasons}"
    says = {one.id: one.says for one in rules.grounds or ()}
    for ground, found in appeal.found.items():
        yield f"{says.get(ground, 'The appeal as a whole.')} {'Yes' if found['upheld'] else 'No'}. {found['why']}"
    yield "## What happens next"
    if appeal.state == UPHELD:
        yield "We will write to you when it is decided again. You need to do nothing until then."
    elif patient:
        yield "We hear one appeal against each decision. Is there something new? Then your clinician can ask us to look again."
    else:
        yield "There is one appeal against each decision. You can ask for another look if there is new evidence."


def _taken_back(appeal: Appeal, *, patient: bool) -> Iterator[str]:
    yield from opening(appeal.decision.request, patient=patient)
    own = appeal.came_from == PATIENT
    who = "You told us that you take it back." if own else "Your clinician has taken it back."
    yield f"We decided not to fund it. There was an appeal, {appeal.reference}. {who}"
    yield "## The decision stays\nNobody looks at the appeal any more."
    yield "## What happens next"
    yield "We hear one appeal against each decision. Is there something new? Then your clinician can ask us to look again."
    if own:
        yield "Did you not want to take it back? Please tell us at once."
    else:
        yield "They told us that you know of it and agree. If that is not so, please tell us at once."


def _end(request: Request, comes_to: str, why: str, *, patient: bool) -> Iterator[str]:
    yield from opening(request, patient=patient)
    if comes_to == ELSEWHERE:
        yield f"## Somebody else decides on this\n{why}"
        yield "We have not decided on it. " + (
            "Your clinician can ask there. Please talk to them." if patient else "Nothing was sent on: please ask that body."
        )
    else:
        yield "## We look at this for everybody who needs it"
        yield "Several people need the same care. So we do not decide for one person alone. We look at our policy."
        yield f"## Why\n{why}"
        yield "Until our policy changes, we do not pay for it. " + (
            "Talk to your clinician about other care that can help you."
            if patient
            else "If this patient differs from the others, you can ask anew and say how."
        )
    if not patient:
        yield "We have written to {name} as well."
