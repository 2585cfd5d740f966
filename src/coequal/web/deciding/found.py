"""What the addresses of panels, letters and appeals name, with whose it is and where it stands."""

from dataclasses import dataclass

from django.http import Http404

from coequal.accounts.models import Organisation, Person
from coequal.referrals.models import Appeal, Attachment, Item, Letter, Panel, Request
from coequal.referrals.models.deciding import LODGED, PATIENT
from coequal.referrals.models.requests import FUNDING_REQUEST
from coequal.referrals.moves.sides import Asked
from coequal.web.requests.found import asked_at, request_at


@dataclass(frozen=True, slots=True)
class FileOf:
    """A file with a request, as its commissioner has it."""

    request: Request
    attachment: Attachment

    @property
    def organisation(self) -> Organisation:
        """The commissioner's."""
        return self.request.organisation

    @property
    def state(self) -> str:
        """Where the request stands."""
        return self.request.state

    @property
    def made_by(self) -> Person:
        """Who asked."""
        return self.request.made_by


@dataclass(frozen=True, slots=True)
class AppealAt:
    """An appeal, which can be heard where its request is under appeal."""

    appeal: Appeal

    @property
    def request(self) -> Request:
        """The request that it is about."""
        return self.appeal.decision.request

    @property
    def organisation(self) -> Organisation:
        """The commissioner's."""
        return self.request.organisation

    @property
    def state(self) -> str:
        """Where the request stands."""
        return self.request.state

    @property
    def made_by(self) -> Person:
        """Who lodged it; of one that an officer took down for the patient, who asked."""
        return self.request.made_by if self.appeal.came_from == PATIENT else self.appeal.lodged_by


@dataclass(frozen=True, slots=True)
class AppealBefore:
    """An appeal as a member of the panel has it that is to hear it: it can be read while the panel is not over."""

    appeal: Appeal
    panel: Panel

    @property
    def request(self) -> Request:
        """The request that it is about."""
        return self.appeal.decision.request

    @property
    def organisation(self) -> Organisation:
        """The commissioner's."""
        return self.panel.organisation

    @property
    def state(self) -> str:
        """Where the panel stands."""
        return self.panel.state


@dataclass(frozen=True, slots=True)
class LetterOf(Asked):
    """A letter that was sent, as those have it who asked."""

    letter: Letter


def funding_at(reference: str) -> Request:
    """A funding request, as its commissioner has it. Raises `Http404`, also for a request of another kind."""
    found = request_at(reference)
    if found.kind != FUNDING_REQUEST:
        raise Http404
    return found


def asked_funding_at(reference: str) -> Asked:
    """A funding request, as those have it who asked. Raises `Http404`, also for a request of another kind."""
    found = asked_at(reference)
    if found.request.kind != FUNDING_REQUEST:
        raise Http404
    return found


def file_at(reference: str, attachment: str) -> FileOf:
    """A file with a request. Raises `Http404`."""
    request = request_at(reference)
    found = request.attachments.filter(reference=attachment).defer("content").first()
    if found is None:
        raise Http404
    return FileOf(request, found)


def panel_at(panel: str) -> Panel:
    """A panel. Raises `Http404`."""
    found = Panel.objects.select_related("organisation").filter(reference=panel).first()
    if found is None:
        raise Http404
    return found


def item_at(panel: str, reference: str) -> Item:
    """A request on the agenda of a panel. Raises `Http404`."""
    related = ("panel__organisation", "request__organisation", "request__provider", "request__made_by", "request__rules")
    found = Item.objects.select_related(*related).filter(panel__reference=panel, request__reference=reference, taken_off=None)
    there = found.first()
    if there is None:
        raise Http404
    return there


def letter_at(letter: str) -> Letter:
    """A letter about a request. Raises `Http404`."""
    related = ("request__organisation", "request__provider", "request__made_by", "request__rules", "decision", "sent_by")
    found = Letter.objects.select_related(*related).filter(reference=letter).first()
    if found is None:
        raise Http404
    return found


def sent_letter_at(reference: str, letter: str) -> LetterOf:
    """A letter about a request that was sent, as those have it who asked. Raises `Http404`."""
    asked = asked_funding_at(reference)
    found = Letter.objects.filter(reference=letter, request=asked.request).exclude(sent=None)
    there = found.select_related("request__organisation", "request__provider").first()
    if there is None:
        raise Http404
    return LetterOf(asked.request, there)


def appeal_at(appeal: str) -> AppealAt:
    """An appeal that is still to be heard. Raises `Http404`."""
    asked = (f"decision__request__{one}" for one in ("organisation", "provider", "made_by"))
    related = (*asked, "lodged_by", "panel__organisation")
    found = Appeal.objects.select_related(*related).filter(reference=appeal, state=LODGED).first()
    if found is None:
        raise Http404
    return AppealAt(found)


def my_appeal_at(panel: str, appeal: str) -> AppealBefore:
    """An appeal that a panel is to hear, as a member of that panel has it. Raises `Http404`."""
    found = appeal_at(appeal).appeal
    if found.panel is None or found.panel.reference != panel:
        raise Http404
    return AppealBefore(found, found.panel)


def my_appeal_file_at(panel: str, appeal: str, attachment: str) -> AppealBefore:  # noqa: ARG001  # the view looks for the file among those it may show
    """The appeal of a file that a member may have. Raises `Http404`."""
    return my_appeal_at(panel, appeal)


def my_file_at(panel: str, reference: str, attachment: str) -> Item:  # noqa: ARG001  # the view looks for the file among those it may show
    """The item of a file that a member may have. Raises `Http404`."""
    return item_at(panel, reference)
