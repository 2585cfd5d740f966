"""What a round came to, as arrays: what members gave alone and after they had talked, and what the group agreed on."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from coequal.programmes.models import Round, Scorer, Topic
from coequal.programmes.models.prioritising import AFTER, BEFORE
from coequal.programmes.prioritisation.agreeing import agreed_scores
from coequal.programmes.prioritisation.rounds import members_of, require_enough
from coequal.programmes.prioritisation.scorecards import Domain, domains_of
from coequal.programmes.prioritisation.scoring import scores_of
from coequal.programmes.prioritisation.sensitivity import Kept, Turn, anywhere, kept, near, nearest_turn, without_each
from coequal.programmes.prioritisation.weighing import Numbers, Ranks, Spread, ranks, spread, totals


@dataclass(frozen=True)
class Results:
    """The scores of a round. `before` and `after` have an axis each for members, topics and domains; `agreed` for the last two.

    Whoever gave no other score after talking stays with the first. Where nothing is agreed on, the mean of the members stands.
    """

    topics: tuple[Topic, ...]
    domains: tuple[Domain, ...]
    members: tuple[Scorer, ...]
    before: Numbers
    after: Numbers
    agreed: Numbers

    @cached_property
    def weights(self) -> Numbers:
        """The weight of each domain."""
        return np.array([float(one.weight) for one in self.domains])

    @cached_property
    def highest(self) -> Numbers:
        """The highest score of each domain."""
        return np.array([float(one.highest) for one in self.domains])

    def out_of_100(self, scores: Numbers) -> Numbers:
        """What each topic comes to by some scores."""
        return totals(scores, self.weights, self.highest)

    @cached_property
    def totals(self) -> Numbers:
        """What each topic comes to by the scores that were agreed on."""
        return self.out_of_100(self.agreed)

    @cached_property
    def ranks(self) -> Ranks:
        """The place of each topic by them."""
        return ranks(self.totals)

    @cached_property
    def ranks_before(self) -> Ranks:
        """The place of each topic by the mean of what members gave alone."""
        return ranks(self.out_of_100(self.before.mean(axis=0)))

    def spread_of_totals(self, given: Numbers) -> Spread:
        """How far apart the totals of the members were for each topic."""
        return spread(self.out_of_100(given))

    @cached_property
    def nearby(self) -> Kept:
        """What becomes of the order when each weight is somewhat smaller or larger."""
        return kept(self.agreed, self.weights, near(self.weights))

    @cached_property
    def everywhere(self) -> Kept:
        """What becomes of the order under any weights at all."""
        return kept(self.agreed, self.weights, anywhere(self.highest))

    @cached_property
    def turn(self) -> Turn | None:
        """The smallest change of one weight that turns the order, where there is one."""
        return nearest_turn(self.agreed, self.weights)

    @cached_property
    def ranks_of_means(self) -> Ranks:
        """The place of each topic by the mean of what all members gave after talking."""
        return ranks(self.out_of_100(self.after.mean(axis=0)))

    @cached_property
    def without_each(self) -> Ranks:
        """The places that the others' means make without each member in turn."""
        return without_each(self.after, self.weights, self.highest)


def results_of(of: Round) -> Results:
    """What a round came to. Raises `CoequalError` while scores are blind, and where too many members left."""
    scores = scores_of(of)
    require_enough(of)
    topics, members, domains = list(of.topics.all()), members_of(of), domains_of(of.scorecard)
    agreed = agreed_scores(of)

    def each(given: Callable[[int, int, str], int]) -> Numbers:
        return np.array(
            [[[float(given(topic.pk, one.pk, domain.key)) for domain in domains] for topic in topics] for one in members]
        )

    before = each(lambda *key: scores[key][BEFORE].score)
    after = each(lambda *key: scores[key].get(AFTER, scores[key][BEFORE]).score)
    means = after.mean(axis=0)
    standing = [
        [
            float(agreed[topic.pk, domain.key].score) if (topic.pk, domain.key) in agreed else means[row, column]
            for column, domain in enumerate(domains)
        ]
        for row, topic in enumerate(topics)
    ]
    return Results(tuple(topics), domains, tuple(members), before, after, np.array(standing))
