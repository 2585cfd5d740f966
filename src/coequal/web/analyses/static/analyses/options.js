// Puts the text of a chosen file into the box, here in the browser: nothing is sent. Where a line is wrong, it is selected.

const choice = document.querySelector("[data-from-file]");
const box = document.querySelector("textarea[name=text]");
const input = choice.querySelector("input");
choice.hidden = false;
input.addEventListener("change", async () => {
  const [file] = input.files;
  if (file && file.size <= 200000) box.value = await file.text();
});

const wrong = /line (\d+)/.exec(document.querySelector(".nhsuk-error-message")?.textContent ?? "");
if (wrong) {
  const lines = box.value.split("\n");
  const before = lines.slice(0, Number(wrong[1]) - 1).join("\n").length;
  const first = before ? before + 1 : 0;
  box.setSelectionRange(first, first + lines[Number(wrong[1]) - 1].length);
  box.scrollTop = (box.scrollHeight / lines.length) * Math.max(0, Number(wrong[1]) - 4);
}
