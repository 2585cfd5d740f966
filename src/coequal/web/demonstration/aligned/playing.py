"""Programmes of the past, played through what anybody uses who records one: each deed is a function of the domain."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from coequal.accounts.acting import THE_SYSTEM, Acting, Post
from coequal.accounts.models import Organisation
from coequal.accounts.roles import Role
from coequal.involvement.models import Involvement
from coequal.organisations.register import Organisations
from coequal.programmes.conduct import areas, beginning, commissioners, planning
from coequal.programmes.conduct.changing import state_figure, update
from coequal.programmes.models import OutsideEvent, Programme, ServiceArea
from coequal.programmes.stages import kinds
from coequal.programmes.stages.moves import Stated, move
from coequal.web.demonstration.aligned.records import NAMES, Deed, Record, record_of
from coequal.web.demonstration.once import Example, make_once
from coequal.web.shelf import shelf


def histories() -> str:
    """The programmes of the past. Those that are there stay as they are."""
    made = sum(_once(record_of(name)) for name in NAMES)
    return f"Programmes of the past: {made} made, {len(NAMES) - made} kept."


def _once(record: Record) -> bool:
    owner = Organisation.objects.get_or_create(code=record.code, defaults={"name": record.name})[0]
    return make_once(Example(f"programme: {record.title}", owner), partial(play, record, owner))


@dataclass(frozen=True, slots=True)
class Playing:
    """A programme whose deeds are being played: who does them, and by which register bodies are known."""

    acting: Acting
    programme: Programme
    register: Organisations

    def area(self, deed: Deed) -> ServiceArea:
        """The service area in which something is done."""
        return self.programme.areas.get(title=deed.area)

    def area_or_all(self, deed: Deed) -> ServiceArea | None:
        """The same; None where it is of the whole programme."""
        return self.area(deed) if deed.area else None


def play(record: Record, owner: Organisation) -> Programme:
    """A programme as its record tells it. Raises `CoequalError` for a deed that cannot be done."""
    posts = (Post(Role.POLICY_MANAGER, owner.code), Post(Role.GOVERNANCE, owner.code))
    acting = replace(THE_SYSTEM, posts=posts)  # nobody works for the body here, so that the trail says: the system
    made = beginning.begin(acting, owner, record.title, record.purpose, history_only=True)
    playing = Playing(acting, made, shelf().library.organisations)
    for deed in record.deeds:
        DEEDS[deed.does](playing, deed)
    return Programme.objects.get(pk=made.pk)


def _join(playing: Playing, deed: Deed) -> None:
    commissioners.join(playing.acting, playing.programme, playing.register, code=deed.what, **deed.given("since", "until"))


def _succeed(playing: Playing, deed: Deed) -> None:
    assert commissioners.succeed(playing.acting, playing.programme, playing.register, deed.what), deed


def _add(playing: Playing, deed: Deed) -> None:
    areas.add(playing.acting, playing.programme, deed.what, **deed.given("service", "about"), policies=policies(deed))


def policies(deed: Deed) -> list[str]:
    """The policies that a service area is about: that of each place that is named."""
    return [f"{place}/{deed.says['service']}" for place in deed.says["policies"]]


def _publish(playing: Playing, _deed: Deed) -> None:
    beginning.publish(playing.acting, playing.programme)


def _rename(playing: Playing, deed: Deed) -> None:
    beginning.rename(playing.acting, playing.programme, deed.what, **deed.given("why", "until", "source"))


def _hold(playing: Playing, deed: Deed) -> None:
    beginning.hold(playing.acting, playing.programme, deed.what, on=deed.says["day"])


def _resume(playing: Playing, deed: Deed) -> None:
    beginning.resume(playing.acting, playing.programme, deed.what, on=deed.says["day"])


def _tell(playing: Playing, deed: Deed) -> None:
    stated = {"on": deed.says["day"], **deed.given("printed", "source", "url")}
    update(playing.acting, playing.programme, deed.what, area=playing.area_or_all(deed), **stated)


def _state(playing: Playing, deed: Deed) -> None:
    stated = {"of": deed.says.get("of when", ""), **deed.given("number", "unit", "source", "url", "seen")}
    state_figure(playing.acting, playing.programme, deed.what, area=playing.area_or_all(deed), **stated)


def _move(playing: Playing, deed: Deed) -> None:
    stated = Stated(**deed.given("source", "url", "printed", "policy"))
    move(playing.acting, playing.area(deed), deed.does, deed.what, on=deed.says["day"], why=deed.says.get("why", ""), stated=stated)


def _plan(playing: Playing, deed: Deed) -> None:
    says = deed.says
    planning.plan(
        playing.acting, playing.area(deed), deed.what, opens=says.get("opens"), ends=says.get("ends"), **deed.given("why", "source")
    )


def _wait_for(playing: Playing, deed: Deed) -> None:
    planning.wait_for(playing.acting, playing.area(deed), deed.what)


def _expect(playing: Playing, deed: Deed) -> None:
    event = OutsideEvent.objects.get(area=playing.area(deed), what=deed.says["event"])
    between = (deed.says.get("from"), deed.says.get("until"))
    planning.expect(playing.acting, event, deed.what, between=between, **deed.given("stated", "source", "url"))


def _link(playing: Playing, deed: Deed) -> None:
    areas.link(
        playing.acting, playing.area(deed), Involvement.objects.get(organisation=playing.programme.organisation, title=deed.what)
    )


DEEDS: Final[Mapping[str, Callable[[Playing, Deed], None]]] = {
    "join": _join,
    "succeed": _succeed,
    "add": _add,
    "publish": _publish,
    "rename": _rename,
    "hold": _hold,
    "resume": _resume,
    "tell": _tell,
    "state": _state,
    **dict.fromkeys((kinds.OPEN, kinds.COMPLETE, kinds.PASS_OVER, kinds.GO_BACK), _move),
    "plan": _plan,
    "wait for": _wait_for,
    "expect": _expect,
    "link": _link,
}
