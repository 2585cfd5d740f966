"""Whatever of a request leaves as a file is on record as taken out: every view of requests is asked for what it gives."""

from collections.abc import Mapping
from typing import Final

import pytest
from django.test import Client
from django.urls import reverse

from coequal.accounts.models import Person
from coequal.accounts.roles import OF_PEOPLE
from coequal.referrals.models import Viewing
from tests.web.matrix.specimens import guarded
from tests.web.matrix.test_matrix import SPECIMENS, sent_to
from tests.web.signing import OWN, organisation, person, sign_in

# By hand: each view that gives a file about one request or several, with the parts of it that leave.
LEAVES: Final[Mapping[str, frozenset[str]]] = {
    "deciding:answer-letter": frozenset({"letters", "who"}),
    "deciding:file": frozenset({"files"}),
    "deciding:my-appeal-file": frozenset({"nameless files"}),
    "deciding:my-file": frozenset({"nameless files"}),
    "deciding:my-pack-pdf": frozenset({"case"}),
    "deciding:my-pack-word": frozenset({"case"}),
    "deciding:named-letter": frozenset({"letters", "who"}),
    "deciding:pack-pdf": frozenset({"case"}),
    "deciding:pack-word": frozenset({"case"}),
    "requesting:file": frozenset({"files"}),
}
# Files with nothing of any one request in them: an empty form, and counts.
OF_NOBODY: Final = frozenset({"referring:blank", "requests:report-file", "requests:signals-file"})
SENT: Final = {"deciding:named-letter": {"form": "pdf"}}
SPACES: Final = ("deciding", "referring", "requesting", "requests")
VIEWS: Final = [one.name for one in guarded() if one.name.split(":")[0] in SPACES]


def everything() -> Person:
    """Somebody who may do all that is done with requests, though not at once with one."""
    return person(*(role for role in OF_PEOPLE), at=OWN, email="everything@exampleshire.example")


@pytest.mark.no_cover
@pytest.mark.django_db
@pytest.mark.parametrize("view", VIEWS)
def test_what_leaves_as_a_file_is_on_record_as_taken_out(view: str) -> None:
    """Part by part; and what is shown on a page is not. Packs of referrals are tried with a whole one, where they are made."""
    who, specimen = everything(), SPECIMENS[view]
    client = sign_in(Client(), who)
    made = specimen.make(specimen.states[0], organisation(OWN), person(at=OWN, email="maker@exampleshire.example"))
    address = reverse(view, kwargs=dict(made.parts))
    answers = [client.get(address)] if specimen.get and specimen.post is None else []
    answers += [client.post(address, {**sent_to(specimen, made), **SENT.get(view, {})})] if specimen.post is not None else []
    given = [one for one in answers if "Content-Disposition" in one or not one["Content-Type"].startswith("text/html")]
    out = frozenset(Viewing.objects.filter(person=who, exported=True).values_list("part", flat=True))
    assert bool(given) is (view in LEAVES or view in OF_NOBODY)
    assert out == LEAVES.get(view, frozenset())
