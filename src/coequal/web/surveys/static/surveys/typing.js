// In the box of a form that is typed in, the Enter key goes on to the next box, as Tab does, and does not send the form.
const form = document.querySelector(".surveys-typing");
form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  const boxes = [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button")];
  boxes[boxes.indexOf(event.target) + 1]?.focus();
});
