"""Assessments of equality and quality in the browser: begun, written, submitted, signed off, and read by everybody."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.assurance.equality import writing
from coequal.assurance.equality.answers import SOURCE
from coequal.assurance.models import AssessedGroup, EqualityAssessment
from coequal.programmes.assessed.subjects import of_option
from coequal.programmes.models import Option
from coequal.programmes.stages import kinds
from tests.assurance.equality_making import fresh, whole
from tests.programmes.making import acting, step
from tests.programmes.options.choices import open_area, option
from tests.web.signing import organisation, signed_in

pytestmark = pytest.mark.django_db


def writes() -> Client:
    """Whoever writes assessments, signed in."""
    return signed_in(Role.POLICY_MANAGER, email="policy.manager@exampleshire.example")


def signs() -> Client:
    """Whoever signs them off, signed in."""
    return signed_in(Role.GOVERNANCE, email="governance@exampleshire.example")


def at(view: str, of: EqualityAssessment | None = None, **parts: Any) -> str:
    """The address of a page, about an assessment where it is about one."""
    if of:
        parts["reference"] = of.reference
    return reverse(f"assuring:equality-{view}", kwargs=parts)


def text(client: Client, address: str, status: int = 200) -> str:
    """What a page shows."""
    page = client.get(address)
    assert page.status_code == status, (address, page.status_code)
    return page.content.decode()


def sent(client: Client, address: str, status: int = 303, **values: Any) -> str:
    """What a form that is sent leads to, or shows."""
    page = client.post(address, values)
    found = page.content.decode()
    assert page.status_code == status, (address, page.status_code, found[-3000:])
    return page.headers.get("Location", found)


def day(name: str, ahead: int = 100) -> dict[str, str]:
    """A day as it is typed."""
    on = timezone.localdate() + timedelta(ahead)
    return {f"{name}[day]": str(on.day), f"{name}[month]": str(on.month), f"{name}[year]": str(on.year)}


def public_option() -> Option:
    """One that everybody can read of: its shortlist is complete."""
    of = open_area(kinds.SHORTLIST)
    made = option(of)
    step(of, kinds.COMPLETE, kinds.SHORTLIST)
    return made


def begun(of: Option | None = None) -> EqualityAssessment:
    """An assessment of an option in which nothing is written."""
    return writing.begin(acting(email="policy.manager@exampleshire.example"), of_option(of or option(open_area())))


def submitted(of: Option) -> EqualityAssessment:
    """One that waits for sign-off."""
    who = acting(email="policy.manager@exampleshire.example")
    found = whole(begun(of), who)
    writing.submit(who, found, found.mark, of_option(of))
    return found


def test_an_option_leads_to_its_assessment_and_twice_to_the_same() -> None:
    """The choice of what is assessed is made already; whoever begins again is led to what is there."""
    client, made = writes(), option(open_area())
    page = text(client, reverse("prioritising:option", kwargs={"reference": made.area.reference, "option": made.reference}))
    assert "Not assessed" in page
    address = f"{at('begin')}?what=option%20{made.reference}"
    assert address in page
    assert f'value="option {made.reference}" checked' in text(client, address)
    first = sent(client, at("begin"), what=f"option {made.reference}")
    assert sent(client, at("begin"), what=f"option {made.reference}") == first
    assert EqualityAssessment.objects.count() == 1
    assert "Of 20 pieces 0 are complete" in text(client, first)
    assert "The assessment of this option" in text(
        client, reverse("prioritising:option", kwargs={"reference": made.area.reference, "option": made.reference})
    )


def test_a_version_of_a_policy_is_named_and_one_that_there_is_not_is_refused() -> None:
    """What was typed stays."""
    client = writes()
    assert "Choose what is assessed." in sent(client, at("begin"), 200)
    shown = sent(client, at("begin"), 200, what="a policy", policy="nowhere/nothing")
    assert "Name a version of a policy in the library" in shown
    assert "nowhere/nothing" in shown
    sent(client, at("begin"), what="a policy", policy="norfolk-and-waveney/assisted-conception@2022-07")
    assert EqualityAssessment.objects.get().kind == "policy"


def test_a_group_is_written_and_what_is_unknown_of_it_is_said() -> None:
    """Somebody who was slower is told so, and what they typed stays."""
    client, of = writes(), begun()
    address = f"{at('group', of)}?group=age"
    assert "Choose what the effect is." in sent(client, address, 200, seen="0")
    told = {"effect": "negative", "says": "They wait longer.", "acts": "yes", "left": "not known"}
    sent(client, address, seen="0", **told)
    page = text(client, at("desk", of))
    assert "− negative" in page
    assert "To do: say what is done about it" in page
    slower = sent(client, address, 200, seen="0", **{**told, "says": "Mine."})
    assert "Somebody else changed this" in slower
    assert "Mine." in slower
    sent(client, address, seen="1", **told, measure="They are called.", by="Head of access", **day("until"))
    assert "By: Head of access" in text(client, at("desk", of))
    text(client, f"{at('group', of)}?group=farmers", 404)


def test_evidence_is_linked_and_taken_out() -> None:
    """Another source needs its name and its day."""
    client, of = writes(), begun()
    address = f"{at('evidence', of)}?group={quote('religion or belief')}"
    shown = sent(client, address, 200, seen="0", what=SOURCE, says="One in ten.")
    assert "Name the source." in shown
    assert "Enter the day of the source." in shown
    sent(client, address, seen="0", what=SOURCE, says="One in ten.", title="A census", **day("on", -90))
    assert "A census" in text(client, at("desk", of))
    assert "One in ten." in text(client, f"{address}&out=1")
    for wrong in ("2", "x", "00001", "²"):
        text(client, f"{address}&out={wrong}", 404)
    sent(client, f"{address}&out=1", seen="1")
    assert "A census" not in text(client, at("desk", of))


def test_aims_and_quality_are_written_and_an_unknown_aspect_is_not_there() -> None:
    """The risk is worked out of how likely and how severe it is."""
    client, of = writes(), begun()
    sent(client, at("aims", of), seen="0", eliminate="It does.")
    risk = {"likelihood": "probable", "severity": "severe", "likelihood_left": "remote", "severity_left": "severe"}
    address = f"{at('aspect', of)}?aspect=safety"
    assert "Say what could become worse." in sent(client, address, 200, seen="1", **risk)
    sent(client, address, seen="1", harm="They fall.", **risk)
    page = text(client, at("desk", of))
    assert "Together: high. What is left: low." in page
    text(client, f"{at('aspect', of)}?aspect=speed", 404)


def test_it_is_submitted_after_a_last_look_and_signed_off_by_somebody_else() -> None:
    """Everybody reads it then, as a page and as files; the writer is offered no such thing."""
    made = public_option()
    client, of = writes(), begun(made)
    assert "It cannot be submitted yet." in sent(client, at("submit", of), 200, seen="0")
    whole(of, acting(email="policy.manager@exampleshire.example"))
    assert "All 20 pieces are complete" in text(client, at("desk", of))
    assert "It says something of every group." in text(client, at("submit", of))
    sent(client, at("submit", of), seen=str(fresh(of).mark))
    text(client, at("sign", of), 403)
    text(Client(), at("read", of), 404)
    other = signs()
    assert "waiting for sign-off" in text(other, at("version", of))
    assert "Name who answers for it" in sent(other, at("sign", of), 200, seen="1", decided="sign", says="Sound.")
    told = {"seen": "1", "decided": "sign", "says": "Sound.", "answers_for_it": "Gwen Mock", **day("review_due")}
    assert "It counts until the option is changed." in sent(other, at("sign", of), 200, **told)
    assert "Another version was submitted" in sent(other, at("sign", of), 200, **{**told, "seen": "2"}, sure="yes")
    sent(other, at("sign", of), sure="yes", **told)
    read = text(Client(), at("read", of))
    assert "Signed off on" in read
    assert "An invented area" in read
    assert made.title in text(Client(), at("public"))
    word = Client().get(at("file", of, number=1, form="docx"))
    assert word.content[:2] == b"PK"
    text(Client(), at("file", of, number=1, form="odt"), 404)
    Option.objects.filter(pk=made.pk).update(about="Everybody gets three.")
    assert "Changed since" in text(Client(), at("read", of))
    assert "was changed since version 1" in text(client, at("desk", of))


def test_it_is_returned_with_what_has_to_change() -> None:
    """Whoever writes it reads that, and goes on."""
    of = submitted(option(open_area()))
    told = {"seen": "1", "decided": "return", "says": "Ask carers."}
    assert "submits another version" in sent(signs(), at("sign", of), 200, **told)
    sent(signs(), at("sign", of), sure="yes", **told)
    page = text(writes(), at("desk", of))
    assert "Ask carers." in page
    assert "Write of the aims" in page


def test_nothing_is_read_of_an_option_that_is_not_public() -> None:
    """A signed assessment waits until the option can be read."""
    of = submitted(option(open_area()))
    told = {"seen": "1", "decided": "sign", "says": "Sound.", "answers_for_it": "Gwen Mock", **day("review_due")}
    sent(signs(), at("sign", of), sure="yes", **told)
    text(Client(), at("read", of), 404)
    assert of.title not in text(Client(), at("public"))
    assert "Everybody can read it once they can read of the option." in text(writes(), at("desk", of))


def test_the_list_sets_what_is_assessed_side_by_side_in_signs_and_words() -> None:
    """What is only being written is not known there."""
    begun()
    page = text(writes(), at("list"))
    assert "being written" in page
    assert "? not known" in page
    assert "no effect" not in page.split("<main", maxsplit=1)[1].split("Further groups", maxsplit=1)[0]


def test_further_groups_are_named_by_governance() -> None:
    """One a line; the usual ones stand there first."""
    client, address = signs(), at("further", code="EXA1")
    assert "people in deprived areas" in text(client, address)
    assert "stands there twice" in sent(client, address, 200, titles="farmers\nFarmers")
    sent(client, address, titles="farmers\n\ncarers")
    assert [one.title for one in AssessedGroup.objects.filter(organisation=organisation())] == ["farmers", "carers"]


def test_a_policy_or_an_option_that_is_gone_is_said_to_be() -> None:
    """Nothing is submitted about it."""
    of = begun()
    EqualityAssessment.objects.filter(pk=of.pk).update(subject="O-2222-2222")
    whole(of, acting(email="policy.manager@exampleshire.example"))
    assert "is not there any more" in sent(writes(), at("submit", of), 200, seen=str(fresh(of).mark))
