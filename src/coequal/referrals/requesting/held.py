"""Where the answers to a section are kept: in the clinical case, with who the person is, or with the equality answers."""

from collections.abc import Mapping
from typing import Any, Final

from coequal.pages import seen
from coequal.referrals.models import ClinicalCase, EqualityAnswers, Identity, Request
from coequal.referrals.requesting.questions import Answers, Section
from coequal.referrals.seeing.table import CASE, EQUALITY

_COLUMNS: Final[Mapping[str, str]] = {
    "who.name": "name",
    "who.nhs_number": "nhs_number",
    "who.born": "date_of_birth",
    "who.address": "address",
}
_CONTACT: Final[Mapping[str, str]] = {
    "who.way": "way",
    "who.telephone": "telephone",
    "who.email": "email",
    "who.needs": "needs",
}
_PARTNER: Final[Mapping[str, str]] = {
    "who.partner_name": "name",
    "who.partner_nhs_number": "nhs_number",
    "who.partner_born": "date_of_birth",
}


def held(request: Request, section: Section) -> dict[str, str]:
    """The answers to a section as they are kept; what is not answered is not among them."""
    if section.part == CASE:
        return _of(section, ClinicalCase.objects.get(request=request).statements)
    if section.part == EQUALITY:
        return _of(section, EqualityAnswers.objects.get(request=request).answers)
    return _of(section, _who(Identity.objects.get(request=request)))


def _of(section: Section, answers: Mapping[str, Any]) -> dict[str, str]:
    return {one.id: str(answers[one.id]) for one in section.questions if answers.get(one.id)}


def _who(identity: Identity) -> dict[str, Any]:
    return {
        **{key: getattr(identity, column) for key, column in _COLUMNS.items()},
        **{key: identity.contact.get(name, "") for key, name in _CONTACT.items()},
        **{key: identity.partner.get(name, "") for key, name in _PARTNER.items()},
    }


def put(request: Request, section: Section, answers: Answers) -> None:
    """Keep the answers to a section in place of those that were there, under the lock of the request."""
    if section.part == CASE:
        case = ClinicalCase.objects.get(request=request)
        others = {key: value for key, value in case.statements.items() if key not in {one.id for one in section.questions}}
        case.statements = {**others, **answers}
        case.save(update_fields=["statements"])
    elif section.part == EQUALITY:
        equality = EqualityAnswers.objects.get(request=request)
        equality.answers = dict(answers)
        equality.save(update_fields=["answers"])
    else:
        _put_who(Identity.objects.get(request=request), answers)


def _put_who(identity: Identity, answers: Answers) -> None:
    for key, column in _COLUMNS.items():
        setattr(identity, column, answers.get(key, ""))
    identity.contact = {name: answers[key] for key, name in _CONTACT.items() if answers.get(key)}
    identity.partner = {name: answers[key] for key, name in _PARTNER.items() if answers.get(key)}
    identity.save()


def mark(request: Request, section: Section, answers: Answers) -> str:
    """A mark of the answers that somebody had before them, which tells nothing of them."""
    return seen.mark([request.reference, section.id, dict(answers)])
