"""Prior approval from the first fact to the last cycle: at once where that was authorised, and by an officer else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import hypothesis
import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st

from coequal.accounts.models import Entry
from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.errors import CoequalError
from coequal.facts.case import Known
from coequal.facts.dates import add_months, say_date
from coequal.referrals.approving import answering, asking, authorising, submitting, using
from coequal.referrals.approving.answering import AsRead, Granting
from coequal.referrals.approving.instant import BEFORE, UNNAMED
from coequal.referrals.approving.renewing import asked_again, renew, still_to_ask
from coequal.referrals.approving.sent import mark_of_sent
from coequal.referrals.models import Approval, PanelDecision, Request, StandingAuthorisation
from coequal.referrals.moves import states as at
from coequal.referrals.pack.disclosing import disclosed
from coequal.referrals.pack.welfare import WelfareStop
from coequal.referrals.seeing.looking import DEALING, look
from coequal.referrals.seeing.table import DISCLOSURES
from coequal.referrals.seeing.table import WHO as WHO_PART
from tests.referrals import making
from tests.referrals.approving import building
from tests.referrals.approving.building import NUMBER, authorised, authority, begun, bound, case
from tests.referrals.making import acting, clinic
from tests.web.signing import OTHER, organisation

pytestmark = pytest.mark.django_db
A_THIRD = asking.Who("Somebody Else", "999 000 0034")


def sent(changes: Mapping[str, Any] | None = None, **more: Any) -> tuple[Request, Approval | None]:
    """A request that was sent, and its approval where it was given at once."""
    made = begun(changes, **more)
    given = submitting.submit(acting(Role.CLINICIAN), made, bound())
    return Request.objects.get(pk=made.pk), given


def read(request: Request) -> AsRead:
    """What an officer has before them who reads a request now."""
    return AsRead(bound(), mark_of_sent(request))


def test_a_request_that_plainly_meets_every_rule_is_approved_at_once() -> None:
    """The number, the amounts that the policy gives, the last day, and whose authorisation it was are kept with it."""
    standing = authorised()
    request, given = sent()
    assert given is not None
    assert (request.state, given.authorisation, given.decided_by) == (at.APPROVED, standing, None)
    assert given.amounts == {"full cycles": 2, "embryo transfers": 4}
    assert (given.from_day, given.expires) == (timezone.localdate(), add_months(timezone.localdate(), 12))
    assert [step.kind for step in request.steps.all()] == ["begun", "approved at once"]
    assert Entry.objects.filter(action="was given an approval at once", reference=given.number).exists()
    assert not PanelDecision.objects.exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"armed forces": None}, "If she or her partner serves"),
        ({"patient BMI": 36}, "the outcome for IVF, with ICSI if needed is: not eligible"),
        ({"treatment start date": date(2026, 11, 3)}, "before it was asked for"),
        ({"NHS fresh cycles": 2}, "not eligible"),
    ],
)
def test_what_is_not_plain_goes_to_an_officer(changes: dict[str, Any], says: str) -> None:
    """Never is it refused, and the reasons stand with the step, where the officer and whoever asked read them."""
    authorised()
    request, given = sent(changes)
    assert given is None
    assert request.state == at.WITH_OFFICER
    assert says in request.steps.last().says
    assert ("not eligible" in says) == bool(request.unmet)  # the rules that are not met, by which requests are counted


@pytest.mark.parametrize(("days", "counts"), [({"since": 1}, False), ({"since": -9, "until": 0}, True)])
def test_an_authorisation_counts_on_its_days_alone(days: dict[str, int], counts: bool) -> None:
    """Both its days are in."""
    authorised(treatments=["ivf"], **{name: timezone.localdate() + timedelta(ahead) for name, ahead in days.items()})
    _request, given = sent()
    assert (given is not None) == counts


def test_without_an_authorisation_an_officer_answers() -> None:
    """The same request is approved by a person, with reasons, as a decision of theirs."""
    request, given = sent()
    assert given is None
    officer = acting(Role.IFR_OFFICER)
    said = Granting("Every rule is met.", {"full cycles": 1}, timezone.localdate() + timedelta(300), "At the clinic named.")
    made = answering.grant(officer, request, read(request), said)
    decision = PanelDecision.objects.get()
    assert (made.decided_by, made.authorisation, made.amounts) == (officer.person, None, {"full cycles": 1})
    assert (decision.outcome, list(decision.deciders.all())) == ("approved", [officer.person])
    assert Request.objects.get(pk=request.pk).state == at.APPROVED
    with pytest.raises(NotAllowed):
        answering.grant(officer, request, read(request), said)


def test_only_a_person_declines_and_says_why() -> None:
    """Nothing is declined without reasons, nor by whoever knows who it is about."""
    request, _given = sent()
    officer = acting(Role.IFR_OFFICER)
    with pytest.raises(CoequalError, match="Say why"):
        answering.refuse(officer, request, read(request), " ")
    look(officer, request, WHO_PART, DEALING)
    with pytest.raises(CoequalError, match="opened who"):
        answering.refuse(officer, request, read(request), "The rule on smoking is not met.")
    other = acting(Role.IFR_OFFICER, email="second@exa1.example")
    answering.refuse(other, request, read(request), "The rule on smoking is not met.")
    assert Request.objects.get(pk=request.pk).state == at.DECLINED


def test_what_is_returned_is_changed_and_sent_again() -> None:
    """The second time it is approved at once, for what was missing is there."""
    authorised()
    request, _given = sent({"armed forces": None})
    answering.ask_back(acting(Role.IFR_OFFICER), request, read(request), "Does either of them serve?")
    clinician, keys = acting(Role.CLINICIAN), {"armed forces": Known(False)}
    asking.keep_facts(clinician, request, bound(), keys, asking.mark_of_facts(request.clinical.facts, keys))
    given = submitting.submit(clinician, request, bound())
    assert given is not None


def test_what_is_not_complete_is_not_sent_and_all_that_is_missing_is_named() -> None:
    """Also what is missing of who is referred."""
    made = begun({"patient BMI": None, "patient smokes": None}, who=None)
    with pytest.raises(CoequalError, match="body mass index") as told:
        submitting.submit(acting(Role.CLINICIAN), made, bound())
    assert "NHS number" in told.value.message
    assert Request.objects.get(pk=made.pk).state == at.WRITING


def test_a_welfare_disclosure_stops_it_and_says_nothing_of_itself() -> None:
    """Nothing is sent; whoever tries is told whom to contact."""
    authorised()
    made = begun({"welfare concern": True})
    with pytest.raises(WelfareStop, match="safeguarding"):
        submitting.submit(acting(Role.CLINICIAN), made, bound())
    assert Request.objects.get(pk=made.pk).state == at.WRITING


def test_who_recorded_a_concern_and_when_stays_with_the_clinic() -> None:
    """Also that it was taken back; sealed, told to the clinic alone, and gone from the facts that are sent."""
    first = acting(Role.CLINICIAN)
    made, second = begun({"welfare concern": False}, by=first), acting(Role.CLINICIAN, email="second@exf1.example")
    assert disclosed(first, made) == []
    for who, says in ((second, True), (second, True), (first, False)):
        facts, change = Request.objects.get(pk=made.pk).clinical.facts, {"welfare concern": Known(says)}
        asking.keep_facts(who, made, bound(), change, asking.mark_of_facts(facts, change))
    rows = disclosed(second, made)
    assert [(one.by, one.says["disclosed"], timezone.localdate(one.at)) for one in rows] == [
        (second.person, True, timezone.localdate()),
        (first.person, False, timezone.localdate()),
    ]
    assert made.viewings.filter(part=DISCLOSURES, person=second.person).count() == 1
    assert "welfare" not in repr(rows)
    assert not Entry.objects.filter(detail__icontains="welfare").exists()
    submitting.submit(first, made, bound())
    sent_on = Request.objects.get(pk=made.pk)
    for role in (Role.IFR_OFFICER, Role.GOVERNANCE, Role.PANEL_MEMBER, Role.INFORMATION_GOVERNANCE):
        assert disclosed(acting(role), sent_on) == []
        with pytest.raises(NotAllowed):
            look(acting(role), sent_on, DISCLOSURES, DEALING)
    assert "true" not in str(sent_on.clinical.sent_facts["welfare concern"])


def test_a_concern_that_a_check_brought_is_recorded_as_the_request_begins() -> None:
    """By whoever began it."""
    clinician = acting(Role.CLINICIAN)
    made = begun({"welfare concern": True}, by=clinician)
    assert [(one.by, one.says["fact"]) for one in disclosed(clinician, made)] == [(clinician.person, "welfare concern")]


def test_where_another_body_decides_it_is_not_sent() -> None:
    """It says who decides."""
    made = begun({"armed forces": True})
    with pytest.raises(CoequalError, match="NHS England"):
        submitting.submit(acting(Role.CLINICIAN), made, bound())


def test_a_second_request_for_the_same_person_goes_to_an_officer() -> None:
    """However its number is typed: what was used of the first has to be weighed."""
    authorised()
    sent()
    again, given = sent(
        {"patient BMI": 25},
        who=replace(building.WHO, name="W. Example", nhs_number=NUMBER.replace(" ", ""), partner=A_THIRD),
    )
    assert given is None
    assert again.steps.last().says == BEFORE


@pytest.mark.parametrize(
    ("patient", "partner"),
    [
        (building.PARTNER, asking.Who(building.NAME, NUMBER)),
        (building.PARTNER, A_THIRD),
        (A_THIRD, asking.Who("Somebody Else", building.PARTNER.nhs_number)),
        (A_THIRD, asking.Who(building.NAME, NUMBER)),
    ],
    ids=["the same couple the other way round", "the partner with another", "another with the partner", "another with the patient"],
)
def test_a_couple_is_found_in_either_role(patient: asking.Who, partner: asking.Who) -> None:
    """Whoever was patient or partner before is known again as either, so that one couple has no two approvals at once."""
    authorised()
    _first, at_once = sent()
    assert at_once is not None
    who = replace(patient, address="1 Sample Street", telephone="020 7946 0001", born=building.BORN, partner=partner)
    again, given = sent({"patient BMI": 25}, who=who)
    assert given is None
    assert again.steps.last().says == BEFORE


@pytest.mark.parametrize("partner", [None, asking.Who("Winston Example")])
def test_a_partner_who_cannot_be_known_again_sends_it_to_an_officer(partner: asking.Who | None) -> None:
    """The facts tell of a partner, and nobody can say whether they asked before."""
    authorised()
    request, given = sent(who=replace(building.WHO, partner=partner))
    assert given is None
    assert request.steps.last().says == UNNAMED


def test_a_renewal_is_bound_by_the_version_of_the_first_day_and_answered_by_a_person() -> None:
    """The person and the facts are carried over, but for what holds a time only; two who renew at once begin one request."""
    authorised()
    request, given = sent()
    assert given is not None
    clinician = acting(Role.CLINICIAN)
    made = renew(clinician, given, bound())
    assert renew(clinician, given, bound()) == made
    assert (made.follows, made.referred_on, made.digest) == (request, request.referred_on, request.digest)
    again = {one.name for one in asked_again(bound().rules)}
    assert again == {"treatment start date", "patient BMI", "NHS fresh cycles", "private fresh cycles"}
    assert made.clinical.facts == {name: one for name, one in request.clinical.sent_facts.items() if name not in again}
    assert {one.name for one in still_to_ask(made, bound())} == again & set(request.clinical.sent_facts)
    assert made.identity.name == building.NAME
    with pytest.raises(CoequalError, match="Still missing: her body mass index"):
        submitting.submit(clinician, made, bound())
    known = {name: case().facts[name] for name in again if name in case().facts}
    asking.keep_facts(clinician, made, bound(), known, asking.mark_of_facts(made.clinical.facts, known))
    made = Request.objects.get(pk=made.pk)
    assert still_to_ask(made, bound()) == []
    assert submitting.submit(clinician, made, bound()) is None


@hypothesis.given(
    st.lists(st.tuples(st.sampled_from(["full cycles", "embryo transfers"]), st.integers(1, 3), st.booleans()), max_size=8)
)
@hypothesis.settings(max_examples=15)
def test_whatever_is_used_and_taken_back_no_more_is_used_than_was_approved(steps: list[tuple[str, int, bool]]) -> None:
    """What is left is what was approved less what was used and not taken back, and it is never less than nothing."""
    with transaction.atomic():
        authorised()
        _request, given_at_once = sent()
        assert given_at_once is not None
        Approval.objects.filter(pk=given_at_once.pk).update(from_day=timezone.localdate() - timedelta(20))
        clinician, stands = acting(Role.CLINICIAN), []
        for place, (of, count, back) in enumerate(steps):
            try:
                stands.append(using.use(clinician, given_at_once, of, count, timezone.localdate() - timedelta(place)))
                if back:
                    using.take_back(clinician, stands.pop())
            except CoequalError:
                assert sum(one.count for one in stands if one.of == of) + count > given_at_once.amounts[of]
            over = using.left(given_at_once)
            for name, amount in given_at_once.amounts.items():
                assert over[name] == amount - sum(one.count for one in stands if one.of == name) >= 0
        transaction.set_rollback(True)


def test_never_more_is_used_than_was_approved() -> None:
    """What is taken back can be used again."""
    authorised()
    _request, given = sent()
    assert given is not None
    clinician = acting(Role.CLINICIAN)
    first = using.use(clinician, given, "full cycles", 1, timezone.localdate())
    with pytest.raises(CoequalError, match="1 is left"):
        using.use(clinician, given, "full cycles", 2, timezone.localdate())
    using.take_back(clinician, first)
    with pytest.raises(CoequalError, match="taken back already"):
        using.take_back(clinician, first)
    using.use(clinician, given, "full cycles", 2, timezone.localdate())
    assert using.left(given) == {"full cycles": 0, "embryo transfers": 4}


def test_two_uses_that_are_equal_are_asked_about_and_one_form_records_one() -> None:
    """Somebody says that the second is another one; the same form, sent twice, records nothing a second time."""
    authorised()
    _request, given = sent()
    assert given is not None
    clinician = acting(Role.CLINICIAN)
    first = using.use(clinician, given, "full cycles", 1, timezone.localdate(), form="U-1")
    assert using.use(clinician, given, "full cycles", 1, timezone.localdate(), form="U-1") == first
    with pytest.raises(using.SameDay, match="recorded already"):
        using.use(clinician, given, "full cycles", 1, timezone.localdate(), form="U-2")
    second = using.use(clinician, given, "full cycles", 1, timezone.localdate(), form="U-2", another=True)
    assert using.use(clinician, given, "full cycles", 1, timezone.localdate(), form="U-2", another=True) == second
    assert using.left(given)["full cycles"] == 0


@pytest.mark.parametrize(("ahead", "says"), [(1, "still to come"), (-1, "lies before it")])
def test_nothing_is_used_outside_its_days(ahead: int, says: str) -> None:
    """Before its first day, or on a day that is still to come."""
    authorised()
    _request, given = sent()
    assert given is not None
    with pytest.raises(CoequalError, match=says):
        using.use(acting(Role.CLINICIAN), given, "full cycles", 1, timezone.localdate() + timedelta(ahead))


def test_nothing_is_used_of_what_has_expired() -> None:
    """The last day is in, the day after it is not."""
    authorised()
    _request, given = sent()
    assert given is not None
    Approval.objects.filter(pk=given.pk).update(
        from_day=timezone.localdate() - timedelta(9), expires=timezone.localdate() - timedelta(1)
    )
    clinician = acting(Role.CLINICIAN)
    using.use(clinician, given, "full cycles", 1, timezone.localdate() - timedelta(1))
    with pytest.raises(CoequalError, match="was good until"):
        using.use(clinician, given, "full cycles", 1, timezone.localdate())


def test_nothing_is_used_of_what_was_withdrawn() -> None:
    """An officer withdraws it with a reason, once; it cannot be renewed either."""
    authorised()
    _request, given = sent()
    assert given is not None
    officer, clinician = acting(Role.IFR_OFFICER), acting(Role.CLINICIAN)
    with pytest.raises(CoequalError, match="Say why"):
        using.withdraw_approval(officer, given, "")
    with pytest.raises(NotAllowed):
        using.withdraw_approval(acting(Role.PANEL_MEMBER), given, "No.")
    using.withdraw_approval(officer, given, "It was given for another treatment.")
    with pytest.raises(CoequalError, match="was withdrawn on"):
        using.use(clinician, given, "full cycles", 1, timezone.localdate())
    with pytest.raises(CoequalError, match="cannot be renewed"):
        renew(clinician, given, bound())


def test_a_form_that_is_sent_twice_begins_one_request() -> None:
    """Once somebody is named in it, the next one is another person's."""
    clinician = acting(Role.CLINICIAN)
    first = asking.begin(clinician, clinic(), organisation(), bound(), case())
    assert asking.begin(clinician, clinic(), organisation(), bound(), case()) == first
    asking.keep_who(clinician, first, building.WHO, asking.mark_of_who(first.identity))
    assert asking.begin(clinician, clinic(), organisation(), bound(), case()) != first


def test_nobodys_typing_is_lost_where_two_write_at_once() -> None:
    """Whoever sends what rests on older facts is told so, and nothing of the other's is overwritten."""
    made, clinician = begun(), acting(Role.CLINICIAN)
    mark = asking.mark_of_facts(made.clinical.facts, ["patient BMI"])
    asking.keep_facts(clinician, made, bound(), {"patient BMI": building.not_known("pending")}, mark)
    with pytest.raises(CoequalError, match="Somebody else"):
        asking.keep_facts(clinician, made, bound(), {"patient BMI": building.not_known("declined")}, mark)
    made.clinical.refresh_from_db()
    assert made.clinical.facts["patient BMI"] == {"not known": "pending"}


@pytest.mark.parametrize("number", ["999 000 0019", "12", "999 000 001a"])
def test_no_number_is_kept_that_is_none(number: str) -> None:
    """And the message does not repeat what was typed."""
    made = begun(who=None)
    with pytest.raises(CoequalError) as told:
        asking.keep_who(acting(Role.CLINICIAN), made, asking.Who("A", number), asking.mark_of_who(made.identity))
    assert number not in told.value.message


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": " "}, "who authorises"),
        ({"treatments": []}, "at least one treatment"),
        ({"treatments": ["surgery"]}, "only treatments of this policy"),
        ({"until": timezone.localdate() - timedelta(1)}, "last day lies before"),
        ({"until": timezone.localdate() + timedelta(1_000)}, "two years"),
        ({"lasts": 0}, "1 to 36 months"),
    ],
)
def test_what_cannot_be_authorised(changes: dict[str, Any], says: str) -> None:
    """Each with what to do instead."""
    with pytest.raises(CoequalError, match=says):
        authorised(**changes)


def test_only_a_whole_policy_of_the_own_commissioner_is_authorised() -> None:
    """Not one that was seen in part, and not another body's."""
    with pytest.raises(CoequalError, match="not a policy of Sampleton"):
        authorising.authorise(acting(Role.GOVERNANCE, at_=OTHER), organisation(OTHER), bound(), authority())
    partial = next(one for one in building.library().of_service("assisted-conception") if one.completeness == "partial")
    from coequal.eligibility.rules import Rules
    from coequal.referrals.approving.bound import Bound

    seen_in_part = Bound(Rules(partial), frozenset({"EXA1"}), (), building.library().organisations, str, current=True)
    with pytest.raises(CoequalError, match="is partial"):
        authorising.authorise(acting(Role.GOVERNANCE), organisation(), seen_in_part, authority())


def test_an_authorisation_is_given_once_and_withdrawn_once() -> None:
    """What was approved by it stays approved, and nothing more is."""
    first = authorised()
    assert authorised() == first
    _request, given = sent()
    with pytest.raises(CoequalError, match="Say why"):
        authorising.withdraw_authorisation(acting(Role.GOVERNANCE), first, " ")
    authorising.withdraw_authorisation(acting(Role.GOVERNANCE), first, "The policy is under review.")
    assert given is not None
    assert given.state_on(timezone.localdate()) == "good"
    assert StandingAuthorisation.objects.get().state == "withdrawn"
    partner = replace(building.PARTNER, nhs_number="999 000 0050")
    other, none = sent(who=replace(building.WHO, name="Another Example", nhs_number="999 000 0042", partner=partner))
    assert none is None
    assert other.steps.last().says == f"The standing authorisation was withdrawn on {say_date(timezone.localdate())}."


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"amounts": {}}, "Say how much is approved"),
        ({"amounts": {"cycles": 0}}, "a number from 1"),
        ({"amounts": {" ": 1}}, "in at most 60 letters"),
        ({"expires": timezone.localdate() - timedelta(1)}, "today or later"),
        ({"expires": timezone.localdate() + timedelta(3_000)}, "36 months after"),
    ],
)
def test_what_cannot_be_granted(changes: dict[str, Any], says: str) -> None:
    """Each with what to say instead; the request waits on."""
    request, _given = sent()
    said = Granting(
        **{"reasons": "It is met.", "amounts": {"cycles": 1}, "expires": timezone.localdate() + timedelta(9), **changes}
    )
    with pytest.raises(CoequalError, match=says):
        answering.grant(acting(Role.IFR_OFFICER), request, read(request), said)
    assert Request.objects.get(pk=request.pk).state == at.WITH_OFFICER


def test_a_partner_is_kept_with_who_it_is_about() -> None:
    """Under the same rules of numbers and days, and named in the pack."""
    other = asking.Who("Winston Example", "999 000 0026", date(1990, 1, 2))
    made = begun(who=asking.Who(building.NAME, NUMBER, building.BORN, "1 Sample Street", partner=other))
    kept = submitting.referred(made.identity)
    assert kept.partner is not None
    assert (kept.partner.name, kept.partner.nhs_number, kept.partner.born) == ("Winston Example", "9990000026", date(1990, 1, 2))
    assert "Example" not in repr(other)


@pytest.mark.parametrize(
    ("who", "says"),
    [
        (asking.Who("x" * 1_300), "at most 1200 letters"),
        (asking.Who("A", born=timezone.localdate() + timedelta(9)), "Nobody was born after today"),
    ],
)
def test_what_cannot_be_somebody(who: asking.Who, says: str) -> None:
    """It is refused without repeating it."""
    made = begun(who=None)
    with pytest.raises(CoequalError, match=says):
        asking.keep_who(acting(Role.CLINICIAN), made, who, asking.mark_of_who(made.identity))


def test_what_is_kept_as_it_was_is_no_change() -> None:
    """Nothing of it stands in the trail a second time."""
    made, clinician = begun(), acting(Role.CLINICIAN)
    before = Entry.objects.count()
    asking.keep_who(clinician, made, building.WHO, asking.mark_of_who(made.identity))
    keys = {"patient BMI": Known(case().value("patient BMI"))}
    asking.keep_facts(clinician, made, bound(), keys, asking.mark_of_facts(made.clinical.facts, keys))
    assert Entry.objects.count() == before


def test_a_request_is_bound_by_the_very_text_under_which_it_was_begun() -> None:
    """Another text, also of the same policy, is refused, and nothing is assessed under it."""
    made = begun()
    with pytest.raises(CoequalError, match="another text"):
        submitting.submit(acting(Role.CLINICIAN), made, bound("norfolk-and-waveney"))


def test_a_case_without_the_day_of_referral_begins_nothing() -> None:
    """For that day decides which version counts."""
    with pytest.raises(CoequalError, match="Say the referral date first"):
        asking.begin(acting(Role.CLINICIAN), clinic(), organisation(), bound(), building.without(case(), "referral date"))


def test_an_approval_is_withdrawn_once_and_used_only_for_what_it_is_for() -> None:
    """What is withdrawn twice stays withdrawn as it was the first time."""
    authorised()
    _request, given = sent()
    assert given is not None
    clinician, officer = acting(Role.CLINICIAN), acting(Role.IFR_OFFICER)
    with pytest.raises(CoequalError, match="is not for that"):
        using.use(clinician, given, "surgery", 1, timezone.localdate())
    with pytest.raises(CoequalError, match="Say how many"):
        using.use(clinician, given, "full cycles", 0, timezone.localdate())
    first = using.withdraw_approval(officer, given, "A mistake.").withdrawn
    assert using.withdraw_approval(officer, given, "Another reason.").withdrawn == first


def test_an_authorisation_that_is_withdrawn_twice_keeps_the_first_reason() -> None:
    """And one with too long a name is not given."""
    one, governance = authorised(), acting(Role.GOVERNANCE)
    authorising.withdraw_authorisation(governance, one, "The first.")
    assert authorising.withdraw_authorisation(governance, one, "The second.").why_withdrawn == "The first."
    with pytest.raises(CoequalError, match="120 letters"):
        authorised(name="x" * 121)


def test_a_panels_approval_is_not_renewed_here() -> None:
    """It takes a new funding request."""
    request = making.request(at.APPROVED)
    officer = acting(Role.IFR_OFFICER)
    given = Approval.objects.create(
        request=request,
        amounts={"cycles": 1},
        from_day=timezone.localdate(),
        expires=timezone.localdate() + timedelta(9),
        decided_by=officer.person,
    )
    with pytest.raises(CoequalError, match="by a panel"):
        renew(acting(Role.CLINICIAN), given, bound())
