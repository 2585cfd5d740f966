"""Blind samples, and how far two people agree: held against the table in Krippendorff's textbook."""

import pytest

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.errors import CoequalError
from coequal.involvement.coding.agreement import alpha_of_sets, alpha_of_theme, krippendorff, of, samples_f1
from coequal.involvement.coding.coding import accept_unseen, code, free, uncoded
from coequal.involvement.coding.frames import merge
from coequal.involvement.coding.samples import code_blind, draw, is_of, left
from coequal.involvement.models import Sample
from tests.involvement.writing import coder, extracts, frame, wrote
from tests.web.signing import person

OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def _sets(*themes: str) -> frozenset[str]:
    return frozenset(themes)


def test_alpha_is_that_of_the_textbook() -> None:
    """Four observers, twelve units, some values missing: .743 for names (Krippendorff 2011)."""
    units = [[one[place] for one in OBSERVERS if one[place] != "."] for place in range(12)]
    found = krippendorff(units)
    assert found is not None
    assert round(found, 3) == 0.743


def test_alpha_is_one_where_all_agree_and_none_where_there_is_nothing_to_tell() -> None:
    """One value alone says nothing of agreement."""
    assert krippendorff([["a", "a"], ["b", "b"]]) == 1
    assert krippendorff([["a", "a"], ["a", "a"]]) is None
    assert krippendorff([["a"], []]) is None


def test_alpha_of_a_theme_and_of_all() -> None:
    """Two sets that share a theme are nearer than two that share none; nobody's themes are the same as nobody's."""
    pairs = [(_sets("a", "b"), _sets("a")), (_sets("b"), _sets("b")), (_sets(), _sets()), (_sets("c"), _sets("c"))]
    assert alpha_of_theme(pairs, "a") == 1
    part = alpha_of_theme(pairs, "b")
    assert part is not None
    assert 0 < part < 1
    alpha, within = alpha_of_sets(pairs)
    assert alpha is not None
    assert part < alpha < 1
    assert within is None


def test_intervals_are_shown_from_thirty_texts_on() -> None:
    """They hold the figure; with less they would say nothing."""
    pairs = [(_sets("a"), _sets("a" if n % 5 else "b")) for n in range(30)] + [(_sets("b"), _sets("b"))] * 10
    alpha, within = alpha_of_sets(pairs)
    assert alpha is not None
    assert within is not None
    assert within[0] < alpha < within[1]
    f1, f1_within = samples_f1(pairs)
    assert f1 == pytest.approx(34 / 40)
    assert f1_within is not None
    assert f1_within[0] < f1 < f1_within[1]
    rare = [(_sets("a"), _sets("a"))] * 39 + [(_sets("a"), _sets("b"))]  # some draws hold one set alone
    assert alpha_of_sets(rare)[1] == (pytest.approx(-0.01, abs=0.05), 1.0)


def test_f1_leaves_out_what_every_frame_has() -> None:
    """“Other” on both sides is no agreement about a theme."""
    assert samples_f1([(_sets("other"), _sets("other"))]) == (None, None)
    assert samples_f1([(_sets("a", "other"), _sets("a", "b")), (_sets("other"), _sets("no-reason"))]) == (
        pytest.approx(2 / 3),
        None,
    )


@pytest.fixture
def sample(db: None) -> Sample:  # noqa: ARG001  # it makes rows
    found = frame(wrote(["We waited", "It costs a lot", "Too far", "n/a"]))
    two = person(Role.ANALYST, email="ana@exampleshire.example"), person(Role.INVOLVEMENT_OFFICER, email="ivo@exampleshire.example")
    return draw(coder(), found, 2, two, 7)


def test_the_same_seed_draws_the_same_texts(sample: Sample) -> None:
    """What says nothing is never drawn."""
    again = draw(coder(), sample.frame, 2, (sample.first, sample.second), 7)
    assert set(again.extracts.all()) == set(sample.extracts.all())
    assert again.state == sample.frame.involvement.state
    assert again.organisation == sample.frame.organisation
    assert draw(coder(), sample.frame, 3, (sample.first, sample.second), 1).extracts.filter(says_nothing=True).count() == 0
    with pytest.raises(CoequalError, match="from 1 to 3"):
        draw(coder(), sample.frame, 4, (sample.first, sample.second), 7)


def test_a_sample_needs_two_people_who_may_code(sample: Sample) -> None:
    """Neither one person twice, nor somebody of another role."""
    other = person(Role.CLINICIAN, email="cli@exampleshire.example")
    for two in ((sample.first, sample.first), (sample.first, other)):
        with pytest.raises(CoequalError, match="two people"):
            draw(coder(), sample.frame, 2, two, 7)


def test_a_sample_closes_once_both_are_done_and_shows_where_they_differ(sample: Sample) -> None:
    """Until then neither can see what the other did, and nobody else can code it."""
    first, second = coder(), coder("ivo@exampleshire.example", Role.INVOLVEMENT_OFFICER)
    one, other = sample.extracts.order_by("pk")
    assert is_of(sample, first.person)
    assert not is_of(sample, None)
    with pytest.raises(NotAllowed):
        code_blind(coder("bo@exampleshire.example"), sample, one, ["cost"])
    for chosen in ([], ["gone"]):
        with pytest.raises(CoequalError, match="at least one theme"):
            code_blind(first, sample, one, chosen)
    code_blind(first, sample, one, ["cost"])
    code_blind(first, sample, one, ["waiting", "waiting"])  # they think better of it
    code_blind(first, sample, other, ["cost"])
    assert not left(sample, first.person).exists()
    sample.refresh_from_db()
    assert sample.closed is None
    assert of(sample).n == 0
    code_blind(second, sample, one, ["waiting"])
    code_blind(second, sample, other, ["other"])
    sample.refresh_from_db()
    assert sample.closed is not None
    with pytest.raises(CoequalError, match="closed"):
        code_blind(second, sample, other, ["cost"])
    found = of(sample)
    assert (found.n, found.alpha_within, found.f1) == (2, None, 0.5)
    assert found.by_theme["waiting"] == 1
    assert found.by_theme["no-reason"] is None
    (difference,) = found.differences
    assert (difference.extract, difference.first, difference.second) == (other, {"cost"}, {"other"})
    assert str(sample) == sample.reference
    assert str(sample.codings.first()) == f"{one.reference} in {sample.reference}"


def test_what_two_people_coded_counts_under_the_themes_as_they_are_now(sample: Sample) -> None:
    """Themes that went into one another since are no difference any more."""
    both = coder(), coder("ivo@exampleshire.example", Role.INVOLVEMENT_OFFICER)
    for acting, key in zip(both, ("waiting", "cost"), strict=True):
        for extract in sample.extracts.all():
            code_blind(acting, sample, extract, [key])
    assert len(of(sample).differences) == 2
    merge(coder(), sample.frame, 1, "waiting", "cost")
    assert (of(sample).differences, of(sample).f1) == ((), 1)


def test_a_text_of_an_open_sample_waits_until_both_have_coded_it_blind(sample: Sample) -> None:
    """Otherwise each of the two would see what the other put it under; anybody else can code it."""
    both = coder(), coder("ivo@exampleshire.example", Role.INVOLVEMENT_OFFICER)
    one, other = sample.extracts.order_by("pk")
    rest = uncoded(sample.frame).exclude(pk__in=(one.pk, other.pk)).get()
    third = coder("bo@exampleshire.example")
    for acting in both:
        assert list(free(sample.frame, acting.person)) == [rest]
        with pytest.raises(CoequalError, match="blind"):
            code(acting, sample.frame, one, ["cost"])
        assert accept_unseen(acting, sample.frame, {one.pk: ["cost"]}) == 0
    assert free(sample.frame, third.person).count() == 3
    code(third, sample.frame, other, ["cost"])
    for acting in both:
        for extract in (one, other):
            code_blind(acting, sample, extract, ["cost"])
    assert set(free(sample.frame, both[0].person)) == {one, rest}
    code(both[0], sample.frame, one, ["cost"])


def test_a_text_of_another_sample_is_refused(sample: Sample) -> None:
    """Only what was drawn is coded."""
    rest = next(one for one in extracts(sample.frame.involvement) if one not in set(sample.extracts.all()))
    with pytest.raises(CoequalError, match="none of it"):
        code_blind(coder(), sample, rest, ["cost"])
