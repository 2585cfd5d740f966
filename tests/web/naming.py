"""Who the person of every request is in these tests, all of it made up, and where of that something is found in what the site answers."""

import logging
from collections.abc import Iterable, Iterator

from django.http import HttpResponse

from coequal.referrals.models import Attachment, ClinicalCase, EqualityAnswers, Identity, Request
from tests.documents.reading import words_in

SECRET = (
    "Wilhelmina",
    "9990000026",
    "999 000 0026",
    "1990-03-04",
    "4 March 1990",
    "1 Sample Street",
    "wilhelmina.example",
    "7946 0123",
    "Bartholomew",
    "9990000034",
    "999 000 0034",
    "1988-07-06",
    "6 July 1988",
)
FACTS = {"patient date of birth": "1990-03-04", "partner date of birth": "1988-07-06", "partner": "man", "patient BMI": "31"}


def name_everybody() -> None:
    """Every request has a person with a partner, who are reached by telephone and e-mail; their days of birth are facts too.

    Its files are called after the person. Nothing that a clinician is asked to keep nameless names them.
    """
    for one in Request.objects.all():
        who = Identity.objects.filter(request=one).first() or Identity(request=one)
        who.name, who.nhs_number, who.date_of_birth, who.address = "Wilhelmina Example", SECRET[1], "1990-03-04", "1 Sample Street"
        who.contact = {"way": "e-mail", "email": "wilhelmina.example@post.example", "telephone": "020 7946 0123"}
        who.partner = {"name": "Bartholomew Example", "nhs_number": "9990000034", "date_of_birth": "1988-07-06"}
        who.save()
        case = ClinicalCase.objects.filter(request=one).first() or ClinicalCase(request=one)
        case.facts = {**case.facts, **FACTS}
        case.sent_facts = {**case.facts, **case.sent_facts, **FACTS}
        case.save()
        EqualityAnswers.objects.get_or_create(request=one)
    for one in Attachment.objects.all():
        one.name = "Wilhelmina Example, 9990000026.pdf"
        one.save(update_fields=["name"])


def identifiers(words: str) -> list[str]:
    """Those that stand in words, in capital letters or not."""
    return [one for one in SECRET if one.casefold() in words.casefold()]


def around(answer: HttpResponse) -> str:
    """What stands round the content of an answer: the address that was asked, and the headers, with the address to which it leads."""
    return f"{answer.wsgi_request.get_full_path()} {dict(answer.headers.items())} {answer.cookies.output()}"


def inside(answer: HttpResponse) -> str:
    """The content of an answer in words, also of one that is packed in a file."""
    return words_in(answer.content, answer.headers.get("Content-Type", ""))


def logged(records: Iterable[logging.LogRecord]) -> str:
    """What the log says, with all that was handed to it beside the words."""
    return " ".join(_told(records))


def _told(records: Iterable[logging.LogRecord]) -> Iterator[str]:
    for one in records:
        yield one.getMessage()
        yield from (repr(value) for name, value in vars(one).items() if name not in ("msg", "args"))
