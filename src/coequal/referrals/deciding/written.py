"""The texts of letters about a decision, from its record: what was asked, what was decided and why, and what can be done now."""

from collections.abc import Iterable, Iterator
from typing import Final

from coequal.facts.dates import say_date
from coequal.referrals.deciding.appealing import appeal_until, appealed_decision
from coequal.referrals.models import PanelDecision, Request
from coequal.referrals.models.deciding import APPROVED, BY_OFFICER, BY_PANEL, DECLINED
from coequal.referrals.rules.model import CommissionerRules

ASK_WHOM: Final = "{whom to ask}"  # stands where the rules name nobody, until an officer writes it; with it no letter is sent
_SAYS: Final = {"yes": "Yes", "no": "No", "not known": "Not known"}


def asked_for(request: Request) -> str:
    """What a request asks for, in words that name nobody: its service, and the treatment where a policy has it."""
    service = request.service.replace("-", " ")
    return f"{service} ({request.treatment.replace('-', ' ')})" if request.treatment else service


def of_decision(decision: PanelDecision, rules: CommissionerRules, *, patient: bool) -> str:
    """The letter about a decision: to the patient in short sentences and plain words, or to the clinician who asked."""
    says = _patient(decision, rules) if patient else _clinician(decision, rules)
    return joined(says, rules, patient=patient)


def joined(parts: Iterable[str], rules: CommissionerRules, *, patient: bool) -> str:
    """A letter from its parts, with whom to ask at its end."""
    whom = rules.contact or ASK_WHOM
    end = ["## If you have a question\nPlease ask us.", whom] if patient else [f"Questions about this letter: {whom}."]
    if patient:
        end.append("You can have this letter in another form or another language. Please ask us or your clinician.")
    return "\n\n".join(part for part in (*parts, *end) if part)


def opening(request: Request, *, patient: bool) -> Iterator[str]:
    """How a letter begins: to whom, and about what."""
    if patient:
        yield "Dear {name}"
        yield f"Your clinician asked us to pay for care for you. The care is: {asked_for(request)}."
        yield f"Our number for it is {request.reference}."
    else:
        yield "Dear colleague"
        yield f"This is about your request {request.reference} for {{name}}: {asked_for(request)}."


def _clinician(decision: PanelDecision, rules: CommissionerRules) -> Iterator[str]:
    yield from opening(decision.request, patient=False)
    yield f"## What was decided\nThe request was {decision.outcome}{_by(decision)}."
    yield from _granted(decision)
    yield f"## Why\n{decision.reasons}"
    yield from _answers(decision, rules)
    if decision.outcome == DECLINED:
        yield "## What you can do now"
        yield (
            "You can ask for the request to be looked at again if there is new evidence. Send the evidence, and say what is new "
            "in it. People who have not decided on it before will look at it."
        )
        yield from _appeal(
            decision,
            rules,
            "You can appeal if you think that the decision was not made properly. {name} can, too, by a letter to us.",
        )
    elif decision.outcome != APPROVED:
        yield f"## What the panel needs to know\n{decision.wants}"
        yield "Please answer on the page of the request. Until then it waits, and the time to decide does not run."
    yield "We have written to {name} as well."


def _patient(decision: PanelDecision, rules: CommissionerRules) -> Iterator[str]:
    yield from opening(decision.request, patient=True)
    if decision.outcome == APPROVED:
        yield "## We will pay for it"
        yield from _granted(decision)
        yield "Your clinician will get in touch with you. You need to do nothing until then."
    elif decision.outcome == DECLINED:
        yield "## We will not pay for it"
        yield "We know that this is not the news you hoped for. It does not mean that you need no help."
    else:
        yield "## We need to know more"
        yield "We have not decided yet. We have asked your clinician for more facts. You need to do nothing now."
    yield f"## Why\n{decision.reasons}"
    yield from _answers(decision, rules)
    if decision.outcome == DECLINED:
        yield "## What you can do now"
        yield "Talk to your clinician. There may be other care that can help you."
        yield "Is there something new that we did not know? Then your clinician can ask us to look again. Other people will do it."
        wrong = "Do you think that we did not decide in the right way? Then you can appeal."
        yield from _appeal(decision, rules, f"{wrong} Write to us, or ask your clinician to.")


def _by(decision: PanelDecision) -> str:
    if decision.by_way_of == BY_OFFICER:
        return " before, and nothing new was found in what was sent since"
    return " by a panel" if decision.by_way_of == BY_PANEL else f" after {decision.by_way_of}"


def _granted(decision: PanelDecision) -> Iterator[str]:
    """What is funded, how much of it, and until when."""
    if decision.outcome != APPROVED:
        return
    if decision.amounts:
        yield "\n".join(f"- {name}: {amount}" for name, amount in decision.amounts.items())
    yield decision.conditions
    if decision.expires:
        yield f"Treatment has to start by {say_date(decision.expires)}."


def _answers(decision: PanelDecision, rules: CommissionerRules) -> Iterator[str]:
    """What the panel found to each of the questions, in order."""
    for question in rules.questions or ():
        if found := decision.answers.get(question.id):
            yield f"{question.says} {_SAYS[found['answer']]}. {found['why']}"


def _appeal(decision: PanelDecision, rules: CommissionerRules, says: str) -> Iterator[str]:
    """How and until when somebody can appeal; where nothing new was found, only what is left of the time that ran before."""
    if decision.by_way_of == BY_OFFICER:
        yield from _appeal_against_before(decision, rules)
        return
    limit = f" Please do so within {rules.ask_appeal}. We count from the later of our two letters." if rules.ask_appeal else ""
    answer = f" We will answer within {rules.answer_appeal}." if rules.answer_appeal else ""
    yield f"{says}{limit}{answer} People who have not decided on it before will look at it."
    yield from _grounds(rules)


def _appeal_against_before(decision: PanelDecision, rules: CommissionerRules) -> Iterator[str]:
    before = appealed_decision(decision.request)
    if before is None or hasattr(before, "appeal"):
        return
    until = appeal_until(before, rules)
    day = f"This can be done until {say_date(until)}: the time for it did not begin anew." if until else ""
    yield f"An appeal is about how we decided before. {day}".strip()
    yield from _grounds(rules)


def _grounds(rules: CommissionerRules) -> Iterator[str]:
    if rules.grounds:
        yield "An appeal has to be for one or more of these reasons:"
        yield "\n".join(f"- {one.says}" for one in rules.grounds)
