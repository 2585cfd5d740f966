"""What staff type in about accounts, roles and keys."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.contrib.auth import password_validation
from django.utils import timezone

from coequal.accounts.models import Organisation, Person
from coequal.accounts.permissions import SCOPES
from coequal.accounts.roles import EXPLAINED, OF_PEOPLE, Role
from coequal.pages.fields import DayField
from coequal.pages.forms import Form
from coequal.web.staff.typed import plain_address, seen_name

_ADDRESS: Mapping[str, Any] = {
    "macro": {"type": "email", "autocomplete": "username", "spellcheck": False, "autocapitalize": "none"}
}
_CODE: Mapping[str, Any] = {
    "macro": {"autocomplete": "one-time-code", "spellcheck": False, "autocapitalize": "none", "classes": "nhsuk-input--width-10"}
}
RULES = (
    "At least 12 signs, not one that many people use, and not like your e-mail address. "
    "Four words that have nothing to do with each other are easy to keep in mind and hard to guess."
)


def in_words(scope: str) -> str:
    """What a key may do, at the beginning of a line."""
    does = {"lottery": "see the postcode lottery: every area side by side"}.get(scope, SCOPES[scope].does)
    return f"{does[:1].upper()}{does[1:]}"


def words_of(role: Role) -> str:
    """A role as it stands at the beginning of a line."""
    return f"{role[:1].upper()}{role[1:]}"


class SignInForm(Form):
    """Who signs in."""

    email = forms.CharField(label="E-mail address", max_length=254, error_messages={"required": "Enter your e-mail address."})
    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput,
        strip=False,
        max_length=1_000,
        error_messages={"required": "Enter your password."},
    )
    shapes: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "email": _ADDRESS,
        "password": {"macro": {"autocomplete": "current-password"}},
    }


class CodeForm(Form):
    """A one-time code."""

    code = forms.CharField(label="Code", max_length=40, error_messages={"required": "Enter a code."})
    shapes: ClassVar[Mapping[str, Mapping[str, Any]]] = {"code": _CODE}


def _name_field() -> forms.CharField:
    return forms.CharField(
        label="Your name (optional)",
        help_text="As your colleagues know you. They see it beside your address.",
        required=False,
        max_length=200,
        validators=[seen_name],
    )


class NameForm(Form):
    """Somebody's name."""

    name = _name_field()
    shapes: ClassVar[Mapping[str, Mapping[str, Any]]] = {"name": {"macro": {"autocomplete": "name", "spellcheck": False}}}


class NewPasswordForm(Form):
    """A password that somebody chooses."""

    new = forms.CharField(
        label="New password",
        help_text=RULES,
        widget=forms.PasswordInput,
        strip=False,
        max_length=1_000,
        error_messages={"required": "Enter a password.", "max_length": "Choose a password of 1,000 signs or fewer."},
    )
    again = forms.CharField(
        label="The same password again",
        widget=forms.PasswordInput,
        strip=False,
        max_length=1_000,
        error_messages={"required": "Enter the same password again."},
    )
    shapes: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        name: {"macro": {"autocomplete": "new-password"}} for name in ("new", "again")
    }

    def __init__(self, person: Person, *given: Any, **options: Any) -> None:
        """Take the person, whom the password may not resemble, and what was typed."""
        self.person = person
        super().__init__(*given, **options)

    def clean_new(self) -> str:
        """The password. Raises `ValidationError` with each rule that it breaks."""
        new = str(self.cleaned_data["new"])
        password_validation.validate_password(new, self.person)
        return new

    def clean(self) -> dict[str, Any]:
        """What was typed, where both are the same."""
        given = self.cleaned_data
        if given.get("new") and given.get("again") and given["new"] != given["again"]:
            self.add_error("again", "The two passwords differ. Enter the same one twice.")
        return given


class JoinForm(NewPasswordForm):
    """What whoever was invited says: a name, and a password."""

    name = _name_field()
    shapes: ClassVar[Mapping[str, Mapping[str, Any]]] = {**NewPasswordForm.shapes, **NameForm.shapes}


class ChangePasswordForm(NewPasswordForm):
    """A password in place of the one that somebody has."""

    current = forms.CharField(
        label="Your password now",
        widget=forms.PasswordInput,
        strip=False,
        max_length=1_000,
        error_messages={"required": "Enter the password that you have now."},
    )
    shapes: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        **NewPasswordForm.shapes,
        "current": {"macro": {"autocomplete": "current-password"}},
    }

    def __init__(self, person: Person, *given: Any, **options: Any) -> None:
        """Take the person and what was typed; the password of now is asked for first."""
        super().__init__(person, *given, **options)
        self.order_fields(["current", "new", "again"])

    def clean_current(self) -> str:
        """The password of now. Raises `ValidationError` where it is another."""
        current = str(self.cleaned_data["current"])
        if not self.person.check_password(current):
            raise forms.ValidationError("That is not your password. Enter the one that you have now.")
        return current


class _OfOrganisation(Form):
    """A form about an organisation, which is asked only of whoever acts for several."""

    organisation = forms.ChoiceField(
        label="Organisation", error_messages={"required": "Choose the organisation.", "invalid_choice": "Choose one from the list."}
    )

    def __init__(self, bodies: Iterable[Organisation], *given: Any, **options: Any) -> None:
        """Take the organisations to choose from, and what was typed."""
        super().__init__(*given, **options)
        self.bodies = {body.code: body for body in bodies}
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, str(body)) for code, body in self.bodies.items()]
        if len(self.bodies) == 1:
            del self.fields["organisation"]

    def chosen(self) -> Organisation:
        """The organisation that was chosen, or the only one."""
        return self.bodies[self.cleaned_data.get("organisation") or next(iter(self.bodies))]


class InviteForm(_OfOrganisation):
    """Somebody is invited in a role."""

    email = forms.EmailField(
        label="E-mail address",
        widget=forms.TextInput,
        max_length=254,
        validators=[plain_address],
        error_messages={
            "required": "Enter the e-mail address of whoever you invite.",
            "invalid": "Enter an e-mail address, such as name@example.org.",
        },
    )
    role = forms.ChoiceField(
        label="Role",
        widget=forms.RadioSelect,
        choices=[(role.value, words_of(role)) for role in OF_PEOPLE],
        error_messages={"required": "Choose a role."},
    )
    shapes: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "email": {"macro": {"type": "email", "spellcheck": False, "autocapitalize": "none"}},
        "role": {"items": {role.value: {"hint": {"text": f"{words_of(EXPLAINED[role])}."}} for role in OF_PEOPLE}},  # type: ignore[arg-type]
    }


class RoleForm(Form):
    """A role to be given."""

    role = forms.ChoiceField(label="Role", error_messages={"required": "Choose a role.", "invalid_choice": "Choose a role."})

    def __init__(self, held: Iterable[Role], *given: Any, **options: Any) -> None:
        """Take the roles that are held, which are not offered, and what was typed."""
        super().__init__(*given, **options)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a role"), *((role.value, words_of(role)) for role in OF_PEOPLE if role not in set(held))]


class KeyForm(_OfOrganisation):
    """A key for software."""

    software = forms.CharField(
        label="Name of the software",
        max_length=200,
        validators=[seen_name],
        error_messages={"required": "Enter the name of the software."},
    )
    purpose = forms.CharField(
        label="What it uses the answers for", max_length=500, error_messages={"required": "Say what it uses the answers for."}
    )
    scopes = forms.MultipleChoiceField(
        label="What it may do",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing that it may do."},
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        """Take what the form is about; its last day is within a year of today."""
        super().__init__(*given, **options)
        today = timezone.localdate()
        last = today + timedelta(days=365)
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(scope, in_words(scope)) for scope in SCOPES]
        self.fields["until"] = DayField(
            label="Last day on which it works",
            help_text="At most a year from today. For example, 27 3 2027.",
            what="the last day",
            earliest=today,
            latest=last,
            initial=last,
        )


class TrailForm(Form):
    """Which entries of the trail somebody wants to see."""

    who = forms.CharField(label="Who", help_text="An e-mail address, or a part of it.", required=False, max_length=254)
    what = forms.CharField(label="What", help_text="Such as: signed in.", required=False, max_length=200)
    kind_of = forms.CharField(
        label="Kind of thing", help_text="Such as: draft, involvement, request.", required=False, max_length=60
    )
    thing = forms.CharField(label="Number of a thing", help_text="Such as D-7F3K-2QX9.", required=False, max_length=200)
    purpose = forms.CharField(
        label="Purpose", help_text="For what somebody looked at personal data, or a part of it.", required=False, max_length=300
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        """Take what was typed; days lie between the beginning of the year 2000 and today."""
        super().__init__(*given, **options)
        today = timezone.localdate()
        for name, label, what in (("since", "First day", "the first day"), ("until", "Last day", "the last day")):
            earliest = today.replace(year=2000, month=1, day=1)
            self.fields[name] = DayField(label=label, what=what, earliest=earliest, latest=today, required=False)
