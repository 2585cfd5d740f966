// Looks every second how far the analysis has come, and opens its result when it is over.

const box = document.querySelector("[data-progress]");
const bar = box.querySelector("progress");
const show = (name, text) => {
  const place = box.querySelector(`[data-${name}]`);
  if (place.textContent !== text) place.textContent = text;
};
const tags = document.querySelectorAll("[data-state]");
box.querySelector("[data-without-script]").hidden = true;

async function look() {
  let wait = 1000;
  try {
    const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" }, redirect: "error" });
    if (answer.ok) {
      const told = await answer.json();
      if (told.state !== "waiting" && told.state !== "running") {
        window.location.reload();
        return;
      }
      for (const tag of tags) tag.hidden = tag.dataset.state !== told.state;
      bar.value = told.thousandths;
      show("says", told.says);
      show("aloud", told.says.split(":")[0]); // each step once, not every count
      show("since", told.since);
      show("left", told.left);
    } else {
      wait = 10000;
    }
  } catch {
    wait = 10000; // signed out meanwhile, or the site does not answer: the page stays as it is
  }
  window.setTimeout(look, wait);
}

window.setTimeout(look, 1000);
