// One neuron to play with: two weights, the line that they draw, the loss, and a step downhill.
// The samples come from the figure, which the build has drawn; what is computed here is held to nnscratch by
// tests/browser/test_play.py. Without the script the figure shows the start.

const logistic = (z) => 1 / (1 + Math.exp(-z));
const weightedSum = (w, x) => w[0] * x[0] + w[1] * x[1];
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

function meanCrossEntropy(w, X, t) {
  return mean(X.map((x, i) => {
    const z = weightedSum(w, x);
    return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - t[i][0] * z;  // does not overflow
  }));
}

function gradient(w, X, t) {
  const errors = X.map((x, i) => logistic(weightedSum(w, x)) - t[i][0]);
  return [0, 1].map((d) => mean(X.map((x, i) => errors[i] * x[d])));
}

function wrongSide(w, X, t) {
  return X.filter((x, i) => (weightedSum(w, x) >= 0) !== (t[i][0] === 1)).length;
}

const element = (name, attributes, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

// Replace the plane that the build has drawn by one that follows the weights; its coordinates are those of the samples.
function drawPlane(svg, X) {
  const drawn = [...svg.querySelectorAll("[id*=QuadContourSet]")];
  const box = drawn[0].getBBox();
  const low = [0, 1].map((d) => Math.min(...X.map((x) => x[d])) - MARGIN);
  const high = [0, 1].map((d) => Math.max(...X.map((x) => x[d])) + MARGIN);
  const size = high.map((end, d) => end - low[d]);
  const shades = Array.from({ length: 25 }, (_, k) => shade((k - 12) / 2));
  const slope = element("linearGradient", { id: "probability", gradientUnits: "userSpaceOnUse" }, ...shades);
  const ground = element("rect", { x: low[0], y: -high[1], width: size[0], height: size[1], fill: "url(#probability)" });
  const boundary = element("path", { stroke: "var(--figure-ink)", "stroke-width": 0.025 });
  const view = { viewBox: [low[0], -high[1], ...size].join(" "), preserveAspectRatio: "none" };
  const { x, y, width, height } = box;
  drawn[0].before(element("svg", { x, y, width, height, ...view }, slope, ground, boundary));
  for (const old of drawn) old.remove();
  return { slope, boundary };
}

const MARGIN = 0.5;  // of nnscratch.plots.decision_grid
const STRENGTH = 0.2;

function shade(z) {
  const y = logistic(z);
  const colour = `var(--figure-${y < 0.5 ? "red" : "blue"})`;
  return element("stop", { offset: (z + 6) / 12, "stop-color": colour, "stop-opacity": STRENGTH * Math.abs(2 * y - 1) });
}

// Probability changes along the weights, from z = -6 to 6; the boundary stands at a right angle on them.
function showWeights({ slope, boundary }, w) {
  const square = weightedSum(w, w) || 1e-9;
  const end = w.map((weight) => 6 * weight / square);
  for (const [name, value] of Object.entries({ x1: -end[0], y1: end[1], x2: end[0], y2: -end[1] })) slope.setAttribute(name, value);
  const [a, b] = w.map((weight) => 10 * weight / Math.sqrt(square));
  boundary.setAttribute("d", `M ${-b} ${-a} L ${b} ${a}`);
}

function sentence(w, steps, X, t) {
  const [first, second] = w.map((weight) => weight.toFixed(2).replace("-", "−"));
  const loss = meanCrossEntropy(w, X, t).toFixed(4);
  const taken = steps ? `, after ${steps} ${steps === 1 ? "step" : "steps"}` : "";
  return `Weights (${first}, ${second}), mean cross-entropy ${loss}, ${wrongSide(w, X, t)} of ${X.length} on the wrong side${taken}.`;
}

function play(place) {
  const svg = place.querySelector("figure > svg");
  const { X, t, start, learning_rate: rate } = JSON.parse(svg.dataset.values);
  const plane = drawPlane(svg, X);
  const name = svg.getAttribute("aria-label");   // how many are on the wrong side is its first number
  const controls = place.querySelector("form").elements;
  let w, steps;

  function show(weights, taken) {
    [w, steps] = [weights, taken];
    [controls.w1.value, controls.w2.value] = w;
    showWeights(plane, w);
    svg.setAttribute("aria-label", name.replace(/\d+/, wrongSide(w, X, t)));
    place.querySelector("output").textContent = sentence(w, steps, X, t);
  }

  function stepDown() {
    const slope = gradient(w, X, t);
    show(w.map((weight, d) => weight - rate * slope[d]), steps + 1);
  }

  place.addEventListener("input", () => show([+controls.w1.value, +controls.w2.value], 0));
  place.addEventListener("reset", () => setTimeout(() => show(start[0], 0)));
  controls.step.addEventListener("click", stepDown);
  [w, steps] = [start[0], 0];
  showWeights(plane, w);
}

document.querySelectorAll("[data-play=neuron]").forEach(play);
