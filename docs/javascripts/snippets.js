// Copies the standalone text of a snippet: with imports and all that it needs. The text waits in the page, beside its code.
// Without this script no button is shown.

// Also what evidence.js copies with. Pages that were opened as files, or come without encryption, have no clipboard:
// there a text beside the pressed button is selected and copied.
async function copyText(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, className: "spoken" });
    button.after(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    button.focus();
    return done;
  }
}

(() => {
  const SECONDS = 2;
  const said = Object.assign(document.createElement("span"), { className: "spoken" });
  said.setAttribute("role", "status");
  document.querySelector(".md-content")?.append(said);
  const timers = new WeakMap();

  function say(button, words) {
    const label = button.firstElementChild;
    label.textContent = said.textContent = words;
    button.classList.add("done");
    clearTimeout(timers.get(button));
    timers.set(button, setTimeout(() => {
      label.textContent = "Copy standalone";
      said.textContent = "";
      button.classList.remove("done");
    }, SECONDS * 1000));
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button.standalone");
    if (!button) return;
    const text = button.closest(".highlight").querySelector("script.standalone").textContent;
    say(button, (await copyText(text, button)) ? "Copied" : "Not copied");
  });
})();
