"""What everybody sees: the list of published analyses, each with its page, its files and the feed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.analyses.models import Analysis, Publication
from coequal.analyses.models.publication import PUBLISHED, WITHDRAWN
from coequal.web.analyses.downloads import FORMS, as_file, words_of_files
from coequal.web.files import on_page
from coequal.web.limits import limited

_ON_A_PAGE: Final = 25
_IN_FEED: Final = 50
if TYPE_CHECKING:
    _Feed = Feed[Publication, None]
else:
    _Feed = Feed  # it takes no parameters when it runs


@dataclass(frozen=True, slots=True)
class Shown:
    """Exactly what everybody sees of an analysis."""

    analysis: Analysis
    summary: str

    @property
    def document(self) -> SafeString:
        """Its document, as it was made."""
        return on_page(self.analysis.result.document, above=2)

    @property
    def downloads(self) -> dict[str, str]:
        """The words of each file that there is, by its name."""
        return {
            **{name: form.words for name, form in FORMS.items()},
            **words_of_files(self.analysis),
        }

    @property
    def marks(self) -> Iterable[str]:
        """What must not be overlooked, before anything else."""
        if self.analysis.organisation.invented:
            yield "An invented organisation"
        if self.analysis.synthetic:
            yield "Nobody in it is real"


@everyone
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """All that is published, the newest first."""
    found = Publication.objects.filter(state=PUBLISHED).select_related("analysis__organisation")
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "analyses/published.html", {"page": page})


@everyone
@require_safe
def published_one(request: HttpRequest, reference: str) -> HttpResponse:
    """A published analysis; of one that was withdrawn why, and nothing else of it."""
    found = _public(reference)
    if found.state == WITHDRAWN:
        return render(request, "analyses/withdrawn.html", {"publication": found}, status=410)
    return render(request, "analyses/published-one.html", {"publication": found, "shown": Shown(found.analysis, found.summary)})


@everyone
@require_safe
@limited(60, 60)
def published_file(_request: HttpRequest, reference: str, file: str) -> HttpResponse:
    """A file of a published analysis."""
    found = _public(reference)
    if found.state == WITHDRAWN:
        return HttpResponse("This analysis was withdrawn.\n", content_type="text/plain; charset=utf-8", status=410)
    return as_file(found.analysis, file)


def _public(reference: str) -> Publication:
    """What is published under a reference, or was. Raises `Http404`."""
    states = (PUBLISHED, WITHDRAWN)
    found = Publication.objects.select_related("analysis__organisation").filter(analysis__reference=reference, state__in=states)
    if (one := found.first()) is None:
        raise Http404
    return one


class PublishedFeed(_Feed):
    """Published analyses, for whoever wants to hear of new ones."""

    feed_type = Atom1Feed
    title = "Published analyses"
    subtitle = "Comparisons of policies, options appraisals and postcode lotteries that were published."
    author_name = "coequal"

    def link(self, _obj: None) -> str:
        """The list of them."""
        return reverse("analyses:published")

    def items(self, _obj: Any) -> Iterable[Publication]:
        """The newest ones."""
        return Publication.objects.filter(state=PUBLISHED).select_related("analysis__organisation")[:_IN_FEED]

    def item_title(self, item: Publication) -> str:
        """Its title."""
        return item.analysis.title

    def item_description(self, item: Publication) -> str:
        """Its summary, and for whom it was made."""
        return f"{item.summary} ({item.analysis.kind}, {item.organisation})"

    def item_link(self, item: Publication) -> str:
        """Its page."""
        return reverse("analyses:published-one", kwargs={"reference": item.reference})

    def item_guid(self, item: Publication) -> str:
        """A name that stays the same wherever the site is."""
        return f"tag:coequal,2026:analysis/{item.reference}"

    def item_updateddate(self, item: Publication) -> datetime | None:
        """When it was published."""
        return item.published


@everyone
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The feed."""
    answer: HttpResponse = PublishedFeed()(request)
    return answer
