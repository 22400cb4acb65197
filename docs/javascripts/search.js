// Material fetches the index of its search with every page, and it grows with the site; and the program that searches.
// Here both wait until somebody is about to search. It has to run before Material does: overrides/main.html sees to it.
(() => {
  const { open, send } = XMLHttpRequest.prototype;

  XMLHttpRequest.prototype.open = function (method, address, ...others) {
    const asked = new URLSearchParams(location.search);   // a question in the address, or a word to be shown
    this.canWait = String(address).endsWith("/search_index.json") && !asked.has("q") && !asked.has("h");
    return open.call(this, method, address, ...others);
  };

  XMLHttpRequest.prototype.send = function (...body) {
    if (!this.canWait) return send.apply(this, body);
    const search = (event) => {
      if (event.target.name !== "query") return;
      document.removeEventListener("focusin", search);
      send.apply(this, body);
    };
    document.addEventListener("focusin", search);
  };

  // The worker of the search starts when it gets its first message, which is the index; any other at once.
  const Started = Worker;
  window.Worker = class extends EventTarget {
    constructor(...program) {
      if (!/\/workers\/search\b/.test(program[0])) return new Started(...program);
      super();
      this.program = program;
    }

    postMessage(...message) {
      if (!this.worker) {
        this.worker = new Started(...this.program);
        this.worker.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent("message", { data }));
      }
      this.worker.postMessage(...message);
    }
  };
})();
