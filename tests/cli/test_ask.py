"""`coequal ask`: an interview in the terminal, from the first question to the answer."""

import json
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from coequal.cli import ask
from coequal.policies.library import Library
from tests.cli.conftest import Call
from tests.cli.running import COUPLE, POLICY, Answer, flowing, in_a_process
from tests.policies.building import DICTIONARY, library_folder

HEARING = """\
---
policy: here/hearing
version: "{version}"
title: Hearing aids
service: hearing
completeness: whole
status: in force
in force: {{from: {start}, until: {end}}}
binds by: referral date
source: {{title: The rules}}
---
# Hearing aids

```treatments
aids: {{name: A pair of hearing aids}}
```

## 1. Work

```criterion
id: work
clause: "1"
met when: works
otherwise: Look for work.
```

## 2. Which ear

```criterion
id: ear
clause: "2"
met when: ear = "{ear}"
```

## 3. Hearing loss

```criterion
id: loss
clause: "3"
met when: hearing loss > 25
evidence: {{hearing loss: within 12 months before referral date}}
```

## 4. Service

```criterion
id: service
clause: "4"
kind: judgement
judged when: serves
```
"""
PEOPLE = """
```example
name: she does not work
facts: {works: false}
outcome: not eligible
```

```example
name: her right ear
facts: {works: true, ear: right}
outcome: not eligible
```

```example
name: nothing is known
outcome: not known
```
"""
OLD = HEARING.format(version="2020", start="2020-01-01", end="2022-12-31", ear="right")
NEW = HEARING.format(version="2023", start="2023-01-01", end="2090-12-31", ear="left")
ASKED = {
    "says: the date of referral,": "says: the date of referral, question: When was she referred?, answered by: anyone,",
    "says: her hearing loss,": "says: her hearing loss, question: What is her hearing loss?, help: In the better ear., answered by: anyone,",
    "says: whether she works,": "says: whether she works, question: Does she work?, answered by: anyone,",
    "says: whether she serves,": "says: whether she serves, question: Does she serve?, answered by: clinician,",
    "says: the ear,": "says: the ear, question: Which ear is it?, answered by: anyone,",
}


class Today(date):
    """A day on which nothing changes."""

    @classmethod
    def today(cls) -> date:
        """2 May 2024."""
        return date(2024, 5, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with two versions of a policy, and a dictionary that has questions."""
    found = library_folder(tmp_path / "library", OLD, NEW)
    dictionary = DICTIONARY
    for plain, asked in ASKED.items():
        assert dictionary.count(plain) == 1
        dictionary = dictionary.replace(plain, asked)
    (found / "services" / "hearing.yaml").write_text(dictionary, encoding="utf-8")
    return found


@pytest.fixture
def interview(coequal: Call, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Holds an interview about hearing aids, on 2 May 2024, with what is typed line by line."""
    monkeypatch.setattr(ask, "date", Today)

    def hold(*typed: str, options: tuple[str, ...] = (), policy: str = "here/hearing") -> Answer:
        monkeypatch.setattr(sys, "stdin", StringIO("".join(f"{line}\n" for line in typed)))
        return coequal("ask", policy, "--library", folder, *options)

    return hold


def test_an_interview_ends_with_the_assessment_and_says_how_short_it_was(interview: Call) -> None:
    """Question after question, each with its number; the answer goes where it can be piped on."""
    answer = interview("2023-05-02", "y", "1", "30, 2023-02-01", "n")

    assert answer.status == 0
    asked = [line for line in answer.err.splitlines() if line[:1].isdigit()]
    assert asked == [
        "1. When was she referred?",
        "2. Does she work?",
        "3. Which ear is it?",
        "4. What is her hearing loss?",
        "5. Does she serve?",
    ]
    assert "\n  ELIGIBLE: A pair of hearing aids\n" in answer.out
    assert answer.out.endswith("\n5 questions; the policy looks at 5 facts.\n")
    assert answer.out.startswith("\nHearing aids\nhere/hearing, version 2023")


def test_it_begins_with_what_can_be_typed(interview: Call) -> None:
    """And each question with how to answer it, and with its help if it has some."""
    answer = interview("2023-05-02", "y", "1")

    assert flowing(answer.err).startswith(
        "Hearing aids. Type ? if you do not know, b to go back, w to see why it is asked, q to stop"
    )
    assert "\n1. When was she referred?\n   (a date such as 2023-05-02 or 2/5/2023 (day, month, year))\n> " in answer.err
    assert "\n3. Which ear is it?\n   (the number: 1 left, 2 right)\n> " in answer.err
    assert "\n4. What is her hearing loss?\n   In the better ear.\n   (a whole number and the date" in answer.err


def test_it_ends_when_nothing_matters_any_more(interview: Call) -> None:
    """Somebody who does not work is not asked for the rest."""
    answer = interview("2023-05-02", "n", "1", "30, 2023-02-01", "n")

    assert "NOT ELIGIBLE: A pair of hearing aids" in answer.out
    assert answer.out.endswith("\n2 questions; the policy looks at 5 facts.\n")
    assert answer.err.count("> ") == 2


def test_who_does_not_know_is_not_asked_again(interview: Call) -> None:
    """It counts as an answer, and what is not known stays so."""
    answer = interview("2023-05-02", "y", "?", "?", "n")

    assert "NOT KNOWN: A pair of hearing aids" in answer.out
    assert answer.err.count("Which ear is it?") == 1
    assert answer.out.endswith("\n5 questions; the policy looks at 5 facts.\n")


def test_a_referral_that_has_not_happened_yet_is_taken_to_be_today(interview: Call) -> None:
    """And that is said."""
    for typed in ("not yet", "?"):
        answer = interview(typed, "n")
        assert "The date of referral is not known, so today, 2 May 2024, stands for it." in answer.out


def test_b_goes_back_to_the_question_before(interview: Call) -> None:
    """At the beginning there is none; the answer taken back does not count."""
    answer = interview("b", "2023-05-02", "n", "b")
    assert "2 questions" in answer.out  # the interview was over before anybody could go back

    answer = interview("b", "2023-05-02", "y", "b", "n")
    assert answer.err.count("1. When was she referred?") == 1
    assert answer.err.count("2. Does she work?") == 2
    assert "NOT ELIGIBLE: A pair of hearing aids" in answer.out


def test_w_says_why_it_is_asked(interview: Call) -> None:
    """By the criteria that look at the fact, among them those that count a period from the day of referral."""
    answer = interview("w", "2023-05-02", "w", "n")

    assert "These criteria look at it: Hearing loss (clause 3)." in answer.err
    assert "These criteria look at it: Work (clause 1)." in answer.err
    assert answer.err.count("2. Does she work?") == 1


def test_the_treatment_decides_what_is_asked_about(coequal: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """No criterion looks at it."""
    monkeypatch.setattr(sys, "stdin", StringIO("w\n"))

    assert "It decides which treatment, or which version of the policy, is meant." in coequal("ask", POLICY).err


@pytest.mark.parametrize("typed", [("q",), (" q ",), ()], ids=["q", "q between spaces", "the end of the input"])
def test_who_stops_gets_the_answer_so_far(interview: Call, typed: tuple[str, ...]) -> None:
    """With what is still not known."""
    answer = interview("2023-05-02", *typed)

    assert answer.status == 0
    assert "NOT KNOWN: A pair of hearing aids" in answer.out
    assert "    - works: whether she works" in answer.out
    assert answer.out.endswith("\n1 question; the policy looks at 5 facts.\n")


@pytest.mark.parametrize(
    ("before", "typed", "message"),
    [
        ((), "soon", '"soon" is not a date'),
        ((), "31/2/2023", "2023-02-31 is not a day in the calendar"),
        ((), "2019-12-31", "No version of here/hearing was in force on 31 December 2019"),
        (("2023-05-02",), "perhaps", "neither true nor false"),
        (("2023-05-02",), "", "Type an answer, or ? if you do not know."),
        (("2023-05-02", "y"), "3", 'ear cannot be "3". It may be: left, right.'),
        (("2023-05-02", "y"), "lefft", 'Did you mean "left"?'),
        (("2023-05-02", "y", "left"), "30", "Write 30, 2023-05-02, or 30, ? if it is not known."),
        (("2023-05-02", "y", "left"), "loud, 2023-02-01", '"loud" is not a number'),
        (("2023-05-02", "y", "left"), "300, 2023-02-01", "it must be from 0 to 120 dB"),
    ],
)
def test_an_answer_that_cannot_be_used_gets_one_message_and_another_try(
    interview: Call, before: tuple[str, ...], typed: str, message: str
) -> None:
    """The question stays the same, and what was answered before it counts."""
    answer = interview(*before, typed, "q")

    assert answer.status == 0
    assert flowing(answer.err).count(message) == 1
    assert answer.err.count("> ") == len(before) + 2
    assert len([line for line in answer.err.splitlines() if line[:1].isdigit()]) == len(before) + 1
    assert f"\n{len(before)} question" in answer.out


@pytest.mark.parametrize(
    "typed",
    [
        ("2/5/2023", "y", "1", "30, 2023-02-01", "n"),
        ("02.05.2023", "Y", "left", "30 dB, 1/2/2023", "N"),
        (" 2-5-2023 ", "yes", " 1 ", " 30 ,1-2-2023 ", "no"),
    ],
)
def test_an_answer_may_be_typed_in_several_ways(interview: Call, typed: tuple[str, ...]) -> None:
    """Dates with the day first, choices by number or word, a number with its unit; spaces do not matter."""
    assert (
        interview(*typed, options=("--json",)).out
        == interview("2023-05-02", "y", "1", "30, 2023-02-01", "n", options=("--json",)).out
    )


def test_a_result_without_its_date_does_not_count(interview: Call) -> None:
    """It may be given, if the date is not known."""
    answer = interview("2023-05-02", "y", "1", "30, ?", "n")

    assert "NOT KNOWN: A pair of hearing aids" in answer.out
    assert "The hearing loss result has no date" in flowing(answer.out)


def test_the_version_that_binds_on_the_day_of_referral_is_asked_about(interview: Call) -> None:
    """Until the end of 2022 it was the other ear that counted."""
    typed = ("y", "right", "30, 2022-02-01", "n")

    old, new = interview("2022-05-02", *typed), interview("2024-05-02", *typed)
    assert "here/hearing, version 2020" in old.out
    assert "\n  ELIGIBLE: A pair of hearing aids" in old.out
    assert "here/hearing, version 2023" in new.out
    assert "\n  NOT ELIGIBLE: A pair of hearing aids" in new.out


def test_a_version_that_was_named_is_asked_about_with_a_warning(interview: Call) -> None:
    """Although it does not bind on the day of referral."""
    answer = interview("2024-05-02", "y", "right", "30, 2024-02-01", "n", policy="here/hearing@2020")

    assert "\n  ELIGIBLE: A pair of hearing aids" in answer.out
    assert "Version 2020 was named, but it does not bind on 2 May 2024" in flowing(answer.out)


def test_the_json_is_the_report_of_the_same_case(interview: Call, coequal: Call, folder: Path, tmp_path: Path) -> None:
    """As `coequal check --json` prints it, with nothing else on that stream."""
    case = tmp_path / "case.yaml"
    case.write_text("referral date: 2023-05-02\nworks: true\near: right\n", encoding="utf-8")
    answer = interview("2023-05-02", "y", "2", options=("--json",))

    assert json.loads(answer.out) == json.loads(coequal("check", "here/hearing", case, "--library", folder, "--json").out)


def test_the_public_is_not_asked_what_a_clinician_knows(interview: Call) -> None:
    """So the answer stays not known where that matters."""
    answer = interview("2023-05-02", "y", "1", "30, 2023-02-01", options=("--public",))

    assert "Does she serve?" not in answer.err
    assert "NOT KNOWN: A pair of hearing aids" in answer.out
    assert answer.out.endswith("\n4 questions; the policy looks at 5 facts.\n")


def test_a_measurement_counts_the_questions_to_the_example_people(interview: Call, folder: Path) -> None:
    """Two, three and five: none beyond the one that settles it, and all of somebody who knows nothing."""
    (folder / "policies" / "here" / "hearing" / "2023.md").write_text(NEW + PEOPLE, encoding="utf-8")

    assert flowing(interview(options=("--measure",)).out) == (
        "3 example people are asked 3.3 questions on average, at least 2 and at most 5; the policy looks at 5 facts."
    )
    found = {"people": 3, "mean": 3.3, "least": 2, "most": 5, "facts": 5}
    assert json.loads(interview(options=("--measure", "--json")).out) == found
    public = json.loads(interview(options=("--measure", "--json", "--public")).out)
    assert public == {"people": 3, "mean": 3, "least": 2, "most": 4, "facts": 5}


def test_a_policy_without_example_people_cannot_be_measured(interview: Call) -> None:
    """One message, and exit status 2."""
    answer = interview(options=("--measure",))

    assert (answer.status, answer.out) == (2, "")
    assert answer.err == "coequal: here/hearing has no example people to ask.\n"


def test_a_policy_that_is_not_there_is_one_message(interview: Call) -> None:
    """Before anything is asked."""
    answer = interview(policy="here/seeing")

    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith('coequal: There is no policy "here/seeing".')


def test_what_is_no_text_is_asked_for_again(tmp_path: Path) -> None:
    """Bytes that mean nothing end no interview."""
    answer = in_a_process(tmp_path, "ask", POLICY, given=b"\xff\xfe\nIVF\nq\n")

    assert answer.status == 0
    assert 'treatment sought cannot be "' in answer.err
    assert "1 question; the policy looks at" in answer.out


class Person(StringIO):
    """Somebody who listens to the questions and answers each, whatever their order."""

    def __init__(self, answers: dict[str, str]) -> None:
        """Take the answer to each question."""
        super().__init__()
        self.answers = answers
        self.asked: list[str] = []

    def readline(self, size: int | None = -1, /) -> str:  # noqa: ARG002  # as a stream has it
        """The answer to the question that was asked last."""
        heard = flowing(self.getvalue())
        question = max(self.answers, key=heard.rfind)
        self.asked.append(question)
        return f"{self.answers[question]}\n"


def test_a_couple_is_led_to_their_answer(coequal: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Less than half of 53 facts are asked, each once; not the start of treatment, nor transfers, which change no outcome."""
    facts = Library().vocabulary("assisted-conception").dictionary.facts
    typed = {**COUPLE, "AMH": "12.0 pmol/L, 1/2/2023", "patient BMI": "24.1", "patient area": "norfolk and waveney"}
    person = Person({str(facts[name].question): answer for name, answer in typed.items()})
    monkeypatch.setattr(sys, "stdin", person)
    monkeypatch.setattr(sys, "stderr", person)
    out = coequal("ask", POLICY).out

    assert "\n  ELIGIBLE: IVF, with ICSI if needed (fresh cycles: 2, embryo transfers: not known)\n" in out
    assert "The date on which treatment is to start is not known, so the date of referral stands for it." in flowing(out)
    assert "The outcome stays as it is if the date on which treatment is to start is" in flowing(out)
    assert "not after 3 March 2030." in flowing(out)
    assert not {facts["treatment start date"].question, facts["NHS embryo transfers"].question} & set(person.asked)
    assert len(person.asked) == len(set(person.asked))
    assert len(person.asked) < 53 / 2


def test_what_is_known_already_is_not_asked(interview: Call, tmp_path: Path) -> None:
    """The case that is given begins the interview."""
    known = tmp_path / "known.yaml"
    known.write_text("works: true\n", encoding="utf-8")
    first = interview("q", options=("--case", str(known)))
    assert "1." in first.err
    assert "work" not in first.err.partition("1.")[2].partition("\n")[0].casefold()


def test_answers_are_kept_in_a_new_file(interview: Call, coequal: Call, folder: Path, tmp_path: Path) -> None:
    """Which can be checked again; one that is there already is left alone, and nobody answers in vain."""
    kept = tmp_path / "kept.yaml"
    answer = interview("2/5/2024", "q", options=("--save", str(kept)))
    assert answer.status == 0
    assert "referral date: 2024-05-02\n" in kept.read_text(encoding="utf-8")
    assert coequal("check", "here/hearing", kept, "--library", folder).status == 0
    again = interview("2/5/2024", "q", options=("--save", str(kept)))
    assert (again.status, again.out) == (2, "")
    assert again.err == f"coequal: {kept}: This file is there already. Name a new one.\n"
