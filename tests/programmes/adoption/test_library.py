"""A library with what was ratified here."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from coequal.analyses.runs.asking import policy_of
from coequal.analyses.surroundings import around
from coequal.drafting.models import Handover
from coequal.errors import CoequalError
from coequal.programmes.adoption.library import WithAdopted
from coequal.programmes.models import Ratification
from coequal.programmes.options.candidates import put_forward
from coequal.programmes.stages import kinds
from tests.lint.building import POLICY, library_folder
from tests.programmes import making
from tests.web.signing import OWN
from tests.web.studio.drafting import TEXT

pytestmark = pytest.mark.django_db
OLD, NEW = "here/fertility@2024", "here/fertility@2027"


@pytest.fixture
def library(settings: object, tmp_path: Path) -> WithAdopted:
    """A library with one policy, of 2024, which is the site's."""
    settings.LIBRARY_DIR = library_folder(tmp_path, policies=[POLICY])
    return WithAdopted(settings.LIBRARY_DIR)


def ratified(text: str = TEXT, policy: str = "here/fertility") -> Handover:
    """The text that was ratified: a version that is in force from today on, in place of that of 2024."""
    area = making.area(stage=kinds.DECISION)
    made = making.decided(making.motion(area, making.meeting(), making.proposed(area, text)))
    found, today = made.motion.handover, timezone.localdate()
    assert found is not None
    Ratification(
        decision=made,
        policy=policy,
        version=found.version,
        digest=found.digest,
        text=found.text,
        starts=today,
        supersedes=[OLD],
        review_due=today + timedelta(700),
    ).save()
    return found


def test_versions_stand_as_they_do_after_what_was_ratified(library: WithAdopted) -> None:
    """Asked for by the policy or by the service; before that they stand as in the files."""
    assert [(one.version, one.status) for one in library.versions("here/fertility")] == [("2024", "in force")]
    ratified()
    stand = [("2024", "superseded"), ("2027", "in force")]
    assert [(one.version, one.status) for one in library.versions("here/fertility")] == stand
    assert [(one.version, one.status) for one in library.of_service("fertility")] == stand


def test_a_policy_can_be_there_by_ratification_alone(library: WithAdopted) -> None:
    """What is neither in the library nor ratified is not there."""
    ratified(TEXT.replace("policy: here/", "policy: there/"), "there/fertility")
    assert [one.version for one in library.versions("there/fertility")] == ["2027"]
    assert {one.id for one in library.of_service("fertility")} == {"here/fertility", "there/fertility"}
    with pytest.raises(CoequalError, match='There is no policy "nowhere/fertility"'):
        library.versions("nowhere/fertility")


@pytest.mark.usefixtures("library")
def test_an_option_can_be_what_was_ratified() -> None:
    """By the digest of the text that was."""
    found = ratified()
    made = put_forward(making.acting(), making.area(title="Again", stage=kinds.LONG_LIST), "As now", "It stays.", policy=NEW)
    assert made.digest == found.digest


@pytest.mark.usefixtures("library")
def test_an_analysis_knows_what_was_ratified() -> None:
    """By its name, and as what binds on a day."""
    found, today = ratified(), timezone.localdate()
    assert policy_of({"policy": NEW}, around(OWN), today).digest == found.digest
    days = {"2027": today, "2024": today - timedelta(1)}
    assert all(policy_of({"policy": "here/fertility"}, around(OWN), day).version == version for version, day in days.items())
