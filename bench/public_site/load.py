"""The checker under load: the example people of a policy answer its questions, many at once."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from html import unescape
from itertools import cycle

from bench.public_site.asking import Answer, Asking

from coequal.eligibility.examples import examples
from coequal.exchange.loaded import load as open_policy
from coequal.facts.case import Case, Known
from coequal.facts.dictionary import Dictionary

_POLICY = "norfolk-and-waveney/assisted-conception"
_HOME = f"/check/{_POLICY}"
_HIDDEN = re.compile(r'name="(state|fact)" value="([^"]+)"')
_AT_ONCE = 8


def load(port: int, requests: int, rate: float) -> bool:
    """Send requests, at a rate or as fast as they are answered, and print what came of it. Says whether all were answered well."""
    policy = open_policy(_POLICY).policy
    people = [person.case for person in examples(policy)]
    began = time.perf_counter()
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        shares = [
            threads.submit(
                _visitor, port, people[place::_AT_ONCE], policy.vocabulary.dictionary, requests // _AT_ONCE, rate / _AT_ONCE
            )
            for place in range(_AT_ONCE)
        ]
        found = [answer for share in shares for answer in share.result()]
    seconds = time.perf_counter() - began
    wrong = [answer for answer in found if answer.status != 200]
    times = sorted(answer.seconds for answer in found)
    pace = f"sent {rate:g} a second" if rate else "sent as fast as they are answered"
    print(f"\nthe checker: {len(found):,} requests of {_AT_ONCE} visitors at once, {pace}")
    print(f"  {len(found) / seconds:.1f} answered a second, {len(wrong)} errors")
    middle, most, slowest = (1000 * times[int(share * (len(times) - 1))] for share in (0.5, 0.95, 1))
    print(f"  median {middle:.1f} ms, 95th percentile {most:.1f} ms, slowest {slowest:.0f} ms")
    return not wrong


def _visitor(port: int, people: list[Case], dictionary: Dictionary, requests: int, rate: float) -> list[Answer]:
    """What one connection was answered, while one person after another went through the checker."""
    began, found = time.perf_counter(), []
    for answer in interviews(Asking(port), people, dictionary):
        found.append(answer)
        if len(found) == requests:
            break
        if rate:
            time.sleep(max(0.0, began + len(found) / rate - time.perf_counter()))
    return found


def interviews(asking: Asking, people: list[Case], dictionary: Dictionary) -> Iterator[Answer]:
    """Every page of one interview after another, from the start to the result."""
    for person in cycle(people):
        answer = asking.get(_HOME)
        yield answer
        fields = {"state": _hidden(answer)["state"]}
        while True:
            answer = asking.post(f"{_HOME}/question", fields)
            yield answer
            hidden = _hidden(answer)
            if 'value="answer"' not in answer.text:  # no question is left
                break
            fields = {**hidden, **_answered(hidden["fact"], person, dictionary)}
        yield asking.post(f"{_HOME}/result", {"state": hidden["state"]})


def _hidden(answer: Answer) -> dict[str, str]:
    """The hidden fields of the form; of several with one name the first."""
    found: dict[str, str] = {}
    for name, value in _HIDDEN.findall(answer.text):
        found.setdefault(name, unescape(value))
    return found


def _answered(name: str, person: Case, dictionary: Dictionary) -> dict[str, str]:
    """What the form of a question sends for what a person knows."""
    value, fact = person.value(name), dictionary.facts[name]
    if value is None:
        return {"action": "unknown"}
    sent = {"action": "answer", **(_day("answer", value) if isinstance(value, date) else {"answer": str(value)})}
    if isinstance(value, bool):
        sent["answer"] = str(value).lower()
    if fact.other_units:
        sent["answer-unit"] = str(fact.unit)
    given = person.get(name)
    on = given.on if isinstance(given, Known) else None
    return {**sent, **(_day("answer-on", on) if isinstance(on, date) else {"answer-undated": "on"})} if fact.dated else sent


def _day(name: str, day: date) -> dict[str, str]:
    return {f"{name}[day]": str(day.day), f"{name}[month]": str(day.month), f"{name}[year]": str(day.year)}
