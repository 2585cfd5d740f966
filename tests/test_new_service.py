"""A sixth service, in a folder beside the shipped library: everything follows from its dictionary and its policies alone."""

import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coequal.eligibility.examples import examples, failures
from coequal.eligibility.rules import Rules
from coequal.lint.facts import unused_in_library
from coequal.lint.finding import ERROR
from coequal.lint.lint import lint_files
from coequal.policies.library import Library
from tests.cli.running import Answer, flowing, in_a_process

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "new-service"
SERVICE = "carpal-tunnel-release"
HUMBER, LEICESTER, ESSEX = (
    f"{area}/{SERVICE}" for area in ("humber-and-north-yorkshire", "leicester-leicestershire-and-rutland", "mid-and-south-essex")
)
HAND = FOLDER / "a-hand.yaml"


def coequal(*arguments: object, folder: Path = ROOT) -> Answer:
    """The command with the library of the sixth service; it must answer."""
    answer = in_a_process(folder, *arguments, "--library", FOLDER, COLUMNS="100")
    assert answer.err == "", answer.err
    return answer


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped library with the sixth service beside it."""
    return Library(FOLDER)


def test_its_policies_have_no_errors_and_what_is_doubtful_is_in_the_source(library: Library) -> None:
    """A start that the source does not print, a review that is overdue, an amount that is not stated, two readings."""
    paths = [path for path in library.paths() if path.is_relative_to(FOLDER)]
    found = [one for each in lint_files(paths, library, date(2026, 11, 27)) for one in each]
    assert len(paths) == 3
    assert [one for one in found if one.severity == ERROR] == []
    assert {one.rule for one in found} == {"undated", "review-overdue", "amount-not-stated", "two-readings", "date-not-read"}
    assert unused_in_library([Rules(policy) for policy in library.of_service(SERVICE)]) == []


def test_its_example_people_come_out_as_expected(library: Library) -> None:
    """In all three policies."""
    found = [failures(rules, one) for rules in map(Rules, library.of_service(SERVICE)) for one in examples(rules.policy)]
    assert (len(found), [failed for failed in found if failed]) == (54, [])


@pytest.mark.parametrize(
    ("policy", "outcome", "says"),
    [
        (HUMBER, "eligible", "9, is at least 8"),
        (LEICESTER, "eligible", "It depends on how the policy is read."),
        (ESSEX, "not eligible", "is below 12"),
    ],
)
def test_one_hand_has_an_answer_in_each_area(policy: str, outcome: str, says: str) -> None:
    """With its reason, as text and for other software."""
    assert json.loads(coequal("check", policy, HAND, "--json").out)["outcome"] == outcome
    assert says in flowing(coequal("check", policy, HAND).out)


def test_the_policy_that_binds_is_found_by_a_place_of_the_shipped_library() -> None:
    """Hull is an area that comes with coequal."""
    found = coequal("which", "--service", SERVICE, "--referred", "2026-02-02", "--area", "Hull")
    assert found.out.startswith(f"{HUMBER}@2025-06")


def test_the_policies_are_compared_and_one_hand_is_put_under_each() -> None:
    """The service of the hand is told by its facts."""
    assert "Each of Humber and North Yorkshire and Leicester" in flowing(coequal("compare", HUMBER, LEICESTER).out)
    lottery = json.loads(coequal("lottery", HAND, "--json").out)
    assert lottery["service"] == SERVICE


def test_what_is_not_known_is_asked_with_the_words_of_the_dictionary() -> None:
    """The first question is the one on the referral."""
    answer = in_a_process(ROOT, "ask", HUMBER, "--library", FOLDER, given=b"2026-02-02\nq\n", COLUMNS="100")
    assert "When did your GP or your physiotherapist refer you for this operation?" in flowing(answer.err)


def test_when_an_answer_changes_is_told() -> None:
    """By the day of referral."""
    assert "From 2 February 2026 on." in coequal("when", LEICESTER, HAND).out


@pytest.mark.parametrize("to", ["docx", "pdf", "html", "fhir"])
def test_each_form_of_document_can_be_written(tmp_path: Path, to: str) -> None:
    """From the policy as from one that is shipped."""
    coequal("export", HUMBER, "--to", to, folder=tmp_path)
    (written,) = tmp_path.iterdir()
    assert written.stat().st_size > 1000


def test_many_hands_in_a_file_are_assessed(tmp_path: Path) -> None:
    """The service of a file is told by its columns; 8 weeks are enough, and not known stays so."""
    pq.write_table(
        pa.table(
            {
                "referral_date": pa.array([date(2026, 2, 2)] * 3),
                "symptoms_disturb_daily_life": [True] * 3,
                "symptoms_disturb_sleep": [True] * 3,
                "numbness_always_there": [False] * 3,
                "thumb_weakness": [False] * 3,
                "weeks_with_night_splint": pa.array([7, 8, None], pa.int32()),
                "steroid_injections": pa.array([0, 0, 0], pa.int32()),
                "symptoms_manageable": [False] * 3,
            }
        ),
        tmp_path / "hands.parquet",
    )
    found = json.loads(coequal("assess", tmp_path / "hands.parquet", "--policy", HUMBER, "--json").out)
    assert found["policies"][HUMBER]["outcomes"] == {"eligible": 1, "not eligible": 1, "not known": 1, "for judgement": 0}
