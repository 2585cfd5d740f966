"""Search over what policies say."""

import pytest

from coequal.web.library.search import NAME, Index, Match, index, stem, words
from tests.policies.building import changed, policy

OTHER = changed("policy: here/hearing", "policy: stoke-on-trent/hearing").replace("title: Hearing aids", "title: Aids for Zoë")


@pytest.fixture(scope="module", name="index")
def of_two() -> Index:
    """Two policies that differ in their area and title."""
    return Index([policy(), policy(OTHER)])


def found(matches: list[Match]) -> list[str]:
    """The policies that were found."""
    return [match.policy.id for match in matches]


def test_words_are_without_case_and_accents() -> None:
    """And without signs between them."""
    assert list(words("Zoë’s Hearing-AIDS, 5.4!")) == ["zoe", "s", "hearing", "aids", "5", "4"]


@pytest.mark.parametrize(
    ("kin", "expected"),
    [
        ("smoke smokes smoker smokers smoking smoked", "smok"),
        ("policy policies", "policy"),
        ("box boxes", "box"),
        ("church churches", "church"),
        ("cycle cycles", "cycl"),
        ("ring", "ring"),
        ("gas", "gas"),
        ("loss", "loss"),
        ("fee", "fee"),
    ],
)
def test_kin_share_a_stem(kin: str, expected: str) -> None:
    """And short words stay as they are."""
    assert {stem(word) for word in kin.split()} == {expected}


@pytest.mark.parametrize("typed", ["stoke", "STOKE on trent", "stok tren", "zoe", "stokes of the", "trents", "stok", "STOKE-ON-TR"])
def test_an_area_or_a_title_is_found_however_it_is_typed(index: Index, typed: str) -> None:
    """By its beginning, in any case, in any order, as a plural; small words do not count."""
    (match,) = index.search(typed)
    assert (match.policy.id, match.shown.where) == ("stoke-on-trent/hearing", NAME)


def test_every_word_must_be_there_but_not_in_one_place(index: Index) -> None:
    """Words that stand in different sentences of one policy find it; a word that stands nowhere finds nothing."""
    assert found(index.search("zoe dB")) == ["stoke-on-trent/hearing"]
    assert index.search("zoe unicorn") == []
    assert index.search("unicorn") == []


def test_the_passage_that_is_shown_holds_most_of_the_words(index: Index) -> None:
    """With the heading above it, or the clause that it belongs to."""
    first = index.search("loss more than")[0].shown
    assert (first.where, first.text) == ("1. Hearing loss", "Her hearing loss must be more than 25 dB.")
    first = index.search("measure year")[0].shown
    assert (first.where, first.text) == ("Clause 1, Hearing loss", "Measure again in a year.")


def test_a_heading_shows_the_first_sentence_under_it(index: Index) -> None:
    """Where one follows; else only itself."""
    assert index.search("1 hearing loss")[0].shown.shows == "Her hearing loss must be more than 25 dB."
    assert [(match.shown.where, match.shown.shows) for match in index.search("judgement")] == [("4: A judgement", "")] * 2


def test_nothing_typed_finds_nothing(index: Index) -> None:
    """Neither do signs alone; small words alone are looked for."""
    assert index.search("") == index.search(" ?! ") == []
    assert found(index.search("the")) == ["here/hearing", "stoke-on-trent/hearing"]


def test_what_is_invented_comes_last() -> None:
    """However well it fits."""
    made_up = policy(changed("title: Hearing aids", "title: Unicorn unicorn (an invented area)"))
    real = policy(changed("These rules are made up.", "A unicorn.", OTHER))
    assert found(Index([made_up, real]).search("unicorn")) == ["stoke-on-trent/hearing", "here/hearing"]


def test_a_word_is_found_while_it_is_being_typed(index: Index) -> None:
    """Also where its stem is shorter than what was typed."""
    assert len({len(index.search("hearing"[:end])) for end in range(3, 8)}) == 1


def test_the_area_whose_whole_name_is_typed_comes_first() -> None:
    """Before a larger one whose name holds it too."""
    alone = policy(changed("policy: here/hearing", "policy: luton/hearing"))
    among = policy(changed("policy: here/hearing", "policy: bedford-and-luton/hearing"))
    assert found(Index([among, alone]).search("luton")) == ["luton/hearing", "bedford-and-luton/hearing"]


def test_a_very_long_search_is_cut(index: Index) -> None:
    """And nobody waits for it."""
    assert index.search("x" * 100_000) == []


def test_areas_that_begin_so_come_first_and_what_is_over_last() -> None:
    """Whose own name begins with what was typed; then those in force, decided, drafts, and what was superseded."""
    found_here = index().search("Staffordshire")
    areas = [match.policy.id.partition("/")[0] for match in found_here]
    first = areas.count("staffordshire-and-stoke-on-trent")
    assert set(areas[:first]) == {"staffordshire-and-stoke-on-trent"}
    order = ["in force", "decided", "draft", "superseded", "withdrawn"]
    for some in (found_here[:first], [match for match in found_here[first:] if match.policy.title.find("Staffordshire") > 0]):
        standing = [order.index(match.policy.status) for match in some]
        assert standing == sorted(standing)


def test_the_last_word_of_a_name_may_be_but_begun(index: Index) -> None:
    """And a title counts as a name too; small words in it do not."""
    assert found(index.search("aids")) == ["stoke-on-trent/hearing", "here/hearing"]
    assert found(index.search("hearing ai")) == ["here/hearing", "stoke-on-trent/hearing"]
