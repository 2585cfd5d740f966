"""Every page about a survey that can be looked at."""

import pytest

from tests.involvement import making
from tests.web.surveys.asking import address, officer, see

pytestmark = pytest.mark.django_db


def test_every_page_of_a_survey_is_drawn() -> None:
    survey = making.survey()
    client = officer()
    assert "version 1" in see(client, "survey", survey)
    assert "Should the rules be the same everywhere?" in see(client, "build", survey)
    assert "## The rules" in see(client, "edit", survey)
    for name, parts in (
        ("about", {}),
        ("new-page", {}),
        ("page", {"part": "the-rules"}),
        ("question", {"part": "ways"}),
        ("question", {"part": "importance"}),
        ("question", {"part": "services"}),
        ("new-question", {"page": "about-you", "kind": "several"}),
        ("words", {"language": "cy"}),
        ("words", {"language": "easy-read"}),
        ("publish", {}),
        ("versions", {}),
        ("forms", {}),
    ):
        assert see(client, name, survey, **parts)
    assert client.get(address("pdf", survey)).content.startswith(b"%PDF")
