"""No page, file, header, address or line of the log of officers and panels names the person whom a request is about."""

import io
import logging
import re
import zipfile
import zlib
from contextlib import suppress

import pytest
from django.test import Client
from django.urls import reverse

from coequal.accounts.roles import OF_PEOPLE
from coequal.referrals.models import ClinicalCase, Identity
from tests.web.deciding.people import SECRET
from tests.web.matrix.deciding import SPECIMENS
from tests.web.matrix.specimens import Made, Specimen
from tests.web.signing import OWN, organisation, person, sign_in

NAMES = {"deciding:answer-letter"}  # to the clinician who asked, and by whose care it is the letter of a named person
WALKED = sorted(set(SPECIMENS) - NAMES)


def written(content: bytes, kind: str) -> str:
    """What stands in an answer, also packed in a file; letters of a PDF that are drawn as shapes stand on the page of the same text."""
    if "wordprocessingml" in kind:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            content = b"".join(file.read(name) for name in file.namelist())
    if content.startswith(b"%PDF-"):
        content += b"".join(unpacked(part) for part in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL))
    return content.decode("utf-8", errors="replace")


def unpacked(part: bytes) -> bytes:
    """A part of a PDF as it was before it was packed; nothing of one that was not."""
    with suppress(zlib.error):
        return zlib.decompressobj().decompress(part)
    return b""


def named(client: Client, made: Made, view: str, specimen: Specimen) -> list[str]:
    """The identifiers that a view answers with, by asking for it and by sending an empty form."""
    address = reverse(view, kwargs=dict(made.parts))
    answers = [client.get(address)] if specimen.get else []
    answers += [client.post(address, dict(specimen.post or {}))] if specimen.post is not None else []
    whole = [f"{address} {one.headers} {written(one.content, one.headers['Content-Type'])}" for one in answers]
    return [secret for secret in SECRET for one in whole if secret.casefold() in one.casefold()]


def reachable() -> None:
    """The person of every request is reached by telephone and e-mail, and their day of birth is a fact of the case too."""
    for one in Identity.objects.all():
        one.contact = {"email": "wilhelmina.example@post.example", "telephone": "020 7946 0123"}
        one.save()
    for case in ClinicalCase.objects.all():
        case.facts = {"patient date of birth": "1990-03-04", "patient BMI": "31"}
        case.save()


@pytest.mark.no_cover
@pytest.mark.django_db
@pytest.mark.parametrize("view", WALKED)
def test_no_view_names_the_person(view: str, caplog: pytest.LogCaptureFixture) -> None:
    """As each role, in each state: also where it refuses, and in the log."""
    caplog.set_level(logging.DEBUG)
    specimen, maker = SPECIMENS[view], person(email="maker@exampleshire.example")
    everybody = [person(role, at=OWN, email=f"{role.replace(' ', '-')}@exa1.example".casefold()) for role in OF_PEOPLE]
    for state in specimen.states:
        made = specimen.make(state, organisation(OWN), maker)
        reachable()
        for somebody in everybody:
            assert named(sign_in(Client(), somebody), made, view, specimen) == []
    assert [secret for secret in SECRET if secret.casefold() in caplog.text.casefold()] == []
