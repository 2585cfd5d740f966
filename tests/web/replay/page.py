"""A page as somebody reads it who has no scripts: its headings and words, and its links, fields and buttons by their names."""

from collections.abc import Iterable, Iterator
from urllib.parse import urldefrag, urljoin

from lxml import html
from lxml.html import HtmlElement

_TYPED = "//textarea | //input[not(@type) or not(contains(' hidden radio checkbox submit image button reset file ', concat(' ', @type, ' ')))]"
_BUTTONS = "//button[not(@type) or @type='submit'] | //input[@type='submit']"
_WITHIN_A_LINE = frozenset("a abbr b bdi cite code del em i ins mark q small span strong sub sup time".split())
_NOT_SENT = frozenset("submit image button reset file".split())
_PLAIN = "application/x-www-form-urlencoded"


class Page:
    """A page at an address. What is typed, ticked and chosen stays in it until a form of it is sent.

    Things are found by the words that name them: by all of these words or, where nothing is called just so, by a part.
    Where several are, `beside` says which one: that which stands nearest to other words, such as in the same row or group.
    """

    def __init__(self, text: str, address: str) -> None:
        """Take what was answered, and where from."""
        self.address = address
        self.tree: HtmlElement = html.document_fromstring(text)
        self.files: dict[str, tuple[str, bytes]] = {}

    @property
    def heading(self) -> str:
        """What the page is called, at its top."""
        return "; ".join(map(words_of, self.tree.iter("h1")))

    @property
    def text(self) -> str:
        """All that can be read in the main part of the page."""
        return " ".join(map(words_of, self.tree.iter("main")))

    @property
    def problems(self) -> str:
        """What the summary of mistakes says; nothing where there is none."""
        return "; ".join(map(words_of, self.tree.find_class("nhsuk-error-summary__body")))

    @property
    def links(self) -> list[str]:
        """What the links of the main part are called."""
        return [words_of(one) for one in self.tree.xpath("//main//a[@href]")]

    def link(self, words: str, beside: str = "") -> str:
        """Where a link leads."""
        found = {urldefrag(one.get("href")).url: one for one in reversed(_named(words, self._links(), beside))}
        return urljoin(self.address, _only("link", words, found, self._links()).get("href"))

    def type(self, label: str, value: object, beside: str = "") -> None:
        """What somebody types into a box."""
        self._one("box", label, _TYPED, beside).value = str(value)

    def typed(self, label: str) -> str:
        """What stands in a box."""
        return _values(self._one("box", label, _TYPED, ""))[0]

    def tick(self, label: str, beside: str = "", *, on: bool = True) -> None:
        """A box that is ticked or, where `on` is not so, no longer is."""
        self._one("tick box", label, "//input[@type='checkbox']", beside).checked = on

    def choose(self, label: str, option: str) -> None:
        """One of several: of a list by its label, or of a group of round buttons by the words above them; `""` is the only group."""
        lists = _named(label, self._labelled("//select")) if label else []
        if lists:
            chosen = _only("list", label, lists, self._labelled("//select"))
            options = [(words_of(one), one) for one in chosen.iter("option")]
            one = _only(f"choice under “{label}”", option, _named(option, options), options)
            chosen.value = one.get("value", words_of(one))
            return
        groups = [(self._legend(one), one) for one in self.tree.xpath("//input[@type='radio']")]
        options = [(self._label(one), one) for one in _named(label, groups)]
        if not options:
            _only("list or group", label, [], [*self._labelled("//select"), *groups])
        one = _only(f"choice under “{label}”", option, _named(option, options), options)
        for other in one.getroottree().xpath("//input[@type='radio' and @name=$name]", name=one.get("name")):
            other.checked = other is one

    def attach(self, label: str, name: str, content: bytes) -> None:
        """A file that is sent along."""
        self.files[self._one("place for a file", label, "//input[@type='file']", "").get("name")] = name, content

    def sent_by(self, words: str, beside: str = "") -> tuple[str, str, str, list[tuple[str, str]]]:
        """What a browser sends when a button is pressed: how, where to, in which form, and each field with its value."""
        buttons = [(self._label(one), one) for one in self.tree.xpath(_BUTTONS) if _is_usable(one)]
        button = _only("button", words, _named(words, buttons, beside), buttons)
        form = self._form_of(button)
        assert form is not None, f"The button “{words}” belongs to no form."
        fields = list(self._fields(form))
        if button.get("name"):
            fields.append((button.get("name"), button.get("value", "")))
        method = (button.get("formmethod") or form.get("method") or "get").lower()
        action = button.get("formaction") or form.get("action") or self.address
        return method, urljoin(self.address, urldefrag(action).url), form.get("enctype", _PLAIN), fields

    def _fields(self, form: HtmlElement) -> Iterator[tuple[str, str]]:
        for one in self.tree.xpath("//input | //select | //textarea"):
            if (
                not one.name
                or self._form_of(one) is not form
                or _is_off(one)
                or one.get("type") in {"submit", "image", "button", "file"}
            ):
                continue
            for value in _values(one):
                yield one.name, value.replace("\r\n", "\n").replace("\n", "\r\n")

    def _form_of(self, control: HtmlElement) -> HtmlElement | None:
        if control.get("form"):
            return self.tree.get_element_by_id(control.get("form"))
        return next(control.iterancestors("form"), None)

    def _one(self, kind: str, label: str, path: str, beside: str) -> HtmlElement:
        there = self._labelled(path)
        return _only(kind, label, _named(label, there, beside), there)

    def _links(self) -> list[tuple[str, HtmlElement]]:
        return [(one.get("aria-label") or words_of(one), one) for one in self.tree.xpath("//a[@href]") if _is_usable(one)]

    def _labelled(self, path: str) -> list[tuple[str, HtmlElement]]:
        return [(self._label(one), one) for one in self.tree.xpath(path) if _is_usable(one)]

    def _label(self, control: HtmlElement) -> str:
        """What a control is called: as another element says, or itself, or its label, or what stands in it."""
        if control.get("aria-labelledby"):
            return " ".join(words_of(self.tree.get_element_by_id(name)) for name in control.get("aria-labelledby").split())
        if control.get("aria-label"):
            return str(control.get("aria-label"))
        beside = self.tree.xpath("//label[@for=$id]", id=control.get("id")) or list(control.iterancestors("label"))
        return " ".join(map(words_of, beside)) or (control.get("value", "") if control.tag == "input" else words_of(control))

    def _legend(self, control: HtmlElement) -> str:
        group = next(control.iterancestors("fieldset"), None)
        return "" if group is None else " ".join(map(words_of, group.findall("legend")))


def words_of(part: HtmlElement) -> str:
    """What can be read in a part of a page, with single blanks, of which there is one between paragraphs, cells and the like."""
    return " ".join(_read(part).split())


def _read(part: HtmlElement) -> str:
    if not isinstance(part.tag, str) or part.tag in {"script", "style"} or part.get("hidden") is not None:
        return ""
    inner = (part.text or "") + "".join(_read(child) + (child.tail or "") for child in part)
    return inner if part.tag in _WITHIN_A_LINE else f" {inner} "


def _named(words: str, there: list[tuple[str, HtmlElement]], beside: str = "") -> list[HtmlElement]:
    """Those of some things that are called just so or, where none is, whose names hold these words; the nearest to others."""
    wanted = " ".join(words.split())
    found = [one for name, one in there if name == wanted] or [one for name, one in there if wanted in name]
    if not beside:
        return found
    near = {one: len(around) for one in found if (around := _around(one, beside))}
    return [one for one, far in near.items() if far == min(near.values())]


def _around(one: HtmlElement, words: str) -> str:
    """The words of the smallest part of the page that holds both a thing and some words; nothing where none does."""
    return next((text for part in one.iterancestors() if words in (text := words_of(part))), "")


def _only(kind: str, words: str, found: Iterable[HtmlElement], there: list[tuple[str, HtmlElement]]) -> HtmlElement:
    """The one thing that was found. Raises `AssertionError` that says which ones there are."""
    each = list(found.values()) if isinstance(found, dict) else list(found)
    names = "\n".join(f"  – {name}" for name, _one in there)
    assert each, f"There is no {kind} “{words}”. There are:\n{names}"
    assert len(each) == 1, f"There are {len(each)} of this {kind}: “{words}”. Say beside which words. There are:\n{names}"
    return each[0]


def _kind(control: HtmlElement) -> str:
    return str(control.get("type", "text")).lower() if control.tag == "input" else str(control.tag)


def _values(control: HtmlElement) -> list[str]:
    """What is sent of a field: nothing of a box without a tick, and of an empty one that it is empty."""
    if _kind(control) in {"checkbox", "radio"}:
        return [control.value] if control.checked else []
    if control.tag == "textarea":
        return [control.value.removeprefix("\n")]
    if control.tag == "select" and control.multiple:
        return list(control.value)
    return [control.value or ""]


def _is_usable(thing: HtmlElement) -> bool:
    """Whether somebody sees it, and can use it."""
    return not _is_off(thing) and all(one.get("hidden") is None for one in (thing, *thing.iterancestors()))


def _is_off(control: HtmlElement) -> bool:
    return control.get("disabled") is not None or any(one.get("disabled") is not None for one in control.iterancestors("fieldset"))
