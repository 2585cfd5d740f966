"""Writing an application: each section is kept as it is, so that nothing has to be finished at once, and nobody's work is lost."""

from collections.abc import Iterable, Mapping

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import WRITE_REQUEST
from coequal.errors import CoequalError
from coequal.referrals.models import Request
from coequal.referrals.models.requests import FUNDING_REQUEST
from coequal.referrals.moves import states as at
from coequal.referrals.moves.moving import locked, wrote
from coequal.referrals.moves.states import WITH_ASKER
from coequal.referrals.requesting.form import section_named
from coequal.referrals.requesting.held import held, mark, put
from coequal.referrals.requesting.questions import Answers, Section, applies, read_answer
from coequal.referrals.requesting.sections import URGENCY, URGENT, YES
from coequal.referrals.rules.in_force import rules_for
from coequal.referrals.seeing.table import EQUALITY


class Clash(CoequalError):
    """Somebody else kept the same section meanwhile: `theirs` are the answers that stand now, and `mark` is their mark."""

    def __init__(self, theirs: Answers, mark: str) -> None:
        super().__init__(
            "Somebody else changed this part meanwhile, so nothing was kept now. What you typed is still here, and what they wrote "
            "stands beside it. Put both together, and save again."
        )
        self.theirs, self.mark = theirs, mark


def read_answers(section: Section, typed: Mapping[str, str]) -> dict[str, str]:
    """The answers to a section as they are kept: those that apply, and of those what is not empty.

    Raises `CoequalError` for one that cannot be kept, and for one to a question that the section does not have.
    """
    if unknown := set(typed) - {one.id for one in section.questions}:
        raise CoequalError(f"This part does not ask for “{min(unknown)}”. Open the page anew.")
    answers = {one.id: found for one in section.questions if (found := read_answer(one, typed.get(one.id, "")))}
    return {one.id: answers[one.id] for one in section.questions if one.id in answers and applies(one, answers)}


def keep(acting: Acting, request: Request, section_id: str, typed: Mapping[str, str], seen: str) -> Request:
    """The request, with the answers to a section kept. `seen` is the mark of what whoever writes had before them.

    Raises `NotAllowed`, `Clash` where something else stands now, and `CoequalError` for an answer that cannot be kept.
    """
    with locked(acting, request, WRITE_REQUEST) as (found, acts):
        section = _section(found, section_id)
        answers = read_answers(section, typed)
        before = held(found, section)
        if answers == before:
            return found
        if seen != (now := mark(found, section, before)):
            raise Clash(before, now)
        put(found, section, answers)
        if section.id == URGENCY.id:
            found.urgent = answers.get(URGENT) == YES
            found.save(update_fields=["urgent"])
        wrote(acts, "wrote a part of a request", found, {"part": section.id})
    return found


def keep_unmet(acting: Acting, request: Request, unmet: Iterable[str], known: Iterable[str]) -> Request:
    """The request, with the criteria of its policy that the patient does not meet. Raises `NotAllowed` and `CoequalError`."""
    wanted, criteria = list(dict.fromkeys(unmet)), list(known)
    if unknown := [one for one in wanted if one not in criteria]:
        raise CoequalError(f"The policy has no criterion “{unknown[0]}”. Open the page anew.")
    with locked(acting, request, WRITE_REQUEST) as (found, acts):
        ordered = [one for one in criteria if one in wanted]
        if not found.policy:
            raise CoequalError(f"{found.reference} is about no policy, so no criterion of one is not met.")
        if found.unmet != ordered:
            found.unmet = ordered
            found.save(update_fields=["unmet"])
            wrote(acts, "said which criteria are not met", found, {"unmet": list(ordered)})
    return found


def may_be_written(request: Request, section: Section) -> bool:
    """Whether a section can be written as a request stands: equality answers only before the first answer of a panel."""
    return request.state in WITH_ASKER and (section.part != EQUALITY or request.state != at.DEFERRED)


def _section(request: Request, id_: str) -> Section:
    section = section_named(rules_for(request), id_)
    if section is None or request.kind != FUNDING_REQUEST or not may_be_written(request, section):
        raise CoequalError(f"{request.reference} has no part of this name that can be written now. Go back to its page.")
    return section
