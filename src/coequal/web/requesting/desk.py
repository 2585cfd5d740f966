"""A funding request as those have it who asked: what is still to do, where it stands, and what happens next, by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coequal.accounts.acting import Acting
from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import ASK_AGAIN, ASK_NO_MORE, SEE_ASKED, WITHDRAW_REQUEST, WRITE_REQUEST
from coequal.pages.words import plural
from coequal.referrals.clock.holidays import doubt
from coequal.referrals.deciding.due import clock_of, due_of
from coequal.referrals.deciding.taking_back import is_the_patients
from coequal.referrals.models import Letter, Request, Step
from coequal.referrals.moves import states as at
from coequal.referrals.moves.sides import Asked
from coequal.referrals.moves.table import BY_ASKER, MOVES
from coequal.referrals.moves.telling import EXPLAINED, being_written, told_steps
from coequal.referrals.requesting.completeness import CONSENT, NAMES, Lacking, lacking
from coequal.referrals.requesting.consent import standing
from coequal.referrals.requesting.form import sections
from coequal.referrals.requesting.sections import ABOUT_EQUALITY
from coequal.referrals.requesting.writing import may_be_written
from coequal.referrals.rules.in_force import rules_for
from coequal.referrals.seeing.looking import look
from coequal.referrals.seeing.purposes import FOLLOWING
from coequal.referrals.seeing.table import STEPS
from coequal.web.referring.facts import sections as sections_of_facts
from coequal.web.requesting.facts import facts_of, unless_stopped
from coequal.web.requesting.found import funding_at
from coequal.web.requesting.pages import COLOURS, of_request, service_words
from coequal.web.shelf import NotOnTheShelf, shelf

TO_DO, DONE, IF_WANTED, NOT_YET = "To do", "Done", "If you want", "Nothing written yet"
_NEXT: Final = {
    at.WRITING: "You finish it and send it. Nobody else sees it until then, and no time runs.",
    at.RETURNED: "You put right what is missing and send it again. The commissioner’s time stands still until then.",
    at.DEFERRED: "You answer what the panel asked. The commissioner’s time stands still until then.",
    at.SUBMITTED: "An officer of the commissioner looks whether everything is there, and acknowledges it.",
    at.SCREENING: "A clinician of the commissioner looks at it and says whether it goes to a panel.",
    at.FOR_PANEL: "The commissioner puts it on the agenda of a panel.",
    at.WITH_PANEL: "A panel decides on it. Its members do not know who the patient is.",
    at.RECONSIDERING: "The commissioner looks at the new evidence and says whether a panel sits again.",
    at.APPEALING: "People who did not decide on it look at how it was decided.",
    at.APPROVED: "You and the patient get a letter that says what is funded and until when.",
    at.DECLINED: "You and the patient get a letter with the reasons, and with what can be done about it.",
    at.WITHDRAWN: "Nothing: you withdrew it. You can begin another one.",
    at.ELSEWHERE: "The body that is named below decides. Ask there.",
    at.DEVELOPMENT: "The commissioner looks at it together with similar requests, as a question about its policy.",
    at.CLOSED: "Nothing: it was closed because nobody answered. You can begin another one.",
}
_NO_CONSENT: Final = (
    "The patient took the consent back, so nobody goes on with it, and the commissioner’s time stands still. You withdraw it, or "
    "record that the patient agrees again."
)

_HELD: Final = "You and the patient get a letter. What was decided, and what can be done then, stands here as soon as it is sent."


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, the page on which it is done, how it stands, and what is missing in it."""

    words: str
    address: str
    status: str
    hint: str = ""


@needs(SEE_ASKED, of=funding_at)
@require_safe
@unless_stopped
def desk(request: StaffRequest, asked: Asked) -> HttpResponse:
    """The list of what is to do while it waits for the clinician; else where it stands."""
    found, acting = asked.request, request.acting
    held, stands = being_written(found), asked.state
    writes = acting.may(WRITE_REQUEST, asked)
    missing = lacking(found) if writes else ()
    done = steps(request, found, held) if found.state != at.WRITING else []
    due = held.due if held else due_of(found)
    page = {
        "asked": found,
        "service": service_words(found.service),
        "treatment": treatment_words(found),
        "state": stands,
        "colour": COLOURS[stands],
        "explained": EXPLAINED if held else at.EXPLAINED[stands],
        "next": _NO_CONSENT if found.consent_taken_back else _HELD if held else _NEXT[stands],
        "due": due,
        "doubt": doubt([due]),
        "clock": "" if held or found.state in at.ENDS else _clock(found),
        "urgency": found.urgencies.last(),
        "tasks": list(tasks(found, missing)) if writes else [],
        "complete": not missing,
        "steps": done,
        "said": next((one.says for one in done if one.left != one.came_to == stands and _is_for_asker(one)), ""),
        "doings": list(_doings(acting, asked)),
    }
    return render(request, "requesting/request.html", page)


def _clock(found: Request) -> str:
    clock = clock_of(found)
    return clock.says(timezone.localdate()) if clock else ""


def _is_for_asker(step: Step) -> bool:
    """Whether what is said with a step is for the clinic, and not in its own words."""
    return step.to_asker and not (step.kind in MOVES and MOVES[step.kind].permission in BY_ASKER)


def _doings(acting: Acting, asked: Asked) -> Iterator[tuple[str, str]]:
    """What somebody can do with it, beside writing and sending it."""
    found = asked.request
    if found.letters.exclude(sent=None).exists():
        yield _deciding(found, "answer"), "Read what was decided, and the letters"
    if acting.may(ASK_AGAIN, asked):
        yield _deciding(found, "ask-again"), "Ask for another look, on new evidence"
        yield _deciding(found, "lodge"), "Appeal against how it was decided"
    if acting.may(ASK_NO_MORE, asked) and not is_the_patients(found):
        yield _deciding(found, "ask-no-more"), f"Take the {'appeal' if found.state == at.APPEALING else 'new evidence'} back"
    if acting.may(WITHDRAW_REQUEST, asked):
        yield of_request(found, "withdraw"), "Withdraw the request"
        if standing(found):
            yield of_request(found, "take-back"), "Record that the patient no longer agrees"
        elif found.consent_taken_back:
            yield of_request(found, "consent"), "Record that the patient agrees again"


def _deciding(found: Request, view: str) -> str:
    return reverse(f"deciding:{view}", kwargs={"reference": found.reference})


def steps(request: StaffRequest, found: Request, held: Letter | None) -> list[Step]:
    """The steps of which the clinic was told, the newest first; what is said with them is opened, and that goes on record."""
    look(request.acting, found, STEPS, FOLLOWING)
    return list(told_steps(found, held).select_related("by").order_by("-pk"))


def tasks(found: Request, missing: tuple[Lacking, ...]) -> Iterator[Task]:
    """What is to do before it can be sent, in the order of the form."""
    for section in sections(rules_for(found)):
        if may_be_written(found, section):
            lacks = [one for one in missing if one.section == section.id]
            done = IF_WANTED if section.id == ABOUT_EQUALITY.id else DONE
            yield _task(section.title, of_request(found, "section", section=section.id), lacks, done)
        if section.id == "policy" and found.policy:
            unmet = plural(len(found.unmet), "condition is", "conditions are")
            yield Task("Conditions of the policy that are not met", of_request(found, "unmet"), IF_WANTED, f"{unmet} ticked.")
            yield from _facts(found)
    yield _task("Consent of the patient", of_request(found, "consent"), [one for one in missing if one.section == CONSENT])
    files = found.attachments.count()
    yield Task("Files", of_request(found, "files"), IF_WANTED, plural(files, "file"))
    yield _naming(found, sum(one.section == NAMES for one in missing))


def _naming(found: Request, count: int) -> Task:
    """What may name the patient: each place is to be looked at, once something is written."""
    hint = f"{plural(count, 'place')} to look at." if count else ""
    status = TO_DO if count else DONE if any(found.clinical.statements.values()) else NOT_YET
    return Task("What may name the patient", of_request(found, "names"), status, hint)


def _facts(found: Request) -> Iterator[Task]:
    """The facts that the policy asks for, section by section."""
    there = facts_of(found)
    for one in sections_of_facts(there.bound, there.case) if there else ():
        address = of_request(found, "facts", part=one.name)
        yield Task(f"Facts: {one.title}", address, IF_WANTED, f"{one.said} of {len(one.facts)} said.")


def _task(words: str, address: str, missing: list[Lacking], done: str = DONE) -> Task:
    hint = plural(len(missing), "thing is missing.", "things are missing.") if missing else ""
    return Task(words, address, TO_DO if missing else done, hint)


def treatment_words(found: Request) -> str:
    """The treatment by the name that its policy gives it; its id where that text is not on the shelf."""
    try:
        policy = shelf().policy(found.policy, found.version) if found.policy else None
    except NotOnTheShelf:
        policy = None
    names = {one.id: one.name for one in policy.treatments} if policy else {}
    return names.get(found.treatment, found.treatment)
