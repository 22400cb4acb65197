// Python in a thread of its own, so that the page never stands still, and can be ended. run.js talks to it.

const DRIVER = `
import io, linecache, logging, re, sys, traceback

logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)   # that it looks at fonts concerns nobody
names = {"__name__": "__main__"}

def run(code, place):
    file = f"block {place + 1}"
    linecache.cache[file] = (len(code), None, code.splitlines(True), file)
    if "matplotlib" in code or "matplotlib" in sys.modules:
        import matplotlib.pyplot as plt
        plt.style.use("figures.mplstyle")
    exec(compile(code, file, "exec"), names)

def failure():
    kind, error, trace = sys.exc_info()
    frames = [f for f in traceback.extract_tb(trace) if f.filename.startswith("block ")]
    line = frames[-1].lineno if frames else getattr(error, "lineno", None)
    said = "".join(traceback.format_exception_only(kind, error))
    return f"Line {line}: {said}" if frames else said, line

def figures():
    if "matplotlib" not in sys.modules:
        return []
    import matplotlib.pyplot as plt
    from nnscratch.plots import PALETTE
    drawn = []
    for number in plt.get_fignums():
        text = io.StringIO()
        plt.figure(number).savefig(text, format="svg", bbox_inches="tight", transparent=True, metadata={"Date": None})
        svg = text.getvalue()
        svg = svg[svg.index("<svg") :]
        for role, colour in PALETTE.items():
            svg = re.sub(colour, f"var(--figure-{role})", svg, flags=re.IGNORECASE)
        drawn.append(svg)
    plt.close("all")
    return drawn

def attempt(code, place):
    try:
        run(code, place)
        return None, figures()
    except BaseException:
        return failure(), []
`;

let python = null, attempt = null, settings = null, here = 0;
const post = (type, data = {}) => postMessage({ type, ...data });

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${new URL(address).pathname} answered ${answer.status}.`);
  return answer;
}

async function load() {
  importScripts(`${settings.python}pyodide.js`);
  python = await loadPyodide({ indexURL: settings.python, packages: ["numpy"], env: { MPLBACKEND: "AGG" } });
  python.unpackArchive(await (await fetched(settings.wheel)).arrayBuffer(), "wheel");
  python.FS.writeFile("figures.mplstyle", await (await fetched(settings.style)).text());
  python.FS.mkdir("data");
  for (const [stream, kind] of [["setStdout", "out"], ["setStderr", "error"]]) {
    python[stream]({ batched: (text) => post("printed", { place: here, text: `${text}\n`, kind }) });
  }
  python.runPython(DRIVER);
  attempt = python.globals.get("attempt");
  post("loaded");
}

// Pages read their data from the folder beside the package, which lies among the downloads of the site.
async function bringData(code) {
  for (const [path, name] of code.matchAll(/\bdata\/([\w-]+\.\w+)/g)) {
    if (python.FS.analyzePath(path).exists) continue;
    const file = await (await fetched(new URL(name, settings.wheel))).arrayBuffer();
    python.FS.writeFile(path, new Uint8Array(file));
  }
}

async function runAll(blocks) {
  const begin = performance.now();
  for (const { place, code } of blocks) {
    here = place;
    post("begins", { place });
    await python.loadPackagesFromImports(code, { messageCallback() {} });   // Matplotlib, where the code asks for it
    await bringData(code);
    const [error, figures] = attempt(code, place).toJs();
    if (error) return post("failed", { place, text: error[0], line: error[1] });
    for (const svg of figures) post("drawn", { place, svg });
    post("ran", { place });
  }
  post("finished", { seconds: (performance.now() - begin) / 1000 });
}

let loading = null;
onmessage = async ({ data }) => {
  if (data.settings) {
    settings = data.settings;
    loading = load();
    loading.catch(() => {});   // told when something should run
    return;
  }
  try {
    await loading;
  } catch (error) {
    return post("missing", { reason: String(error.message ?? error).replace(/\s+/g, " ") });
  }
  try {
    await runAll(data.blocks);
  } catch (error) {
    post("failed", { place: here, text: `${error.message ?? error}\n`, line: null });
  }
};
