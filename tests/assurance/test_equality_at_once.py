"""Two people who act on an assessment at the same moment: what was signed or submitted is what somebody had before them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from coequal.assurance.equality.answers import NONE
from coequal.assurance.equality.signing import send_back, sign_off
from coequal.assurance.equality.writing import answer, answers_of, begin, submit
from coequal.assurance.models import EqualityAssessment, EqualityOutcome
from tests.assurance.equality_making import WORSE, fresh, signer, subject, submitted, whole, writer
from tests.programmes.stages.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = replace(WORSE, effect=NONE, says="They wait as long.")


def test_one_submits_while_another_changes_it() -> None:
    """Whoever is second is told so; a version holds all that was there when it was submitted."""
    about, found, who, other = subject(), whole(), writer(), writer()
    told = at_once(lambda: submit(who, found, found.mark, about), lambda: answer(other, found, found.mark, "age", OTHER))
    now = fresh(found)
    versions = list(now.versions.all())
    assert len(versions) == told.count("") - (now.mark > found.mark)
    assert all("Somebody else changed this" in says or "waiting for sign-off now" in says for says in told if says)
    assert all(answers_of(one)["age"].says == WORSE.says for one in versions)
    assert told[0] or versions
    assert bool(told[1]) == (answers_of(now)["age"].says == WORSE.says)


def test_one_signs_while_another_returns_it() -> None:
    """A version comes to one thing, and whoever is second is told."""
    about = subject()
    version, one, two = submitted(about), signer(), signer()
    due = timezone.localdate() + timedelta(90)
    told = at_once(
        lambda: sign_off(one, version, about, says="Sound.", answers_for_it="Gwen Mock", review_due=due),
        lambda: send_back(two, version, "Ask carers."),
    )
    assert told.count("") == 1
    assert EqualityOutcome.objects.get().signed == (told[0] == "")


def test_two_begin_the_same() -> None:
    """There is one assessment, and neither is refused."""
    about, one, two = subject(), writer(), writer()
    assert at_once(lambda: begin(one, about), lambda: begin(two, about)) == ["", ""]
    assert EqualityAssessment.objects.count() == 1
