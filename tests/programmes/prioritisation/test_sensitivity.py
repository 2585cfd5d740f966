"""How much an order hangs on weights and on members."""

import numpy as np
from hypothesis import given

from coequal.programmes.prioritisation.sensitivity import Turn, anywhere, kept, near, nearest_turn, turns, without_each
from coequal.programmes.prioritisation.weighing import ranks
from tests.programmes.prioritisation.test_weighing import SCORES

TEN = np.array([10.0, 10.0])


def test_weights_are_drawn_near_those_that_were_chosen() -> None:
    """Each between half of it and half as much again; the same seed draws the same, to the last bit."""
    weights = np.array([4.0, 1.0])
    drawn = near(weights, 1000, seed=7)
    assert ((drawn >= weights * 0.5) & (drawn <= weights * 1.5)).all()
    assert np.array_equal(drawn, near(weights, 1000, seed=7))
    assert not np.array_equal(drawn, near(weights, 1000, seed=8))


def test_weights_are_drawn_anywhere() -> None:
    """The shares of all points come to one, and each domain has a third of them on average, whatever its highest score."""
    highest = np.array([10.0, 5.0, 20.0])
    points = anywhere(highest, 20_000, seed=7) * highest
    assert np.allclose(points.sum(axis=1), 1)
    assert np.allclose(points.mean(axis=0), 1 / 3, atol=0.01)


def test_a_topic_that_is_best_everywhere_keeps_its_place_in_every_draw() -> None:
    """While two that are each better in one domain change places in half of the draws of any weights."""
    scores, weights = np.array([[9.0, 9.0], [8.0, 2.0], [2.0, 8.0]]), np.array([2.0, 1.0])
    found = kept(scores, weights, anywhere(TEN, 4000, seed=7), seed=7)
    assert found.own_place[0] == 1
    assert abs(found.own_place[1] - 0.5) < 0.05
    assert found.own_place[1] == found.own_place[2] == found.order
    assert np.allclose(found.places.sum(axis=1), 1)
    assert found.places[1].tolist() == [0, found.places[2, 2], found.places[2, 1]]
    assert (found.draws, found.seed) == (4000, 7)


def test_the_weight_at_which_two_topics_come_level() -> None:
    """A is better by 6 at weight 2, B by 4 at weight 1: at 2 x 6 = 12 against 4, until the first falls to 2/3 or the other grows to 3."""
    scores, weights = np.array([[8.0, 2.0], [2.0, 6.0]]), np.array([2.0, 1.0])
    first, second = turns(scores, weights)
    assert (first.domain, second.domain, first.topics) == (0, 1, (0, 1))
    assert np.allclose([first.weight, second.weight], [2 / 3, 3])
    assert np.isclose(first.change(weights), -2 / 3)
    assert nearest_turn(scores, weights) == first


def test_an_order_that_no_single_weight_turns() -> None:
    """Where one topic is better everywhere there is none; a domain that tells two apart only while it counts comes to nothing."""
    assert nearest_turn(np.array([[8.0, 6.0], [2.0, 5.0]]), np.array([2.0, 1.0])) is None
    assert turns(np.array([[8.0, 5.0], [2.0, 5.0]]), np.array([2.0, 1.0])) == [Turn(0, 0.0, (0, 1))]


def test_topics_that_tie_come_apart_at_any_change() -> None:
    """So the weight at which they do is the domain's own."""
    scores, weights = np.array([[4.0, 2.0], [2.0, 6.0]]), np.array([2.0, 1.0])
    assert turns(scores, weights) == [Turn(0, 2.0, (0, 1)), Turn(1, 1.0, (0, 1))]


@given(SCORES)
def test_the_order_holds_up_to_the_nearest_turn_and_not_beyond_it(drawn: tuple[list[list[int]], list[int]]) -> None:
    """Tried on either side of each."""
    scores, weights = np.array(drawn[0], dtype=float), np.array(drawn[1], dtype=float)
    own = ranks(scores @ weights).tolist()
    for turn in turns(scores, weights):
        step = 1e-6 if turn.weight >= weights[turn.domain] else -1e-6

        def at(weight: float, turn: Turn = turn) -> list[int]:
            changed = weights.copy()
            changed[turn.domain] = weight
            return ranks(scores @ changed).tolist()

        assert at(turn.weight) != own or turn.weight == weights[turn.domain]
        if turn.weight == weights[turn.domain]:
            assert at(turn.weight + step) != own
        else:
            assert at(turn.weight - step) == own


def test_what_each_member_turns_by_not_being_there() -> None:
    """Two prefer A by a little, a third B by much: without the third A comes first."""
    given_scores = np.array([[[6.0], [5.0]], [[6.0], [5.0]], [[1.0], [9.0]]])
    one = np.array([1.0])
    assert ranks(given_scores.mean(axis=0)[:, 0]).tolist() == [2, 1]
    assert without_each(given_scores, one, np.array([10.0])).tolist() == [[2, 1], [2, 1], [1, 2]]
