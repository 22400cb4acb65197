// Takes the place of search.js in the copy for reading offline. A page that was opened from a file may start no worker,
// so the worker of the search runs in a frame that nobody sees. Like any worker it answers messages, when it has time.
window.Worker = class extends EventTarget {
  constructor(address) {
    super();
    const frame = Object.assign(document.createElement("iframe"), { hidden: true, title: "Search", srcdoc: "<!doctype html>" });
    const script = new URL(address, location);
    this.scope = new Promise((resolve) => {
      frame.onload = () => {
        const { contentDocument: inside, contentWindow: scope } = frame;
        scope.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
        const worker = Object.assign(inside.createElement("script"), { src: script, onload: () => resolve(scope) });
        inside.head.append(worker);
      };
    });
    document.body.append(frame);
  }

  async postMessage(data) {
    const scope = await this.scope;
    scope.dispatchEvent(new scope.MessageEvent("message", { data }));
  }
};
