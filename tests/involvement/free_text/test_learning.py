"""What software learns from texts: draft themes that change little by chance, and suggestions only where it is sure."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from coequal.errors import CoequalError
from coequal.involvement.free_text import embeddings, suggesting, themes, vectors
from coequal.involvement.free_text.language_model import Endpoint, Proposed, endpoint, propose
from coequal.involvement.free_text.suggesting import Features, Learnt, learn
from coequal.involvement.free_text.themes import draft, keywords
from tests.involvement.making import involvement
from tests.involvement.writing import extracts, wrote

WAIT = ["We waited {} months for a letter", "The waiting list took {} months", "It took {} months to be seen at all"]
COST = ["It costs us {} pounds a month", "Paying {} pounds is more than we have", "Treatment for {} pounds is too dear"]
TRAVEL = [
    "The bus to the clinic takes {} hours",
    "We drive {} miles to the hospital by car",
    "Parking at the clinic costs {} hours",
]


def _texts(times: int = 14) -> tuple[list[str], list[str]]:
    found = [(said.format(n), name) for n in range(times) for name, group in _GROUPS for said in group]
    return [text for text, _name in found], [name for _text, name in found]


_GROUPS = (("waiting", WAIT), ("cost", COST), ("travel", TRAVEL))


def _groups(texts: list[str], seed: int, rows: Any = None) -> list[int]:
    found = [0] * len(texts)
    for number, one in enumerate(draft(texts, rows, seed)):
        for place in one.members:
            found[place] = number
    return found


def test_texts_that_say_alike_are_grouped_whatever_the_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are more groups than themes, none mixes two of them, and most do not change with the seed."""
    monkeypatch.setattr(themes, "_MOST_TOGETHER", 70)  # the others join the nearest group
    texts, names = _texts(9)
    one, other = _groups(texts, 1), _groups(texts, 2)
    assert len(set(one)) >= 4
    assert all(len({name for name, group in zip(names, one, strict=True) if group == number}) == 1 for number in set(one))
    assert adjusted_rand_score(one, other) > 0.8
    first = draft(texts)[0]
    assert all(len(words) >= 2 for words in keywords(texts, [first]))
    assert keywords(texts, []) == []
    assert set(first.typical) <= set(first.members)


def test_few_texts_and_texts_of_common_words_are_not_grouped() -> None:
    """They can be read."""
    assert draft(["We waited"] * 5) == []
    assert draft(["It is what it was and so"] * 20) == []


def test_embeddings_of_like_texts_point_alike() -> None:
    """The extra is installed where tests run; drafts then go by what texts mean."""
    assert embeddings.available()
    wait, late, cost = embeddings.embed(["We waited for months", "It took ages until we were seen", "It costs too much money"])
    assert wait @ late > wait @ cost
    assert abs(float(wait @ wait) - 1) < 1e-5
    texts, _names = _texts(2)
    assert len(set(_groups(texts, 1, embeddings.embed(texts)))) >= 4


@pytest.mark.django_db
def test_a_worker_keeps_embeddings_beside_the_extracts(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    """Until all have one there are none to use; without the packages nothing is put into the queue."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    of = wrote(["We waited", "It costs a lot"])
    assert vectors.of(extracts(of)) is None
    assert vectors.of([]) is None
    monkeypatch.setattr(vectors, "available", lambda: False)
    with django_capture_on_commit_callbacks(execute=True):
        vectors.embed_later(of.involvement)
    assert vectors.of(extracts(of)) is None
    monkeypatch.undo()
    with django_capture_on_commit_callbacks(execute=True):
        vectors.embed_later(of.involvement)
    found = vectors.of(extracts(of))
    assert found.shape == (2, embeddings.WIDTH)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-2)


def _coded(names: list[str], count: int) -> dict[int, frozenset[str]]:
    return {place: frozenset({names[place]}) for place in range(count)}


def test_what_is_sure_is_right_and_nothing_is_before_there_is_enough_to_learn_from() -> None:
    """Of texts that follow plain rules nearly all are suggested; of a few coded ones nothing is learnt."""
    texts, names = _texts()
    features = Features(texts)
    assert learn(features, _coded(names, 49)) is None
    assert learn(features, {place: frozenset({"cost"}) for place in range(60)}) is None
    learnt = learn(features, _coded(names, 60))
    assert learnt is not None
    assert learnt.threshold <= 1
    rest = range(60, len(texts))
    sure = [(place, theme) for place in rest for theme in learnt.sure(place)]
    assert len(sure) > 0.6 * len(rest)
    assert sum(theme == names[place] for place, theme in sure) >= 0.9 * len(sure)
    assert learnt.precision >= 0.9
    assert all(names[place] in learnt.best(place) for place, _theme in sure)
    assert learnt.uncertainty(0) < 1


def test_where_the_coded_texts_follow_no_rule_nothing_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Themes given by chance cannot be learnt, and software says so; many codes are learnt from in part."""
    monkeypatch.setattr(suggesting, "_MOST", 80)
    monkeypatch.setattr(suggesting, "_AT_ONCE", 50)
    texts, _names = _texts()
    chance = np.random.default_rng(3)
    coded = {place: frozenset({str(chance.integers(4))}) for place in range(100)}
    learnt = learn(Features(texts, embeddings.embed(texts)), coded)
    assert learnt is not None
    assert learnt.threshold > 1
    assert learnt.sure(110) == ()
    assert (learnt.precision, learnt.coverage) == (0.0, 0.0)


def test_sure_themes_come_the_surest_first() -> None:
    """Several can be sure for one text."""
    learnt = Learnt(("a", "b", "c"), np.array([[0.7, 0.9, 0.2], [0.5, 0.1, 0.7], [0.5, 0.1, 0.2]]), 0.6, 0.7, 0.95, 0.5)
    assert learnt.sure(0) == ("b", "a")
    assert learnt.sure(1) == ("c",), "of the others one has to be surer than of the likeliest"
    assert learnt.sure(2) == ()
    assert learnt.best(0) == {"a", "b"}


class _Model(BaseHTTPRequestHandler):
    said: ClassVar[list[dict[str, Any]]] = []
    headers_seen: ClassVar[list[str | None]] = []
    answer: ClassVar[str] = ""

    def do_POST(self) -> None:
        self.said.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.headers_seen.append(self.headers["Authorization"])
        body = json.dumps({"choices": [{"message": {"content": self.answer}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_given: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def model() -> Iterator[str]:
    """The address of a language model that answers as it is told to."""
    server = HTTPServer(("127.0.0.1", 0), _Model)
    Thread(target=server.serve_forever, daemon=True).start()
    _Model.said.clear()
    _Model.headers_seen.clear()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


@pytest.mark.django_db
def test_a_language_model_gets_screened_texts_alone(model: str) -> None:
    """What was taken out is not sent, nor what nobody has screened."""
    of = wrote(["Dr Smith was late", "It costs a lot", "n/a"])
    first, *_rest = extracts(of)
    of.involvement.extracts.filter(pk=first.pk).update(screened=True, shown="Dr [name] was late")
    _Model.answer = 'Here you are: {"themes": [{"title": "Waiting", "definition": "Too long"}, {"title": "Cost"}]} Anything else?'
    assert propose(Endpoint(model, "small", "secret"), extracts(of)) == [Proposed("Waiting", "Too long"), Proposed("Cost", "")]
    sent = _Model.said[0]["messages"][0]["content"]
    assert sent.endswith("\nDr [name] was late")
    assert "costs" not in sent
    assert _Model.headers_seen == ["Bearer secret"]
    _Model.answer = "I would rather not."
    with pytest.raises(CoequalError, match="cannot be read"):
        propose(Endpoint(model, "small", ""), extracts(of))
    assert _Model.headers_seen[1] is None


@pytest.mark.django_db
def test_without_a_screened_text_or_a_model_that_answers_it_is_said() -> None:
    """Nothing is sent where nothing was screened."""
    with pytest.raises(CoequalError, match="screened yet"):
        propose(Endpoint("http://127.0.0.1:1", "small", ""), extracts(involvement()))
    of = wrote(["It costs a lot"])
    of.involvement.extracts.update(screened=True)
    with pytest.raises(CoequalError, match="cannot be reached"):
        propose(Endpoint("http://127.0.0.1:1", "small", ""), extracts(of))


def test_a_language_model_is_off_unless_it_is_named() -> None:
    """Half a name is an error that says what is missing."""
    assert endpoint({}) is None
    named = {"COEQUAL_LANGUAGE_MODEL_URL": "https://model.example/v1/", "COEQUAL_LANGUAGE_MODEL": "small"}
    assert endpoint(named) == Endpoint("https://model.example/v1", "small", "")
    for half in ({"COEQUAL_LANGUAGE_MODEL": "small"}, {"COEQUAL_LANGUAGE_MODEL_URL": "https://model.example"}):
        with pytest.raises(CoequalError, match="COEQUAL_LANGUAGE_MODEL"):
            endpoint(half)
