"""What clears a use is undone by a change of what it says, and an assessment that was asked for by nobody alone."""

from datetime import date

import pytest
from django.utils import timezone

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.assurance.impact.answering import take_down
from coequal.assurance.impact.writing import draft_of, write
from coequal.assurance.models import DataUse
from coequal.assurance.register.clearing import in_the_way
from coequal.assurance.register.entering import TOLD, change, enter, record_elsewhere
from coequal.assurance.register.told import told
from coequal.assurance.screening.rule import NO, questions
from coequal.assurance.screening.screening import screen
from coequal.errors import CoequalError
from tests.assurance.making import NEEDED, acting, needing, screened, submitted, use
from tests.web.signing import organisation, person

pytestmark = pytest.mark.django_db
OFFICER, IG = Role.INVOLVEMENT_OFFICER, Role.INFORMATION_GOVERNANCE
NOTHING = dict.fromkeys(questions(), NO)
OPEN = {name: said for name, said in NEEDED.items() if name != "large scale"}


def now(of: DataUse) -> DataUse:
    """The same as it stands now."""
    return DataUse.objects.get(pk=of.pk)


def changed(of: DataUse, **values: str | date) -> DataUse:
    """The same, after somebody changed what it says."""
    before = now(of)
    change(acting(Role.POLICY_MANAGER), before, before.mark, {name: getattr(before, name) for name in TOLD} | values)
    return now(of)


def test_nobody_alone_undoes_an_assessment_that_was_asked_for() -> None:
    """Neither at once nor by way of answers that are not known; another of information governance can."""
    returned = submitted()
    take_down(acting(IG), returned, "Information governance", approved=False, says="Say who sees it.")
    made = returned.use
    with pytest.raises(CoequalError, match="found by information governance"):
        screen(acting(OFFICER), made, NOTHING)
    assert (now(made).state, now(made).may_begin) == ("returned", False)
    screen(acting(OFFICER), made, OPEN)
    assert now(made).state == "to be screened"
    with pytest.raises(CoequalError, match="found by information governance"):
        screen(acting(OFFICER), made, NOTHING)
    screen(acting(OFFICER), made, NEEDED)
    screen(acting(IG), made, NOTHING)
    assert now(made).state == "no assessment needed"
    screen(acting(OFFICER), made, {"personal data": NO})
    assert now(made).is_cleared


def both() -> Acting:
    """Whoever enters uses in these tests, who is of information governance too."""
    return person_acting(person(IG, email=acting(Role.POLICY_MANAGER).name))


@pytest.mark.parametrize("assessed", [True, False])
def test_whoever_entered_it_does_not_find_that_it_needs_no_assessment_here(assessed: bool) -> None:
    """With whichever role, by a screening or by a record; whoever wrote in its assessment does not either."""
    made, today = needing(), timezone.localdate()
    with pytest.raises(CoequalError, match="somebody else than"):
        screen(both(), made, NOTHING)
    with pytest.raises(CoequalError, match="somebody else than"):
        record_elsewhere(both(), made, assessed=assessed, evidence="Record 3", on=today)
    write(acting(IG), made, draft_of(made).mark, {"need": "It is said."})
    with pytest.raises(CoequalError, match="wrote in its assessment"):
        record_elsewhere(acting(IG), made, assessed=assessed, evidence="Record 3", on=today)
    other = person_acting(person(IG, email="another@exampleshire.example"))
    record_elsewhere(other, made, assessed=assessed, evidence="Record 3", on=today)
    assert now(made).is_cleared


@pytest.mark.parametrize("name", ["purpose", "people", "data", "shared", "kept"])
def test_what_a_screening_rests_on_is_screened_anew_once_it_is_changed(name: str) -> None:
    """The desk, the register and whatever asks the register say so; a version that waits is not signed off."""
    made = changed(screened(use(), personal_data="yes"), **{name: "Something else"})
    assert (made.state, made.may_begin) == ("to be screened", False)
    assert "screen it anew" in in_the_way(made)
    assert "to be screened anew" in told(made).screened
    assert "not known" in told(made).assessed
    screened(made, personal_data="yes")
    assert now(made).may_begin


def test_a_record_from_elsewhere_is_outdated_too_and_another_counts() -> None:
    """The same words recorded again are another record then."""
    made, today = use(), timezone.localdate()
    for count in (1, 2):
        record_elsewhere(acting(IG), made, assessed=True, evidence="Record 3", on=today)
        assert (now(made).is_cleared, made.records.count()) == (True, count)
        made = changed(made, kept=f"{count} years")
        assert not made.is_cleared


def test_another_name_or_day_changes_nothing_of_what_was_found() -> None:
    """Nor does a change before the first screening."""
    made = changed(use(), purpose="To write to people.")
    assert (made.state, in_the_way(made).startswith("Answer every question")) == ("to be screened", True)
    screened(made, personal_data="yes")
    assert changed(made, title="Call list", answers_for_it="Head of lists", begins=timezone.localdate()).may_begin


def test_what_is_sent_twice_is_one() -> None:
    """The same answers leave an assessment where it stands; other answers, or somebody else's, are another screening."""
    version, today = submitted(), timezone.localdate()
    made, entries = version.use, Entry.objects.count()
    screen(acting(Role.POLICY_MANAGER), made, made.screenings.get().answers)
    assert (now(made).state, made.screenings.count(), Entry.objects.count()) == ("submitted", 1, entries)
    screen(acting(OFFICER), made, made.screenings.get().answers)
    assert made.screenings.count() == 2
    for _time in range(2):
        record_elsewhere(acting(IG), made, assessed=True, evidence="Record 3", on=today)
    assert made.records.count() == 1


def test_a_form_of_a_new_entry_makes_one_however_often_it_is_sent() -> None:
    """One that says something else meanwhile, or is somebody else's, is refused."""
    told_first = {"title": "Waiting list", "kind": "data set", "purpose": "To call people."}
    author, at = acting(Role.POLICY_MANAGER), organisation()
    first = enter(author, at, told_first, reference="D-7F3K-2QX9")
    assert enter(author, at, told_first, reference="D-7F3K-2QX9") == first
    for somebody, title in ((author, "Another list"), (acting(OFFICER), "Waiting list")):
        with pytest.raises(CoequalError, match="made with this page already"):
            enter(somebody, at, {**told_first, "title": title}, reference="D-7F3K-2QX9")
    assert DataUse.objects.count() == 1
