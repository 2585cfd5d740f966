"""The summary and the easy read."""

import pytest

from coequal.accounts.roles import Role
from coequal.documents.model import Table
from coequal.exchange.easy.words import short_sentences
from coequal.involvement.models.involvements import CLOSED
from coequal.involvement.reporting.easy import DRAFT
from coequal.involvement.reporting.findings import easy_read, summary
from coequal.involvement.reporting.passages import write
from coequal.involvement.reporting.publishing import pages
from tests.involvement.making import SURVEY, involvement, publish, response, survey
from tests.involvement.reporting.much import acting, headings, much, said, survey_of, under

pytestmark = pytest.mark.django_db


def test_the_summary_has_what_matters_on_four_pages() -> None:
    """What somebody wrote, the numbers, the answers that most gave, the themes of most texts, the conclusion."""
    made, analyst = much(), acting(Role.ANALYST)
    write(analyst, made, "executive-summary", "In short: yes.", 0)
    write(analyst, made, "conclusion", "The board decides in May.", 0)
    found = summary(made)
    told = said(list(found.blocks))
    assert "In short: yes." in told
    assert "Should the rules be the same everywhere? Yes: 67 % of the 60 who answered" in told
    assert "The same for everybody | 20" in told
    assert told.endswith("The board decides in May.")
    assert pages(found) <= 4
    assert headings(found)[0] == "How many were heard"


def test_the_summary_names_no_answer_that_few_gave_and_leaves_long_lists_to_the_report() -> None:
    """It says how many questions there are."""
    made = involvement(CLOSED)
    more = "".join(f"\n```question\nid: more-{n}\nkind: one\nasks: Number {n}?\nanswers: {{a: A, b: B}}\n```\n" for n in range(25))
    asked = survey(made, SURVEY + more)
    for _ in range(3):
        response(asked, {"capacity": "public", "one-policy": "agree"})
    told = said(list(summary(made).blocks))
    assert "Should the rules be the same everywhere? Not told, so that nobody is singled out." in told
    assert "The full report has all 28 questions." in told
    assert "What people answered most often" not in said(list(summary(involvement(CLOSED)).blocks))


def test_the_easy_read_is_a_draft_and_says_so() -> None:
    """In short sentences and large letters, and in the survey's own easy words."""
    made = much()
    write(acting(Role.ANALYST), made, "easy-read", "You told us a lot; we read it all.", 0)
    found = easy_read(made)
    told = said(list(found.blocks))
    assert found.large
    assert said(list(found.blocks[:1])) == f"A draft\n{DRAFT}"
    assert "You told us a lot.\nWe read it all." in told
    assert "Most people said: Yes\nThat is about 7 out of every 10 people who answered." in told
    assert "Most people said: IVF\nNearly everybody who answered said this." in told
    assert (
        "We got 60 forms that people filled in.\nWe got 1 letter or email.\nWe had 1 meeting.\n12 people came to meetings." in told
    )
    assert "The same for everybody: about 20 times." in told
    assert "Other" not in told
    assert not [block for block in found.blocks if isinstance(block, Table)]
    assert max(len(sentence.split()) for line in told.split("\n") for sentence in short_sentences(line)) <= 20


def test_the_easy_read_says_when_few_answered() -> None:
    """And nothing of what there was none of."""
    made = involvement(CLOSED, opens=None, closes=None)
    asked = survey(made)
    for number in range(30):
        kinds = ("agree", "disagree", "unsure")
        response(asked, {"capacity": "public", "one-policy": kinds[number % 3], "services": ["iui"] if number < 3 else []})
    told = said(list(easy_read(made).blocks))
    assert "The answer we got most: Yes or No or I am not sure\nThat is about 3 out of every 10 people who answered." in told
    assert "Nobody answered this." in told
    assert "meeting" not in told
    assert "The first day" not in told
    assert "What people wrote about most" not in told
    assert said(under(easy_read(involvement(CLOSED)), "Who told us")) == "Some people did more than 1 of these."
    assert "What people answered" not in headings(easy_read(involvement(CLOSED)))


def test_short_ones_tell_versions_apart() -> None:
    """What was asked otherwise before stands beside what is asked now; and few who answered are not told."""
    made = much()
    asked = survey_of(made)
    asked.version = publish(asked, SURVEY.replace("unsure: I am not sure", "unsure: I am not sure, rarely: Only rarely"))
    asked.save()
    for _ in range(3):
        response(asked, {"capacity": "public", "one-policy": "rarely"})
    told = said(list(summary(made).blocks))
    assert "Should the rules be the same everywhere? Not told, so that nobody is singled out." in told
    assert "Should the rules be the same everywhere? (in version 1) Yes: 67 % of the 60 who answered" in told
    easy = said(list(easy_read(made).blocks))
    assert "We do not say what people answered. So nobody can be found." in easy
    assert "We asked this before we changed the survey.\nMost people said: Yes" in easy
