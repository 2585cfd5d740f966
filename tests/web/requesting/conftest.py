"""The pages of funding requests over the small library of the studio's tests, whose body has rules for requests."""

import pytest

from tests.web.studio.conftest import small_library, small_shelf  # noqa: F401  # fixtures, which pytest finds by their names


@pytest.fixture(autouse=True)
def no_scanner(settings: object) -> None:
    """No file is scanned, whatever this machine has."""
    settings.SCANNER = ""


@pytest.fixture
def scanner(settings: object) -> None:
    """A program that finds every file clean."""
    settings.SCANNER = "true"


@pytest.fixture
def board() -> object:
    """The body of the made-up policy, with rules of its own; imported here, since pytest reads this before Django is ready."""
    from coequal.accounts.models import Organisation
    from coequal.referrals.models import RulesVersion
    from coequal.referrals.rules.reading import EXAMPLES

    made = Organisation.objects.create(code="BBB", name="Here", invented=True)
    rules = (EXAMPLES / "exampleshire.yaml").read_text(encoding="utf-8")
    RulesVersion(organisation=made, since="2026-01-01", text=rules, why="A test").save()
    return made
