"""Pages of surveys, asked for as an officer does."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from coequal.accounts.roles import Role
from coequal.involvement.models import Survey
from tests.web.signing import signed_in


def officer(email: str = "pat@exampleshire.example") -> Client:
    """An involvement officer who has signed in."""
    return signed_in(Role.INVOLVEMENT_OFFICER, email=email)


def address(name: str, survey: Survey, **parts: str) -> str:
    """The address of a page about a survey."""
    return reverse(f"surveys:{name}", kwargs={"reference": survey.reference, **parts})


def shown(response: HttpResponse) -> str:
    """What a page says in its main part, without tags and with single spaces."""
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    for sign, letter in (("&#39;", "'"), ("&quot;", '"'), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")):
        main = re.sub(r"<[^>]+>", " ", main) if sign == "&#39;" else main
        main = main.replace(sign, letter)
    return " ".join(main.split())


def see(client: Client, name: str, survey: Survey, query: str = "", **parts: str) -> str:
    """What a page about a survey says."""
    response = client.get(address(name, survey, **parts) + query)
    assert response.status_code == 200, response.status_code
    return shown(response)


def send(client: Client, name: str, survey: Survey, sent: dict[str, Any], **parts: str) -> Any:
    """What comes of something that is sent; the mark is that of the survey as it stands now, unless one is sent."""
    mark = Survey.objects.get(pk=survey.pk).mark
    return client.post(address(name, survey, **parts), {"mark": str(mark), **sent})


def text_of(survey: Survey) -> str:
    """The working text of a survey as it stands now."""
    return Survey.objects.get(pk=survey.pk).text
