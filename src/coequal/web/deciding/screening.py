"""What an officer does with a request before a panel and after new evidence, each after a last look at what follows from it."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SCREEN, SEE_REQUESTS
from coequal.referrals.deciding import again, screening
from coequal.referrals.models import Request
from coequal.web.deciding.doing import Doing, View, view_of
from coequal.web.deciding.forms import ASKER_READS, ElsewhereForm, WhyForm
from coequal.web.deciding.found import funding_at
from coequal.web.deciding.pages import of_request
from coequal.web.hearing.pages import to
from coequal.web.requests.found import request_at

_TOLD: Final = "Nobody is written to now. The clinician sees this step, and its reasons, on the page of the request."
_BY_LETTER: Final = "The clinician and the patient, by the letters, once you send them."
_LETTERS: Final = "Two letters are made from the record: to the clinician and to the patient. Nothing is sent until you send them."


def _why(label: str) -> partial[WhyForm]:
    return partial(WhyForm, label, ASKER_READS)


_DOINGS: Final[Mapping[str, Doing]] = {
    "acknowledge": Doing(
        "Acknowledge this request",
        "Acknowledge it",
        screening.acknowledge,
        ("It is screened next. Its time runs on from the day on which it came.",),
        _TOLD,
        lead=("Acknowledge it when everything is there that is needed to judge it. The clinician sees that it was.",),
    ),
    "return": Doing(
        "Return this request",
        "Return it",
        screening.return_,
        ("The clock stands from today until the clinician sends it again.", "It is not declined: nothing is decided by this."),
        _TOLD,
        _why("What is missing"),
        ("Say everything that is missing at once, and where it can be found.",),
    ),
    "to-panel": Doing(
        "Send this request to a panel",
        "Send it to a panel",
        screening.screen_in,
        ("It waits for a panel. An officer puts it on an agenda.", "The members see the case and not who it is about."),
        _TOLD,
        _why("Why a panel should decide"),
    ),
    "decline": Doing(
        "Decline this request at screening",
        "Decline it",
        screening.screen_out,
        (
            "It is not funded. This is your decision, under your name, and no panel sees it.",
            "The clinician can send new evidence, or appeal against how it was decided.",
            _LETTERS,
        ),
        _BY_LETTER,
        _why("Why it is not funded"),
        ("Answer in plain words: the patient reads them. Say what would have to be different.",),
    ),
    "elsewhere": Doing(
        "Send this request elsewhere",
        "Send it elsewhere",
        screening.send_elsewhere,
        ("It ends here. Nothing of it is sent on by this: the clinician asks that body.", _LETTERS),
        _TOLD,
        ElsewhereForm,
    ),
    "development": Doing(
        "Take this as a service development",
        "Take it so",
        screening.develop,
        (
            "It ends as a request for one person, and no panel decides on it.",
            "The people who write the policy see that several patients need the same.",
            _LETTERS,
        ),
        _TOLD,
        _why("Why it is a question about the policy"),
    ),
    "take-up": Doing(
        "Take up the new evidence",
        "Take it up",
        again.take_up,
        ("It waits for a panel again.", "Nobody who decided before sits at that panel."),
        _TOLD,
        _why("What is new"),
    ),
    "nothing-new": Doing(
        "Nothing is new",
        "Say that nothing is new",
        again.nothing_new,
        (
            "The decision stays as it is. No new time for an appeal begins.",
            "The clinician can still appeal against how it was decided, within what is left of the time for that.",
            _LETTERS,
        ),
        _BY_LETTER,
        _why("Why it is not new"),
    ),
}


def _back(_request: StaffRequest, found: Request) -> tuple[str, str]:
    return of_request(found), "This request"


# By the last part of their addresses, which is their name too.
VIEWS: Final[Mapping[str, View]] = {name: view_of(doing, SCREEN, funding_at, _back) for name, doing in _DOINGS.items()}


@needs(SEE_REQUESTS, of=request_at)
@require_POST
def take_on(request: StaffRequest, found: Request) -> HttpResponse:
    """From now on it stands with whoever asks."""
    screening.take_on(request.acting, found)
    return to(of_request(found))
