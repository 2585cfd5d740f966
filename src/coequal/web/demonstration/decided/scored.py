"""A round of scoring: topics, evidence, members and their interests, what each scored alone and after talking, the outcome."""

from collections.abc import Mapping, Sequence
from typing import Any

from coequal.accounts.acting import Acting
from coequal.accounts.roles import Role
from coequal.programmes.models import Round, Scorecard, ServiceArea, Topic
from coequal.programmes.prioritisation import example, rounds, scorecards
from coequal.programmes.prioritisation.agreeing import moderate, recommend
from coequal.programmes.prioritisation.scoring import Given, declare, open_talk, score
from coequal.web.demonstration.decided.cast import owner, person, play, read
from coequal.web.demonstration.decided.of_then import on

Told = Mapping[str, Any]


def scorecard() -> Scorecard:
    """The example that ships, as a scorecard of Exampleshire."""
    return scorecards.make(play(), owner(), example.TITLE, example.DOMAINS, example.ORIGIN)


def scored(area: ServiceArea, card: Scorecard) -> None:
    """The whole round, day by day."""
    said = read("exampleshire-scoring.yaml")
    days = said["days"]
    with on(days["prepared"]):
        of = _prepared(area, card, said)
    members = [one for one in said["members"] if not one.get("leaves")]
    with on(days["declared"]):
        for one in said["members"]:
            declare(_member(one), of, one["interests"], leaves=one.get("leaves", False))
    with on(days["alone"]):
        rounds.start(play(), of)
        _score(of, members, said["topics"], "alone")
        open_talk(play(), of)
    with on(days["talked"]):
        _score(of, members, said["topics"], "after")
    with on(days["agreed"]):
        for topic, told in _each(of, said["topics"]):
            moderate(play(), topic, _given(of, told["agreed"], told["why"]))
    with on(days["recommended"]):
        for topic, told in _each(of, said["topics"]):
            recommend(play(), topic, told["says"], told["reasons"], days["recommended"])


def _prepared(area: ServiceArea, card: Scorecard, said: Told) -> Round:
    """The round with its topics, what was found on each, and the members."""
    made = rounds.begin(play(), area, card, said["title"])
    for told in said["topics"]:
        topic = rounds.add_topic(play(), made, told["title"], told["people"], told["compared"])
        for one in told["evidence"]:
            rounds.add_evidence(play(), topic, one)
    for one in said["members"]:
        rounds.name_scorer(play(), made, person(Role(one["role"]), one.get("which", "")), one["post"])
    return made


def _member(one: Told) -> Acting:
    return play(Role(one["role"]), one.get("which", ""))


def _each(of: Round, told: Sequence[Told]) -> list[tuple[Topic, Told]]:
    """The topics with what is told of each."""
    return list(zip(of.topics.all(), told, strict=True))


def _score(of: Round, members: Sequence[Told], topics: Sequence[Told], phase: str) -> None:
    """What each member scored in a phase: a row for each in the story."""
    for topic, told in _each(of, topics):
        for one, row in zip(members, told[phase], strict=True):
            score(_member(one), topic, _given(of, row, {}))


def _given(of: Round, row: Sequence[int], why: Mapping[str, str]) -> dict[str, Given]:
    """Scores in the order of the domains."""
    keys = [one["key"] for one in of.scorecard.domains]
    return {key: Given(number, why.get(key, "")) for key, number in zip(keys, row, strict=True)}
