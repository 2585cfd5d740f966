// Makes the browser's own Back button lead to the page before, with what was answered there.
//
// Pages of the checker are answers to forms and may not be kept by the browser, so going back to one would ask to send the form
// again. Here the pages of one visit stay in the memory of this one; its history holds their numbers, and nothing of an answer.
// Without this script the forms are sent as ever.
import { initAll } from "../frontend/frontend.js";

const CONTENT = "#content";
const seen = [{ node: document.querySelector(CONTENT), title: document.title }];
let at = 0;
let busy = false;

history.replaceState({ page: 0 }, "");

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const to = form.getAttribute("action"); // a button called “action” hides the form's own
  if (form.getAttribute("method") !== "post" || !to.startsWith("/check/") || to.endsWith(".pdf")) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  document.querySelector("main").setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(to, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    seen.length = at + 1;
    seen.push({ node: document.adoptNode(page.querySelector(CONTENT)), title: page.title });
    history.pushState({ page: at + 1 }, "", new URL(answer.url).pathname);
    show(at + 1);
    initAll({ scope: document.querySelector(CONTENT) });
  } catch {
    HTMLFormElement.prototype.submit.call(form); // no answer came: the browser says so better than a script could
  } finally {
    document.querySelector("main").removeAttribute("aria-busy");
    busy = false;
  }
});

addEventListener("popstate", (event) => {
  const page = event.state?.page;
  if (page in seen) show(page);
  else location.reload();
});

function show(page) {
  document.querySelector(CONTENT).replaceWith(seen[page].node);
  seen[at].node.querySelector("main").removeAttribute("aria-busy");
  at = page;
  document.title = seen[page].title;
  window.scrollTo(0, 0);
  document.querySelector("main").focus({ preventScroll: true });
}

addEventListener("beforeunload", (event) => {
  const leaves = document.activeElement?.closest("a, form");
  if (at > 0 && !leaves) event.preventDefault(); // a page that is loaded anew forgets what was answered
});
