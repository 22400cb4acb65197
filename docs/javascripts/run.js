// The Python of a page runs in the page: Run, Edit, Stop, Reset. Nothing is fetched before the first press. Then Python comes
// from the address in mkdocs.yml, and the package, its data and the style of its figures from this site.
// The blocks of a page share their names, as when the page was built: running one runs those above it that have not run.
// Without this script there are no buttons, and the printed output says what the build got.
(() => {
  const SECONDS = 60;
  const { python, wheel, style, worker: program } = document.currentScript.dataset;
  const absolute = (address) => new URL(address, document.baseURI).href;
  const settings = { python, wheel: absolute(wheel), style: absolute(style) };
  const blocks = [...document.querySelectorAll(".highlight[data-run]")].map((box, place) => new Block(box, place));
  let worker = null, running = null, timer = 0;

  function made(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  // --- A block of code, its buttons and what it prints ---------------------------------------------
  function Block(box, place) {
    const shown = box.querySelector("pre > code");
    const [run, edit, stop, reset] = ["run", "edit", "stop", "reset"].map((name) => box.querySelector(`[data-do=${name}]`));
    const status = made("span", { className: "run-status" });
    const print = made("pre", { className: "printed", tabIndex: 0, ariaLabel: "Output of your run", hidden: true });
    const drawn = made("div", { className: "drawn" });
    const original = shown.textContent;
    let editor = null;
    status.setAttribute("role", "status");
    print.setAttribute("role", "group");
    box.querySelector(".actions").append(status);
    box.append(print, drawn);

    const block = {
      place,
      hasRun: false,
      get code() { return editor ? editor.value : original; },
      say(words) { status.textContent = words; },
      clear() {
        print.replaceChildren();
        print.hidden = true;
        drawn.replaceChildren();
        mark();
      },
      write(text, kind) {
        print.hidden = false;
        print.append(made("span", { className: kind }, text));
      },
      draw(svg) {
        const figure = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
        figure.setAttribute("role", "img");
        figure.setAttribute("aria-label", "Figure drawn by this code");
        drawn.append(made("figure", { className: "figure" }, document.importNode(figure, true)));
      },
      fail({ text, line }) {
        block.write(text, "error");
        mark(line);
      },
      busy(isBusy) {
        run.disabled = isBusy;
        stop.hidden = !isBusy;
      },
    };

    // An editor marks the line by selecting it; the code as it was built, by a colour.
    function mark(line) {
      if (editor && line) {
        const lines = editor.value.split("\n");
        const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
        editor.focus();
        editor.setSelectionRange(start, start + lines[line - 1].length);
      }
    }

    function open() {
      editor = made("textarea", { className: "editor", value: original, spellcheck: false, autocapitalize: "off", ariaLabel: "Code to edit; Escape, then Tab, leaves it" });
      editor.rows = original.split("\n").length;
      shown.parentElement.hidden = true;
      shown.parentElement.after(editor);
      editor.addEventListener("input", () => { editor.rows = editor.value.split("\n").length + 1; reset.hidden = false; });
      editor.addEventListener("keydown", typing);
      edit.hidden = true;
      reset.hidden = false;
      editor.focus();
    }

    // Tab indents, as programmers expect; after Escape it leaves, as everybody else does.
    let leaves = false;
    function typing(event) {
      if (event.key === "Escape") leaves = true;
      else if (event.key === "Tab" && !leaves && !event.shiftKey) {
        event.preventDefault();
        document.execCommand("insertText", false, "    ");   // keeps what can be undone
      } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        run.click();
      } else if (event.key !== "Shift") leaves = false;
    }

    function close() {
      editor?.remove();
      editor = null;
      shown.parentElement.hidden = false;
      edit.hidden = false;
      reset.hidden = true;
      block.clear();
      block.say("");
      for (const later of blocks.slice(place)) later.hasRun = false;
      edit.focus();
    }

    run.addEventListener("click", () => start(block));
    edit.addEventListener("click", open);
    stop.addEventListener("click", () => halt("Stopped."));
    reset.addEventListener("click", close);
    return block;
  }

  // --- The worker ------------------------------------------------------------------------------------
  function ready() {
    if (worker) return;
    worker = new Worker(program);
    worker.onmessage = ({ data }) => hear(data);
    worker.onerror = (event) => halt(`Python could not be started. ${event.message ?? ""}`);
    worker.postMessage({ settings });
    running.say("Loading Python: about 9 MB, once …");
  }

  function start(block) {
    if (running) return;
    const waiting = blocks.slice(0, block.place).filter((above) => !above.hasRun);
    for (const one of [...waiting, block]) one.clear();
    running = block;
    running.say(waiting.length ? "Running what stands above …" : "Running …");
    block.busy(true);
    try {
      ready();
    } catch {
      return halt("This browser runs no Python here. A copy that was opened from a file cannot; the site itself can.");
    }
    clearTimeout(timer);
    worker.postMessage({ blocks: [...waiting, block].map(({ place, code }) => ({ place, code })) });
  }

  // A worker that is ended forgets all names, so every block has to run again.
  function halt(words) {
    clearTimeout(timer);
    worker?.terminate();
    worker = null;
    for (const block of blocks) block.hasRun = false;
    const block = running;
    running = null;
    block?.busy(false);
    block?.say(words);
  }

  function done(words) {
    clearTimeout(timer);
    const block = running;
    running = null;
    block.busy(false);
    block.say(words);
  }

  const answers = {
    loaded() { running?.say("Running …"); },
    begins({ place }) {
      clearTimeout(timer);
      timer = setTimeout(() => halt(`Stopped after ${SECONDS} seconds.`), SECONDS * 1000);
      if (place !== running.place) running.say("Running what stands above …");
    },
    printed({ place, text, kind }) { if (place === running?.place) running.write(text, kind); },
    drawn({ place, svg }) { if (place === running?.place) running.draw(svg); },
    ran({ place }) { blocks[place].hasRun = true; },
    finished({ seconds }) { done(`Ran in ${seconds.toFixed(1)} s.`); },
    failed({ place, text, line }) {
      const isHere = place === running.place;
      running.fail({ text, line: isHere ? line : undefined });
      done(isHere ? `An error in line ${line}.` : "An error in a block above: run that one first.");
    },
    missing({ reason }) { halt(`Python could not be loaded: ${reason} The output on the page is what the build got.`); },
  };

  function hear({ type, ...data }) {
    if (running) answers[type](data);
  }
})();
