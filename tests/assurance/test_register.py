"""The data register: entering, letting pass, ending, and coequal's own entries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.assurance.models import DataUse
from coequal.assurance.register.clearing import in_the_way, require_cleared
from coequal.assurance.register.entering import TOLD, change, end, enter, record_elsewhere
from coequal.assurance.register.own import adopt, own_entries, shipped
from coequal.assurance.register.passing import LONGEST, let_pass, withdraw
from coequal.assurance.register.told import register_document, told
from coequal.assurance.screening.rule import questions
from coequal.documents.html import body
from coequal.errors import CoequalError
from tests.assurance.making import acting, needing, screened, submitted, use
from tests.web.signing import organisation, person

pytestmark = pytest.mark.django_db


def again(found: DataUse) -> DataUse:
    return DataUse.objects.get(pk=found.pk)


def test_an_entry_waits_for_its_screening_before_data_are_used() -> None:
    """What is not screened, or not known, is no yes."""
    made = use()
    assert (made.state, made.may_begin) == ("to be screened", False)
    screened(made, personal_data="yes", large_scale=None, special_category_data="yes")
    assert (made.state, made.may_begin) == ("to be screened", False)
    screened(made, personal_data="yes")
    assert (made.state, made.may_begin, in_the_way(made)) == ("no assessment needed", True, "")
    require_cleared(made)
    screened(made, decides_on_access="yes", personal_data="yes")
    assert (made.state, made.may_begin) == ("to be assessed", False)
    with pytest.raises(CoequalError, match="Write its assessment"):
        require_cleared(made)
    with pytest.raises(CoequalError, match="Enter it in the data register"):
        require_cleared(None)


@pytest.mark.parametrize(
    ("values", "says"),
    [({"title": " "}, "a name"), ({"purpose": ""}, "used for"), ({"kind": "box"}, "Choose what it is")],
)
def test_an_entry_has_a_name_a_purpose_and_a_kind(values: dict[str, str], says: str) -> None:
    """Of those that the register knows."""
    with pytest.raises(CoequalError, match=says):
        use(**values)


def test_a_change_is_refused_to_whoever_saw_an_earlier_entry() -> None:
    """Nobody writes over another; and what is not changed is not recorded."""
    made, officer = use(), acting(Role.POLICY_MANAGER)
    values = {name: getattr(made, name) for name in TOLD}
    change(officer, made, 0, {**values, "title": "Call list"})
    with pytest.raises(CoequalError, match="Somebody else changed this"):
        change(officer, made, 0, {**values, "title": "Mine"})
    count = Entry.objects.count()
    change(officer, made, 1, {**values, "title": "Call list"})
    assert (again(made).title, again(made).mark, Entry.objects.count()) == ("Call list", 1, count)


def test_it_is_let_pass_by_a_named_person_for_a_time_with_a_reason() -> None:
    """Everybody reads that, also after it was withdrawn."""
    made, director, today = needing(), acting(Role.GOVERNANCE), timezone.localdate()
    for named, reason, until, says in (
        (" ", "Why", today, "Name who"),
        ("Ada, director", " ", today, "Say why"),
        ("Ada, director", "Why", today - timedelta(1), "Choose a last day"),
        ("Ada, director", "Why", today + LONGEST + timedelta(1), "Choose a last day"),
    ):
        with pytest.raises(CoequalError, match=says):
            let_pass(director, made, named, reason, until)
    let_pass(director, made, "Ada, director", "An outbreak.", today)
    assert (made.may_begin, made.is_cleared, made.state) == (True, False, "to be assessed")
    assert made.passing(today + timedelta(1)) is None
    with pytest.raises(CoequalError, match="let pass already"):
        let_pass(director, made, "Ada, director", "Again.", today)
    last = Entry.objects.latest("pk")
    assert (last.purpose, "outbreak" in last.detail) == ("", False)
    withdraw(director, made)
    assert not made.may_begin
    assert "An outbreak." in body(register_document(organisation()))
    assert [one.reason for one in told(made).passed_before] == ["An outbreak."]
    with pytest.raises(CoequalError, match="Nobody lets it pass"):
        withdraw(director, made)
    record_elsewhere(acting(Role.INFORMATION_GOVERNANCE), made, assessed=True, evidence="Record 3", on=today)
    with pytest.raises(CoequalError, match="cleared already"):
        let_pass(director, made, "Ada, director", "Again.", today)


def test_whoever_entered_it_does_not_let_it_pass() -> None:
    """Even with the role that may."""
    made = needing()
    person(Role.GOVERNANCE, email=acting(Role.POLICY_MANAGER).name)
    with pytest.raises(NotAllowed):
        let_pass(acting(Role.POLICY_MANAGER), made, "Ada", "Why", timezone.localdate())


def test_a_record_from_elsewhere_counts_until_it_is_screened_here() -> None:
    """It has evidence, and a day that has come."""
    made, officer, today = use(), acting(Role.INFORMATION_GOVERNANCE), timezone.localdate()
    with pytest.raises(CoequalError, match="Name the record"):
        record_elsewhere(officer, made, assessed=True, evidence=" ", on=today)
    with pytest.raises(CoequalError, match="in the future"):
        record_elsewhere(officer, made, assessed=True, evidence="Record 3", on=today + timedelta(1))
    record_elsewhere(officer, made, assessed=True, evidence="Record 3", on=today)
    assert (made.state, made.may_begin) == ("recorded elsewhere", True)
    assert "assessed elsewhere" in told(made).assessed
    screened(made, decides_on_access="yes", personal_data="yes")
    assert (made.state, made.may_begin) == ("to be assessed", False)


def test_what_has_ended_uses_data_no_more_and_stays_to_be_read() -> None:
    """With the reason."""
    made, officer = screened(use()), acting(Role.INFORMATION_GOVERNANCE)
    with pytest.raises(CoequalError, match="Say why"):
        end(officer, made, "")
    end(officer, made, "It closed.")
    assert (again(made).state, again(made).may_begin, again(made).is_cleared) == ("ended", False, True)
    with pytest.raises(NotAllowed):
        end(officer, made, "Again.")


@pytest.mark.parametrize("name", list(shipped()))
def test_coequals_own_entries_come_screened_and_with_a_draft_that_can_be_submitted(name: str) -> None:
    """Once for each organisation."""
    officer, at = acting(Role.INFORMATION_GOVERNANCE), organisation()
    made = adopt(officer, at, name)
    assert set(shipped()[name]["yes"]) <= set(questions())
    if "draft" in shipped()[name]:
        assert made.state == "to be assessed"
        from coequal.assurance.impact.writing import lacking

        assert list(lacking(made.draft)) == []
    else:
        assert made.state == "no assessment needed"
    assert name not in dict(own_entries(at))
    with pytest.raises(CoequalError, match="adopted already"):
        adopt(officer, at, name)


def test_nobody_of_another_organisation_changes_an_entry() -> None:
    """They find no such thing."""
    from django.http import Http404

    made = use()
    with pytest.raises(Http404):
        screened_by_other(made)
    with pytest.raises(NotAllowed):
        enter(acting(Role.CLINICIAN), organisation(), {"title": "A", "kind": "survey", "purpose": "B"})
    assert submitted().use.state == "submitted"


def screened_by_other(made: DataUse) -> None:
    from coequal.assurance.screening.screening import screen

    screen(acting(Role.POLICY_MANAGER, "SAM1"), made, {})
