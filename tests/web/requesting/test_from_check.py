"""A funding request that is begun from what the checker found: its facts and what is not met go with it, a stop lets nothing on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from coequal.errors import CoequalError
from coequal.referrals.models import ClinicalCase, Request
from coequal.referrals.pack.welfare import WelfareStop
from coequal.referrals.requesting.submitting import answer, submit
from coequal.web.checker.state import CLINICIAN, State, sealed
from coequal.web.referring.binding import bound_of
from coequal.web.shelf import shelf
from tests.lint.building import DICTIONARY, POLICY, library_folder
from tests.referrals.requesting.making import clinician as acting_clinician
from tests.referrals.requesting.making import fill
from tests.web.requesting.asking import at, clinician, day, fields, said, sent, sure, text
from tests.web.shelved import on_the_shelf

pytestmark = pytest.mark.django_db
CONCERN = (
    "  concern: {type: boolean, says: whether there is a concern, if true: a concern, if false: none, sensitivity: safeguarding}\n"
)
WELFARE = """
## 6. Welfare

A concern is talked about first.

```criterion
id: welfare
clause: "6"
kind: judgement
judged when: concern
otherwise: Talk to the designated nurse of the board.
```

## Example people"""
FACTS = {
    "referral date": {"value": "2026-11-02"},
    "treatment start date": {"value": "2027-01-10"},
    "patient date of birth": {"value": "1990-03-04"},
    "BMI": {"value": "34"},
    "cycles": {"value": "0"},
    "smokes": {"value": "false"},
    "other grounds": {"value": "false"},
    "concern": {"value": "false"},
    "FSH": {"value": "6.1", "unit": "IU/L", "date": "2026-10-10"},
}


@pytest.fixture(scope="module")
def welfare_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with one policy that looks at somebody's safety too."""
    folder = tmp_path_factory.mktemp("welfare")
    dictionary = DICTIONARY.replace("  patient age:", f"{CONCERN}  patient age:")
    return library_folder(folder, dictionary, [POLICY.replace("\n## Example people", WELFARE)])


@pytest.fixture(autouse=True)
def welfare_shelf(settings: object, welfare_library: Path, small_shelf: None) -> Iterator[None]:  # noqa: ARG001  # in place of it
    """That library on the shelf."""
    yield from on_the_shelf(settings, welfare_library)


def state(**facts: Any) -> str:
    """What the checker sends on."""
    policy = shelf().policy("here/fertility")
    answers = {name: given for name, given in {**FACTS, **facts}.items() if given is not None}
    return sealed(State(policy.id, policy.version, policy.digest, "2026-11-20", CLINICIAN, answers))


def checked(client: Client, **facts: Any) -> HttpResponse:
    """The page that the button below the result leads to."""
    return client.post(at("checked"), {"state": state(**facts), "policy": "here/fertility"})


@pytest.mark.usefixtures("board")
def test_the_facts_and_what_is_not_met_go_with_the_request() -> None:
    """The form is filled in as far as the checker knows; what is sent twice begins one request."""
    client = clinician()
    page = checked(client)
    assert "goes with the request" in said(page)
    typed = {**fields(page), "commissioner": "BBB", "service": "fertility", **day("referred_on", 2026, 11, 2)}
    for _ in range(2):
        after = client.post(at("new"), typed, follow=True)
    made = Request.objects.get()
    assert (made.policy, made.version, made.unmet, made.treatment) == ("here/fertility", "2024", ["body-mass-index"], "ivf")
    assert ClinicalCase.objects.get(request=made).facts["BMI"]
    assert "1 condition is ticked." in said(after)
    assert "<dd" in after.content.decode()
    assert "here/fertility@2024" in said(after)
    page = text(client, at("unmet", made))
    assert "(clause 2)" in page or "clause 2" in page.casefold()


@pytest.mark.usefixtures("board")
def test_whom_the_policy_covers_asks_for_approval_instead() -> None:
    """And the form says so; nothing is begun."""
    client = clinician()
    page = checked(client, BMI={"value": "24.1"})
    page = client.post(
        at("new"), {**fields(page), "commissioner": "BBB", "service": "fertility", **day("referred_on", 2026, 11, 2)}
    )
    assert "Its way is another one: prior approval" in said(page)
    assert not Request.objects.exists()


@pytest.mark.usefixtures("board")
def test_a_policy_of_another_service_or_day_does_not_go_with_it() -> None:
    """Only the version that binds the commissioner on the day of the referral does."""
    client = clinician()
    for service, on in (("another", (2026, 11, 2)), ("fertility", (2020, 11, 2))):
        page = client.post(
            at("new"), {**fields(checked(client)), "commissioner": "BBB", "service": service, **day("referred_on", *on)}
        )
        assert "does not bind" in said(page), service
    assert not Request.objects.exists()


@pytest.mark.usefixtures("board")
def test_a_concern_for_somebodys_safety_stops_it() -> None:
    """The page says whom to contact, and nothing of what was disclosed; a form that is sent all the same begins nothing."""
    client = clinician()
    page = checked(client, concern={"value": "true"})
    assert page.status_code == 409
    assert "Talk to the designated nurse of the board." in said(page)
    assert "There is a concern" not in said(page)
    assert "<form" not in page.content.decode().partition("<main")[2]
    begin = fields(client.get(at("new")))
    told = {"commissioner": "BBB", "service": "fertility", **day("referred_on", 2026, 11, 2)}
    page = client.post(at("new"), {**begin, **told, "state": state(concern={"value": "true"}), "policy": "here/fertility"})
    assert page.status_code == 409
    assert not Request.objects.exists()


def for_check(client: Client, **facts: Any) -> Request:
    """A request begun from a check, all of it answered."""
    told = {"commissioner": "BBB", "service": "fertility", **day("referred_on", 2026, 11, 2)}
    client.post(at("new"), {**fields(checked(client, **facts)), **told})
    made = Request.objects.latest("pk")
    fill(acting_clinician(), made)
    return made


@pytest.mark.usefixtures("board")
def test_a_concern_that_is_disclosed_later_stops_it_too() -> None:
    """Nothing of the request is shown or sent; whoever wrote it by mistake can change the answer."""
    client = clinician()
    made = for_check(client)
    assert "Send the request" in text(client, at("check", made))
    look = fields(client.get(at("send", made)))
    welfare = at("facts", made, part="welfare")
    sent(client, welfare, concern="true")
    for view in ("request", "check", "send"):
        page = client.get(at(view, made))
        assert page.status_code == 409, view
        assert "Talk to the designated nurse of the board." in said(page)
        assert "Wilhelmina" not in said(page)
    assert client.post(at("send", made), {**look, "sure": "yes"}).status_code == 409
    bound = bound_of(made)
    for act in (submit, answer):
        with pytest.raises(WelfareStop):
            act(acting_clinician(), made, "Here it is.", bound)
        with pytest.raises(CoequalError, match="its text is not here"):
            act(acting_clinician(), made, "Here it is.")
    assert Request.objects.get().state == "being written"
    sent(client, welfare, concern="false")
    assert "looks whether everything is there" in sure(client, at("send", made))


@pytest.mark.usefixtures("board")
def test_facts_are_shown_and_changed_beside_the_answers() -> None:
    """Section by section; of a day of birth only the age is shown. Of two who change them at once the second is told."""
    client = clinician()
    made = for_check(client)
    page = text(client, at("check", made))
    assert "her body mass index" in page.casefold()
    assert "years old on the day of referral" in page
    address = at("facts", made, part="treatment")  # where the dictionary does not say who answers
    before = fields(client.get(address))
    sent(client, address, bmi="35")
    page = client.post(address, {**before, "bmi": "36"})
    assert "meanwhile" in said(page)
    assert ClinicalCase.objects.get(request=made).facts["BMI"] in ("35", {"value": "35"})
    assert client.get(at("facts", made, part="nothing")).status_code == 404


@pytest.mark.usefixtures("board")
def test_what_is_not_met_is_ticked() -> None:
    """Among the criteria of the version that binds."""
    client = clinician()
    made = for_check(client)
    assert "By the facts that are kept, these are not met:" in text(client, at("unmet", made))
    sent(client, at("unmet", made), unmet=["smoking", "age"])
    made.refresh_from_db()
    assert made.unmet == ["age", "smoking"]
    assert "There is a problem" in said(sent(client, at("unmet", made), unmet=["eyes"]))


@pytest.mark.usefixtures("board")
def test_a_text_that_reads_otherwise_now_is_said() -> None:
    """Its facts are not shown by another text, and it is not sent under one."""
    client = clinician()
    made = for_check(client)
    Request.objects.update(digest="sha256:other")
    assert client.get(at("unmet", made)).status_code in (400, 404)


@pytest.mark.usefixtures("board")
def test_without_the_checker_the_policy_that_binds_is_found() -> None:
    """By the commissioner, the service and the day; for another service there is none."""
    client = clinician()
    for service in ("fertility", "another"):
        told = {"commissioner": "BBB", "service": service, **day("referred_on", 2026, 11, 2)}
        client.post(at("new"), {**fields(client.get(at("new"))), **told})
    assert list(Request.objects.order_by("pk").values_list("policy", "service")) == [
        ("here/fertility", "fertility"),
        ("", "another"),
    ]


def test_what_the_checker_did_not_send_is_refused() -> None:
    """An empty state begins from nothing; another one is none of ours."""
    client = clinician()
    assert "Ask for individual funding" in said(client.post(at("checked"), {}))
    page = client.post(at("checked"), {"state": "forged", "policy": "here/fertility"})
    assert page.status_code == 400
    assert client.post(at("checked"), {"state": state(), "policy": "there/fertility"}).status_code == 400


def test_the_button_stands_below_a_result_that_is_not_eligible() -> None:
    """For clinicians alone."""
    page = Client().post("/check/here/fertility/result", {"state": state()})
    assert at("checked") in page.content.decode()
    page = Client().post("/check/here/fertility/result", {"state": state(BMI={"value": "24.1"})})
    assert at("checked") not in page.content.decode()
    page = Client().post("/check/here/fertility/result", {"state": state(concern={"value": "true"})})
    assert at("checked") not in page.content.decode()
