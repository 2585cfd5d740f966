"""What in the clinical case tells who the patient is: looked for before it is sent, because whoever decides does not know it.

It looks for this patient and their partner as they are named in the request, however it is spelt and grouped, and for any NHS
number, telephone number, e-mail address and postcode. A clinician looks at each, takes it out, or says that it names nobody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.crypto import salted_hmac

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import WRITE_REQUEST
from coequal.errors import CoequalError
from coequal.referrals.models import ClinicalCase, Identity, Request
from coequal.referrals.moves.moving import locked, wrote
from coequal.referrals.requesting.form import for_deciders
from coequal.referrals.requesting.ordinary import is_the_word
from coequal.referrals.requesting.patterns import ONE_OF, Known, folded, stretches
from coequal.referrals.requesting.questions import Kind, Question, Section
from coequal.referrals.rules.in_force import rules_for

_AROUND: Final = 40  # letters on each side of what was found


@dataclass(frozen=True, slots=True, repr=False)
class Naming:
    """A stretch of an answer that may tell who the patient is: in which section and question, what kind, and the words around it.

    `key` stands for this stretch in this question, and tells nothing of it.
    """

    section: Section
    question: Question
    kind: str
    before: str
    stretch: str
    after: str
    key: str

    @property
    def says(self) -> str:
        """One of its kind, with the article: an NHS number."""
        return ONE_OF[self.kind]

    def __repr__(self) -> str:
        """Short, since what was found stands in no log."""
        return f"<Naming: {self.kind}>"


def naming(request: Request) -> tuple[Naming, ...]:
    """What in the clinical case may tell who the patient is, in the order of the form, without what a clinician cleared."""
    case, rules = ClinicalCase.objects.get(request=request), rules_for(request)
    known = Known(Identity.objects.get(request=request))
    cleared = set(case.cleared)
    return tuple(
        found
        for section in for_deciders(rules)
        for question in section.questions
        if question.kind not in (Kind.CHOICE, Kind.DAY)
        for found in _in(request, section, question, str(case.statements.get(question.id, "")), known)
        if found.key not in cleared
    )


def clear(acting: Acting, request: Request, keys: Iterable[str]) -> None:
    """Keep that stretches name nobody, as a clinician says.

    Raises `NotAllowed`, and `CoequalError` for one that is not found now.
    """
    wanted = set(keys)
    with locked(acting, request, WRITE_REQUEST) as (found, acts):
        case = ClinicalCase.objects.get(request=found)
        new = wanted - set(case.cleared)
        if unknown := new - {one.key for one in naming(found)}:
            raise CoequalError(f"{len(unknown)} of what you ticked stands there no more. Look at what stands there now.")
        if new:
            case.cleared = [*case.cleared, *sorted(new)]
            case.save(update_fields=["cleared"])
            wrote(acts, "said that parts of a request name nobody", found, {"parts": len(new)})


def require_names_nobody(request: Request, *texts: str) -> None:
    """Nothing, where texts beside the answers tell nobody who the patient is. Raises `CoequalError`, and shows nothing of it.

    A name that is an ordinary word too may stand there as that word.
    """
    identity = Identity.objects.filter(request=request).first() if any(texts) else None
    if identity is None:  # nothing is said, or it was disposed of
        return
    known = Known(identity)
    if kinds := sorted({one[2] for text in texts for one in stretches(text, known) if not is_the_word(text, one)}):
        found = " and ".join(ONE_OF[one] for one in kinds)
        raise CoequalError(f"What you say may hold {found} of the patient. Take it out, or say it in other words.")


def _in(request: Request, section: Section, question: Question, text: str, known: Known) -> Iterator[Naming]:
    """What is found in an answer; the same stretch once, with the words around its first place."""
    taken, keys = bytearray(len(text)), set[str]()
    for start, end, kind in sorted(stretches(text, known), key=lambda one: (one[0], -one[1])):
        if any(taken[start:end]):
            continue
        taken[start:end] = b"\1" * (end - start)
        told = f"{request.reference} {question.id} {kind} {folded(text[start:end])[0]}"
        key = salted_hmac("coequal.referrals.identifiers", told, algorithm="sha256").hexdigest()[:20]
        if key not in keys:
            keys.add(key)
            before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
            yield Naming(section, question, kind, before, text[start:end], after, key)
