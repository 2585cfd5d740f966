// The editor: numbers beside the lines, checking while one types, and saving without leaving the page. All of it works without this.
const form = document.getElementById("editor");
const text = document.getElementById("text");
const lines = document.getElementById("lines");
const place = (id) => document.getElementById(id);
const KEPT = `coequal draft ${form.dataset.draft}`;
const PAUSE = 350; // milliseconds without a key after which the text is checked

let saved = "unsaved" in form.dataset ? null : text.value; // what the server is known to have
let sending = false;
let checking = false;
let wanted = false; // a check that waits for the one before it
let timer = 0;

const isSaved = () => text.value === saved;

// Lines with their numbers: each is as high as it is in the text, however it wraps. Only lines that changed are written anew.
let shown = [];
function number() {
  const now = text.value.split("\n");
  let start = 0;
  while (start < now.length && start < shown.length && now[start] === shown[start]) start += 1;
  let end = 0;
  while (end < now.length - start && end < shown.length - start && now[now.length - 1 - end] === shown[shown.length - 1 - end]) end += 1;
  for (let place_ = shown.length - end - 1; place_ >= start; place_ -= 1) lines.children[place_].remove();
  const fresh = document.createDocumentFragment();
  for (const line of now.slice(start, now.length - end)) {
    const made = document.createElement("div");
    made.className = "studio-line-of";
    made.textContent = line || "\u200b";
    fresh.append(made);
  }
  lines.insertBefore(fresh, lines.children[start] ?? null);
  shown = now;
  lines.scrollTop = text.scrollTop;
}

function mark(findings) {
  const severest = { error: 3, warning: 2, doubt: 1 };
  const marks = new Map();
  for (const { line, severity } of findings) {
    if (line && (severest[severity] > (severest[marks.get(line)] ?? 0))) marks.set(line, severity);
  }
  [...lines.children].forEach((line, at) => {
    const severity = marks.get(at + 1);
    line.className = severity ? `studio-line-of studio-line-of--${severity}` : "studio-line-of";
  });
}

function goTo(line) {
  const before = text.value.split("\n").slice(0, line - 1);
  const at = before.reduce((sum, one) => sum + one.length + 1, 0);
  text.focus();
  text.setSelectionRange(at, at + (text.value.split("\n")[line - 1] ?? "").length);
  text.scrollTop = Math.max(0, (lines.children[line - 1]?.offsetTop ?? 0) - text.clientHeight / 3);
}

function item(one, words) {
  const made = document.createElement("li");
  made.className = `studio-finding studio-finding--${one.severity}`;
  const link = document.createElement("a");
  link.href = "#text";
  link.dataset.line = one.line ?? 1;
  link.textContent = (one.line ? `Line ${one.line}` : "The whole text") + (one.clause ? `, clause ${one.clause}` : "");
  const kind = document.createElement("strong");
  kind.textContent = one.kind;
  made.append(link, " ", kind, `: ${words}`);
  return made;
}

function say(where, words) {
  if (place(where).textContent !== words) place(where).textContent = words; // so that nothing is read aloud twice
}

function show(found) {
  say("summary", found.summary);
  say("others", found.others);
  say("newer", found.newer);
  if (!found.checked) return;
  place("findings").replaceChildren(
    ...found.findings.map((one) => item({ ...one, kind: one.severity }, `${one.message} (${one.rule})`)),
  );
  if (found.examples) {
    place("people").replaceChildren(
      ...found.examples.failures.map((one) => item({ ...one, severity: "error", kind: "example person" }, `${one.name}. ${one.says}`)),
    );
  }
  mark(found.findings);
  place("stale").hidden = found.preview !== null;
  if (found.preview !== null) place("preview").innerHTML = found.preview; // written by the server, with every text in it escaped
}

function body(more = {}) {
  const data = new FormData(form);
  for (const [name, value] of Object.entries(more)) data.set(name, value);
  return data;
}

// What was sent from a page that is too old is sent once more, with the token that holds now: whoever signed in again has another.
async function ask(address, data, again = true) {
  const answer = await fetch(address, { method: "POST", body: data, headers: { Accept: "application/json" } });
  if (!(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) throw new Error(`${answer.status}`);
  const found = await answer.json();
  if (found.csrf && again) {
    form.csrfmiddlewaretoken.value = found.csrf;
    data.set("csrfmiddlewaretoken", found.csrf);
    return ask(address, data, false);
  }
  return { ok: answer.ok, found };
}

function refused(where, found) {
  say(where, found.says);
  if (!found.sign_in) return;
  const link = document.createElement("a");
  link.href = found.sign_in;
  link.target = "_blank";
  link.textContent = "Sign in (opens in a new tab)";
  place(where).append(" ", link, ", come back, and save again.");
}

async function check(people = false) {
  if (checking) {
    wanted = true;
    return;
  }
  checking = true;
  try {
    const { ok, found } = await ask(form.dataset.check, body(people ? { people: "on" } : {}));
    if (ok) show(found);
    else refused("summary", found);
  } catch {
    say("summary", "The text could not be checked just now. What you type is kept in this browser until it is saved.");
  } finally {
    checking = false;
    if (wanted) {
      wanted = false;
      check();
    }
  }
}

function keep() {
  try {
    if (isSaved()) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, JSON.stringify({ text: text.value, on: form.on.value, key: form.key.value, bringing: form.bringing.value, at: new Date().toTimeString().slice(0, 5) }));
  } catch {
    // The browser keeps nothing; saving still works.
  }
}

function typed() {
  number();
  keep();
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
}

async function save() {
  if (sending) return;
  sending = true;
  say("saved", "Saving …");
  const sent = text.value;
  try {
    const { ok, found } = await ask(form.action, body());
    if (!ok) refused("saved", found);
    else {
      say("saved", found.says);
      saved = sent;
      say("at", `Revision ${found.on}.`);
      if (!found.go) place("clash")?.remove();
      form.on.value = found.on;
      form.key.value = found.key;
      form.bringing.value = "";
      place("note").value = "";
      keep();
      if (found.go && isSaved()) window.location.assign(found.go);
      else check(true);
    }
  } catch {
    say("saved", "This could not be saved just now. It is kept in this browser. Try again in a moment.");
  } finally {
    sending = false;
  }
}

let entered = false; // whether the cursor has been put anywhere by whoever writes
text.addEventListener("focus", () => { entered = true; });

// Put in as typing does, so that the browser can undo it; a block stands on lines of its own.
function put(words) {
  if (!entered) {
    const people = text.value.search(/^## Example people/m);
    const at = people < 0 ? text.value.length : people;
    text.setSelectionRange(at, at);
  }
  text.focus();
  const before = text.value.slice(0, text.selectionStart);
  const after = text.value.slice(text.selectionEnd);
  let put_in = words;
  if (words.includes("\n")) {
    const apart = /^(##|```)/.test(words) ? 2 : 1;
    const there = before.match(/\n*$/)[0].length;
    put_in = (before ? "\n".repeat(Math.max(0, apart - there)) : "") + words + (apart === 2 && after && !after.startsWith("\n") ? "\n" : "");
  }
  if (!document.execCommand("insertText", false, put_in)) {
    text.setRangeText(put_in, text.selectionStart, text.selectionEnd, "end");
    typed();
  }
}

form.closest(".studio").classList.add("studio--numbered");
document.querySelectorAll(".with-script").forEach((one) => { one.hidden = false; });
number();
mark([...place("findings").children].map((one) => ({
  line: Number(one.querySelector("a").dataset.line),
  severity: one.className.match(/--(\w+)/)[1],
})));

text.addEventListener("input", typed);
text.addEventListener("scroll", () => { lines.scrollTop = text.scrollTop; });
new ResizeObserver(() => { lines.scrollTop = text.scrollTop; }).observe(text);
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
    event.preventDefault();
    save();
  }
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.id === "check") check(true);
  else save();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  const button = event.target.closest("[data-put]");
  if (link) {
    event.preventDefault();
    goTo(Number(link.dataset.line));
  } else if (button) put(button.dataset.put);
});
window.addEventListener("beforeunload", (event) => {
  if (!isSaved()) event.preventDefault();
});
if ("unchecked" in form.dataset) timer = setTimeout(check, 1_000); // another check of the same person was under way
setInterval(() => { if (document.visibilityState === "visible") check(); }, 30_000); // so that others see who is here

place("sought")?.addEventListener("input", () => {
  const words = place("sought").value.toLowerCase();
  for (const fact of place("facts").children) fact.hidden = !fact.textContent.toLowerCase().includes(words);
});

const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
if (kept && kept.text !== text.value) {
  place("kept").hidden = false;
  place("kept-when").textContent = kept.at;
  place("kept-back").addEventListener("click", () => {
    text.value = kept.text;
    form.on.value = kept.on;
    form.key.value = kept.key; // so that what was sent already, and never answered, is kept once
    form.bringing.value = kept.bringing;
    place("kept").hidden = true;
    typed();
  });
  place("kept-leave").addEventListener("click", () => {
    place("kept").hidden = true;
    keep();
  });
}
