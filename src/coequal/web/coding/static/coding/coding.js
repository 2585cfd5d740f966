// Keys for coding: a number or a letter chooses a theme, Enter saves, y accepts what is suggested, z undoes the last one.
// They work while the focus is in the form alone, so that nobody sets one off by chance from elsewhere.
const form = document.getElementById("coding");
const undo = document.getElementById("undo");

form.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("a, button, summary")) return;
  if (event.key === "Enter") {
    event.preventDefault();
    form.querySelector(".coding__themes button").click();
  } else if (event.key === "z" && undo) {
    undo.querySelector("button").click();
  } else {
    const found = [...form.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
    if (found) {
      event.preventDefault();
      found.click();
    }
  }
});
form.focus({ preventScroll: true });
