"""Where a policy stands on a day."""

from datetime import date
from pathlib import Path

import pytest

from coequal.organisations.register import Organisations
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.policies.standing import adopted_by, answering, governs, invented, standing
from tests.policies.building import WHOLE, changed, library_folder, policy

TODAY = date(2024, 6, 1)
PLAIN = changed("under review: true\n", "")
OWNERS = "  - {code: AAA, from: 2020-01-01, until: 2024-03-31}\n  - {code: BBB, from: 2024-04-01}"
START = "  from: {printed: none, read as: 2024-04-01, because: the body began then}\n  until: 2029-12-31"


@pytest.fixture
def organisations(tmp_path: Path) -> Organisations:
    """The made-up bodies."""
    return Library(library_folder(tmp_path)).organisations


def owned(owners: str, text: str = PLAIN) -> Policy:
    """The policy with other owners."""
    return policy(changed(OWNERS, owners, text))


def kinds(found: Policy, organisations: Organisations, on: date = TODAY) -> list[str]:
    """The kinds of notices, in their order."""
    return [notice.kind for notice in standing(found, organisations, on)]


def says(found: Policy, organisations: Organisations, on: date = TODAY) -> dict[str, str]:
    """What each kind of notice says."""
    return {notice.kind: notice.says for notice in standing(found, organisations, on)}


def test_a_policy_in_force_and_seen_whole_by_its_own_body_needs_no_notice(organisations: Organisations) -> None:
    """All is plain."""
    assert kinds(owned("  - {code: BBB, from: 2024-04-01}"), organisations) == []


@pytest.mark.parametrize("status", ["draft", "withdrawn", "superseded"])
def test_a_policy_that_binds_nobody_now_says_so_first(organisations: Organisations, status: str) -> None:
    """And not who inherited it."""
    found = policy(changed("status: in force", f"status: {status}"))
    assert kinds(found, organisations) == [status, "under review"]


def test_of_a_superseded_policy_the_last_day_is_said_where_it_is_known(organisations: Organisations) -> None:
    """And that it is not, where it is not."""
    text = changed("status: in force", "status: superseded")
    assert says(policy(text), organisations)["superseded"] == "Another took its place after 31 December 2029."
    text = changed("  until: 2029-12-31\n", "", text)
    assert says(policy(text), organisations)["superseded"] == "Another took its place, from a day that is not known."


@pytest.mark.parametrize(
    ("start", "on", "kind", "said"),
    [
        (START, date(2023, 6, 1), "not yet in force", "It begins on 1 April 2024."),
        (
            "  from: {printed: soon, not before: 2025-01-01}",
            TODAY,
            "not yet in force",
            "It begins on a day that is not known, not before 1 January 2025.",
        ),
        (START, date(2030, 1, 1), "ended", "It was in force until 31 December 2029."),
        (
            "  from: {printed: none}",
            TODAY,
            "not sure",
            "It is in force, but no start is printed, and which day that was is not known. Ask the commissioner.",
        ),
        (
            "  from: 2020-01-01\n  until: {printed: none, not before: 2022-01-01}",
            TODAY,
            "not sure",
            "It is in force, but no end is printed, and which day that was is not known. Ask the commissioner.",
        ),
    ],
)
def test_a_policy_that_may_not_bind_on_the_day_says_why(
    organisations: Organisations, start: str, on: date, kind: str, said: str
) -> None:
    """Too early, too late, or not known."""
    assert says(policy(changed(START, start)), organisations, on)[kind] == said


@pytest.mark.parametrize("completeness", ["partial", "second-hand"])
def test_a_policy_that_is_not_seen_whole_says_what_that_means(organisations: Organisations, completeness: str) -> None:
    """Nobody is found eligible under it."""
    said = says(policy(changed("completeness: whole", f"completeness: {completeness}")), organisations)
    assert said[completeness].endswith("So nobody is ever found eligible here.")


def test_a_review_is_overdue_from_the_day_after_it_was_due(organisations: Organisations) -> None:
    """As printed where nothing is read."""
    found = policy(WHOLE)
    assert "review overdue" not in kinds(found, organisations, date(2026, 1, 1))
    assert says(found, organisations, date(2026, 1, 2))["review overdue"].startswith("Its review was due on 1 January 2026.")
    printed = policy(changed("review due: 2026-01-01", 'review due: {printed: "01/02/2023"}'))
    assert says(printed, organisations)["review overdue"].startswith("Its review was due on 1 February 2023.")


def test_a_policy_whose_body_ended_is_kept_by_its_heir(organisations: Organisations) -> None:
    """Whether or not the file names the heir as well."""
    said = (
        "It was adopted by NHS Here CCG (AAA). NHS Here ICB (BBB) keeps it until it adopts one of its own.",
        "The body that made this policy has ended",
    )
    for owners in (OWNERS, "  - {code: AAA, from: 2020-01-01}"):
        (notice,) = standing(owned(owners), organisations, TODAY)
        assert (notice.kind, notice.says, notice.title) == ("inherited", *said)


def test_a_policy_of_a_body_that_was_split_is_kept_by_each_part(organisations: Organisations) -> None:
    """And there may have been several bodies."""
    (notice,) = standing(owned("  - {code: AAA, from: 2020-01-01}\n  - {code: CCC, from: 2020-01-01}"), organisations, TODAY)
    assert notice.title == "The bodies that made this policy have ended"
    assert notice.says == (
        "It was adopted by NHS Here CCG (AAA) and NHS Split CCG (CCC). "
        "NHS Here ICB (BBB) and NHS There ICB (DDD) keep it, each in its own places, until they adopt others."
    )


def test_where_nobody_is_known_to_follow_that_is_said(tmp_path: Path) -> None:
    """Rather than guessed."""
    folder = library_folder(tmp_path)
    bodies = folder / "organisations" / "bodies.csv"
    text = changed("2015-01-01,2024-03-31,DDD BBB", "2015-01-01,2024-03-31,", bodies.read_text(encoding="utf-8"))
    bodies.write_text(text, encoding="utf-8")
    found = owned("  - {code: CCC, from: 2020-01-01}")
    assert says(found, Library(folder).organisations) == {
        "nobody known": "NHS Split CCG (CCC) ended on 31 March 2024, and who followed it is not known."
    }


def test_who_adopted_a_policy_and_who_answers_for_it(organisations: Organisations) -> None:
    """An heir that the file names did not adopt it; a code that nobody knows answers for nothing."""
    found = policy(WHOLE)
    assert [body.code for body in adopted_by(found, organisations)] == ["AAA"]
    assert [body.code for body in answering(found, organisations, date(2023, 1, 1))] == ["AAA"]
    assert [body.code for body in answering(found, organisations, TODAY)] == ["BBB"]
    unknown = owned("  - {code: XXX, from: 2020-01-01}")
    assert (adopted_by(unknown, organisations), answering(unknown, organisations, TODAY)) == ((), ())
    assert kinds(unknown, organisations) == []


def test_an_invented_area_is_said_to_be_invented(organisations: Organisations) -> None:
    """First of all, before that it is a draft."""
    title = "title: Hearing aids (an invented area)"
    found = policy(changed("title: Hearing aids", title, changed("status: in force", "status: draft")))
    assert kinds(found, organisations)[:2] == ["invented", "draft"]
    assert not invented(policy(WHOLE))


def test_the_model_policies_of_the_shipped_library_are_invented() -> None:
    """And no other policy is."""
    found = {one.family for one in Library().policies() if invented(one)}
    assert found == {"model-policy/assisted-conception"}
    assert not [one.id for one in Library().policies() if not invented(one) and one.family == "model-policy/assisted-conception"]


def test_a_superseded_version_without_a_last_day_may_govern_or_not() -> None:
    """Nobody knows when the next one took its place before that was seen; of one with a last day it is known."""
    unknown = policy(changed("  until: 2029-12-31\n", "", changed("status: in force", "status: superseded")))
    assert governs(unknown, date(2024, 4, 1)) is None
    assert governs(unknown, TODAY) is False
    assert governs(unknown, date(2024, 3, 31)) is False
    assert (
        governs(policy(changed("until: 2029-12-31", "until: 2024-05-31", changed("status: in force", "status: superseded"))), TODAY)
        is False
    )
    assert governs(policy(WHOLE), TODAY) is True
