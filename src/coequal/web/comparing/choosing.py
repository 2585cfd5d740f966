"""Which two policies somebody wants to see beside each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest

from coequal.errors import CoequalError
from coequal.pages.forms import Form
from coequal.policies.library import split_id
from coequal.policies.model import Policy
from coequal.policies.standing import invented
from coequal.web.shelf import shelf

_UNKNOWN = "This policy is not among those for this service. Choose one from the list."


class Pair(Form):
    """Two policies of one service."""

    a = forms.ChoiceField(label="First policy", error_messages={"required": "Choose the first policy.", "invalid_choice": _UNKNOWN})
    b = forms.ChoiceField(
        label="Second policy", error_messages={"required": "Choose the second policy.", "invalid_choice": _UNKNOWN}
    )

    def __init__(self, service: str, *args: Any, **options: Any) -> None:
        """Offer every version of every policy for a service."""
        super().__init__(*args, **options)
        offered = [("", "Choose a policy"), *_offered(service)]
        for name in ("a", "b"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered

    def clean(self) -> dict[str, Any]:
        """The same version twice makes no comparison."""
        if self.cleaned_data.get("a") and self.cleaned_data.get("a") == self.cleaned_data.get("b"):
            self.add_error("b", "You have chosen the same version twice. Choose another policy or another version.")
        return self.cleaned_data


def _offered(service: str) -> Iterator[tuple[str, str]]:
    found = [policy for versions in shelf().policies.values() for policy in versions if policy.service == service]
    yield from sorted(((name_of(policy), called(policy)) for policy in found), key=lambda one: one[1].casefold())


def name_of(policy: Policy) -> str:
    """A version as an address has it: `luton/assisted-conception@2013`."""
    return f"{policy.id}@{policy.version}"


def called(policy: Policy) -> str:
    """A version as a list has it: `Luton, 2013 (superseded)`."""
    area = policy.area
    standing = f"{policy.status}, an invented area" if invented(policy) else policy.status
    return f"{area[:1].upper()}{area[1:]}, version {policy.version} ({standing})"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: the names of two versions, where they are given, and the service, where it can be told."""

    a: str
    b: str
    service: str | None

    @property
    def form(self) -> Pair:
        """The form: filled in where both are there, else with what is there already chosen."""
        assert self.service is not None
        given = {"a": self.a, "b": self.b}
        return Pair(self.service, given) if self.a and self.b else Pair(self.service, initial=given)


def asked(request: HttpRequest) -> Asked:
    """What is asked for. A policy without a version is the one in force today, or else the latest."""
    a, b = (_version(request.GET.get(side, "")) for side in ("a", "b"))
    services = [request.GET.get("service", ""), *(name.partition("/")[2].partition("@")[0] for name in (a, b))]
    return Asked(a, b, next((service for service in services if service in shelf().services), None))


def _version(text: str) -> str:
    """A version by its whole name; a text that names none is left as it is, for the form to refuse."""
    try:
        return name_of(shelf().policy(*split_id(text)))
    except CoequalError:
        return text


def named(name: str) -> Policy:
    """The version with a whole name. Raises `CoequalError`."""
    return shelf().policy(*split_id(name))
