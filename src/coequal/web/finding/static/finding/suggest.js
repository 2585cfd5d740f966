// Offers names under a box while somebody types, as a combobox whose list can be used by keyboard, mouse and screen reader.
// Without a script, or where the names cannot be fetched, the box is a plain one, and the next page asks what was meant.

const LEAST_LETTERS = 2;
const PAUSE = 150; // milliseconds of rest before asking

class Suggestions {
  constructor(input) {
    this.input = input;
    this.options = [];
    this.chosen = -1;
    const began = document.activeElement === input; // somebody who typed before this script came
    const [from, to] = [input.selectionStart, input.selectionEnd];
    const frame = document.createElement("div");
    frame.className = "suggest";
    input.replaceWith(frame);
    this.list = Object.assign(document.createElement("ul"), { id: `${input.id}-list`, className: "suggest__list", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Names that match");
    this.status = Object.assign(document.createElement("div"), { className: "nhsuk-u-visually-hidden" });
    this.status.setAttribute("role", "status");
    frame.append(input, this.list, this.status);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // or else the box loses focus before the click
    this.list.addEventListener("click", (event) => this.take(this.options.indexOf(event.target.closest("[role=option]"))));
    if (!began) return;
    input.focus(); // which the box lost when it was put in its frame
    input.setSelectionRange(from, to);
    this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const typed = this.input.value.trim();
    if (typed.length < LEAST_LETTERS) return this.close();
    this.timer = setTimeout(() => this.ask(typed), PAUSE);
  }

  async ask(typed) {
    this.asking = new AbortController();
    try {
      const address = `${this.input.dataset.suggest}?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: this.asking.signal });
      if (answer.ok) this.show(await answer.json());
    } catch {
      this.close();
    }
  }

  show({ total, matches }) {
    this.chosen = -1;
    this.options = matches.map(({ label, hint }, place) => {
      const option = Object.assign(document.createElement("li"), { id: `${this.list.id}-${place}`, className: "suggest__option" });
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.label = label;
      option.append(label);
      if (hint) option.append(Object.assign(document.createElement("span"), { className: "suggest__hint", textContent: hint }));
      return option;
    });
    this.list.replaceChildren(...this.options);
    this.open(this.options.length > 0 && document.activeElement === this.input);
    this.status.textContent = this.counted(total, matches.length);
  }

  counted(total, shown) {
    if (!total) return "No name matches. You can still send what you typed.";
    const all = total === 1 ? "1 name matches." : `${total} names match${total > shown ? `; the nearest ${shown} are shown` : ""}.`;
    return `${all} Use the up and down arrows to choose.`;
  }

  open(whether) {
    this.list.hidden = !whether;
    this.input.setAttribute("aria-expanded", String(whether));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.chosen = -1;
    this.status.textContent = "";
    this.open(false);
  }

  press(event) {
    if (this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.move(step);
    } else if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      this.take(this.chosen);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    }
  }

  move(step) {
    const places = this.options.length + 1; // one of them is the box itself
    this.chosen = ((this.chosen + 1 + step + places) % places) - 1;
    this.options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.chosen)));
    const option = this.options[this.chosen];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  take(place) {
    if (place < 0) return;
    this.input.value = this.options[place].dataset.label;
    this.close();
    this.input.focus();
  }
}

for (const input of document.querySelectorAll("input[data-suggest]")) new Suggestions(input);
