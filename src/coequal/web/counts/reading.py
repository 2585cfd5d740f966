"""What people wrote, and single responses: read by those who may, with an entry in the trail each time."""

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs, require
from coequal.accounts.permissions import CHANGE_INVOLVEMENT, READ_ANSWERS, TAKE_DOWN
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.involvement.counting.answers import answers_of
from coequal.involvement.counting.exports import questions_of
from coequal.involvement.counting.marking import mark
from coequal.involvement.counting.twins import twins
from coequal.involvement.counting.written import ON_A_PAGE, found, pieces
from coequal.involvement.models import Involvement, Response, Survey
from coequal.involvement.models.responses import BEGUN, CHANNELS, STATUSES
from coequal.involvement.surveys import model
from coequal.involvement.surveys.model import OTHER, Question, keys_of
from coequal.web.counts.choosing import chosen, offers
from coequal.web.counts.forms import AT_RANDOM, ChosenForm, MarkForm
from coequal.web.counts.found import response_named, survey_named

_PURPOSE = "analysis of the involvement"
_LISTED = 50


@needs(READ_ANSWERS, of=lambda reference, survey, question: OfQuestion(survey_named(reference, survey), question))
@require_safe
def texts(request: StaffRequest, asked: "OfQuestion") -> HttpResponse:
    """A page of what people wrote to a question, of those who gave other answers."""
    survey, question = asked.survey, asked.question
    answers = answers_of(survey)
    offered = offers(answers)
    choice = chosen(request.GET, offered)
    page = Paginator(found(answers, question.id, choice.where), ON_A_PAGE).get_page(request.GET.get("page"))
    with transaction.atomic():
        record(
            request.acting,
            "read what people wrote",
            survey,
            detail={"question": question.id, "page": page.number, "of": list(choice.said)},
            purpose=_PURPOSE,
        )
    about = {
        "survey": survey,
        "question": question,
        "choice": choice,
        "offered": offered,
        "page": page,
        "pieces": list(pieces(survey, question.id, list(page))),
    }
    return render(request, "counts/texts.html", about)


class OfQuestion:
    """A question of a survey to which people write: whoever may read the one may read the other."""

    def __init__(self, survey: Survey, question: str) -> None:
        """Take both. Raises `Http404` where the survey has no such question."""
        asked = questions_of(survey).get(question)
        if asked is None or asked.kind not in model.WRITTEN:
            raise Http404
        self.survey, self.question = survey, asked
        self.organisation, self.state = survey.organisation, survey.state


@needs(READ_ANSWERS, of=survey_named)
@require_safe
def responses(request: StaffRequest, survey: Survey) -> HttpResponse:
    """The responses to a survey, without what they answered."""
    status, channel = request.GET.get("status", ""), request.GET.get("channel", "")
    every = survey.responses.exclude(status=BEGUN).order_by("-pk").defer("answers")
    if status in STATUSES:
        every = every.filter(status=status)
    if channel in CHANNELS:
        every = every.filter(channel=channel)
    page = Paginator(every, _LISTED).get_page(request.GET.get("page"))
    about = {"survey": survey, "page": page, "status": status, "channel": channel, "statuses": STATUSES, "channels": CHANNELS}
    return render(request, "counts/responses.html", about)


@needs(READ_ANSWERS, posting=TAKE_DOWN, of=response_named)
@require_http_methods(["GET", "HEAD", "POST"])
def response(request: StaffRequest, given: Response) -> HttpResponse:
    """One response with its answers, and what is to become of it."""
    form = MarkForm(request.POST or None)
    if form.is_valid() and _marked(request, given, form):
        return HttpResponseRedirect(request.path, status=303)
    if request.method != "POST":
        with transaction.atomic():
            record(request.acting, "read a response", given, purpose=_PURPOSE)
    said = [(one.asks.own, words) for one in given.version.definition.questions if (words := _words(one, given))]
    about = {"given": given, "survey": given.survey, "said": said, "form": form}
    return render(request, "counts/response.html", {**about, "may_mark": request.acting.may(TAKE_DOWN, given)})


def _marked(request: StaffRequest, given: Response, form: MarkForm) -> bool:
    """Whether what a form says was done; what is wrong with it stands beside the field."""
    reference = form.cleaned_data["same_as"].strip().upper()
    other = given.survey.responses.filter(reference=reference).first() if reference else None
    if reference and other is None:
        form.add_error("same_as", "No response to this survey has this reference. Check it.")
        return False
    try:
        mark(request.acting, given, form.cleaned_data["as_what"], form.cleaned_data["why"], other)
    except CoequalError as error:
        form.add_error(None, error.message)
        return False
    return True


def _words(question: Question, given: Response) -> list[str]:
    """What somebody answered, in the words of the survey."""
    value = given.answers.get(question.id)
    if isinstance(value, dict):
        rows = {row.key: row.says.own for row in question.rows}
        return [f"{rows[row]}: {_answer(question, key)}" for row, key in value.items()]
    words = [_answer(question, key) for key in keys_of(value)]
    beside = given.answers.get(f"{question.id}{OTHER}")
    return [*words, f"In their words: {beside}"] if beside else words


def _answer(question: Question, key: str) -> str:
    answer = question.answer(key)
    return answer.says.own if answer else key


@needs(READ_ANSWERS, posting=TAKE_DOWN, of=survey_named)
@require_http_methods(["GET", "HEAD", "POST"])
def duplicates(request: StaffRequest, survey: Survey) -> HttpResponse:
    """Responses that look like one; those that were ticked become duplicates of the first of theirs."""
    groups = twins(survey)
    if request.method == "POST":
        ticked = set(request.POST.getlist("duplicate"))
        originals: dict[int, Response] = {}  # of those that are duplicates now: nothing is one of what is one itself
        with transaction.atomic():
            for group in sorted(groups, key=lambda group: group.responses[0].pk):
                first, *others = group.responses
                for one in others:
                    if one.reference in ticked and one.pk not in originals:
                        originals[one.pk] = originals.get(first.pk, first)
                        mark(request.acting, one, "duplicate", f"It has {group.because}.", originals[one.pk])
        return HttpResponseRedirect(request.path, status=303)
    about = {"survey": survey, "groups": groups, "may_mark": request.acting.may(TAKE_DOWN, survey)}
    return render(request, "counts/duplicates.html", about)


@needs(CHANGE_INVOLVEMENT, of=survey_named)
@require_http_methods(["GET", "HEAD", "POST"])
def drawn_by_chance(request: StaffRequest, survey: Survey) -> HttpResponse:
    """Whether people were drawn by chance, or whoever wanted to answered."""
    form = ChosenForm(request.POST or None, initial={"how": AT_RANDOM if survey.at_random else "everybody"})
    if form.is_valid():
        with transaction.atomic():
            Involvement.objects.select_for_update().get(pk=survey.involvement_id)
            held = Survey.objects.select_related("involvement__organisation").get(pk=survey.pk)
            require(request.acting, CHANGE_INVOLVEMENT, held)
            held.at_random = form.cleaned_data["how"] == AT_RANDOM
            held.save(update_fields=["at_random"])
            record(request.acting, "said how people were chosen", held, detail={"by chance": held.at_random})
        parts = {"reference": survey.involvement.reference, "survey": survey.reference}
        return HttpResponseRedirect(reverse("counts:results", kwargs=parts), status=303)
    return render(request, "counts/chosen.html", {"survey": survey, "form": form})
