"""Every public page, found by following links from the start page, then asked for again while warm."""

import re
from collections import deque
from html import unescape
from itertools import groupby
from statistics import median
from urllib.parse import urldefrag

from bench.public_site.asking import Asking

_LINK = re.compile(r'href="(/[^"]*)"')
_FILES = re.compile(r"\.(pdf|docx|md|svg|png|css|js|txt|xml)$|^/static/|^/feeds/")
_ROUNDS = 3
_MOST = 1_500


def pages(port: int) -> None:
    """Print how long pages take, by kind, and what the checker's page weighs."""
    asking = Asking(port)
    found = every_page(asking)
    times: dict[str, list[float]] = {}
    for path in found:
        times[path] = [asking.get(path).seconds for _ in range(_ROUNDS)]
    every = sorted(second for seconds in times.values() for second in seconds)
    print(f"\npublic pages: {len(found)}, each asked for {_ROUNDS} times, warm")
    middle, most, slowest = (1000 * _share(every, share) for share in (0.5, 0.95, 1))
    print(f"  median {middle:.1f} ms, 95th percentile {most:.1f} ms, slowest {slowest:.1f} ms")
    for kind, paths in groupby(sorted(found, key=_kind), key=_kind):
        own = sorted(second for path in paths for second in times[path])
        print(f"  {kind:38}{len(own) // _ROUNDS:5} pages  median {1000 * median(own):6.1f}  95 % {1000 * _share(own, 0.95):6.1f}")
    _weigh(asking)


def every_page(asking: Asking) -> list[str]:
    """The addresses of all pages that links lead to."""
    known, waiting = {"/"}, deque(["/"])
    while waiting and len(known) < _MOST:
        answer = asking.get(waiting.popleft())
        for link in _LINK.findall(answer.text):
            path = urldefrag(unescape(link)).url
            if path not in known and not _FILES.search(path.partition("?")[0]):
                known.add(path)
                waiting.append(path)
    return sorted(path for path in known if asking.get(path).status == 200)


def _kind(path: str) -> str:
    """A page's kind: its address without what is particular in it."""
    plain, asked, _ = path.partition("?")
    parts = plain.strip("/").split("/")
    named = [
        part if place == 0 or parts[0] not in ("policies", "check") else "…" if place < 3 else part
        for place, part in enumerate(parts)
    ]
    named = [
        "VERSION" if parts[0] == "policies" and place == 3 and re.search(r"\d|undated", part) else part
        for place, part in enumerate(named)
    ]
    return "/" + "/".join(named) + ("?…" if asked else "")


def _share(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _weigh(asking: Asking) -> None:
    """What travels for the first question of the checker, all that it loads included."""
    home = "/check/norfolk-and-waveney/assisted-conception"
    state = re.search(r'name="state" value="([^"]+)"', asking.get(home).text)
    assert state
    page = asking.post(f"{home}/question", {"state": state[1]})
    loads = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)))
    also = sorted({f"/static/frontend/{name}" for name in re.findall(r'from "\.\./frontend/([^"]+)"', "".join(map(str, loads)))})
    weights = {"page": page.bytes, **{path: asking.get(path).bytes for path in [*loads, *also]}}
    scripts = [path for path in loads if path.endswith(".js")]
    for script in scripts:
        for name in re.findall(r'from ?"\.\./([^"]+)"', asking.get(script).text):
            weights[f"/static/{name}"] = asking.get(f"/static/{name}").bytes
    print(f"\nthe checker's first question weighs {sum(weights.values()) / 1000:.1f} kB compressed:")
    for name, weight in weights.items():
        print(f"  {weight / 1000:7.1f}  {name}")
