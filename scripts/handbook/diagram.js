// In the page that draws: mermaid's output with every style computed and written as an attribute, so that the drawing
// needs no style sheet, follows the ink of the page it is put in, and reaches nothing outside itself.

const LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity", "fill-opacity",
  "stroke-opacity"];
const LETTERS = ["fill", "opacity", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline"];
const SHAPES = new Set(["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"]);
const KEPT = new Set(("id d points x y dx dy x1 y1 x2 y2 cx cy r rx ry width height transform viewBox markerWidth " +
  "markerHeight markerUnits refX refY orient marker-start marker-mid marker-end").split(" "));

/** @param {string} value a computed color  @param {boolean} line whether it is drawn as a line or as letters */
function ink(value, line) {
  const parts = value.match(/[\d.]+/g);
  if (!parts || value === "none" || (parts.length === 4 && Number(parts[3]) === 0)) return "none";
  const [red, green, blue] = parts.map(Number);
  if (Math.max(red, green, blue) - Math.min(red, green, blue) > 60) {
    return "#" + [red, green, blue].map((part) => Math.round(part).toString(16).padStart(2, "0")).join("");
  }
  return line || red + green + blue < 384 ? "currentColor" : "none";
}

/** @param {SVGElement} element */
function bake(element) {
  const style = getComputedStyle(element);
  const found = {};
  const shape = SHAPES.has(element.localName);
  const letters = element.localName === "text" || element.localName === "tspan";
  if (shape) for (const name of LOOKS) found[name] = style.getPropertyValue(name);
  if (letters) for (const name of LETTERS) found[name] = style.getPropertyValue(name);
  if (!shape && !letters && style.opacity !== "1") found.opacity = style.opacity;
  const fill = found.fill;
  if (fill) found.fill = ink(fill, letters);
  if (found.stroke) found.stroke = ink(found.stroke, true);
  if (shape && found.stroke === "none") for (const name of LOOKS.slice(2)) delete found[name];
  if (/^[01](, 0)*$/.test(found["stroke-dasharray"])) delete found["stroke-dasharray"];
  if (shape && found.fill === "none" && fill !== "none") {
    // What mermaid fills with the color of its paper hides the lines below it: the page fills it with its own.
    found.class = "ground";
    delete found.opacity;
  }
  for (const name of Object.keys(found)) found[name] = found[name].replace(/(\d)px/g, "$1");
  return found;
}

/** One element a line of text instead of one a word; and nothing said twice. @param {SVGSVGElement} root */
function joinWords(root) {
  for (const element of root.querySelectorAll("tspan")) {
    for (const name of LETTERS) {
      const above = element.parentNode.closest(`[${name}]`);
      if (above && above.getAttribute(name) === element.getAttribute(name)) element.classList.add(`same-${name}`);
    }
  }
  for (const element of root.querySelectorAll("tspan[class]")) {
    for (const name of element.classList) element.removeAttribute(name.slice("same-".length));
    element.removeAttribute("class");
  }
  for (const element of root.querySelectorAll("text, tspan")) {
    const words = [...element.children];
    if (words.length && words.every((word) => !word.attributes.length)) element.textContent = element.textContent;
  }
}

/** What mermaid's own style sheet leaves to HTML labels. @param {SVGSVGElement} root */
function place(root) {
  for (const label of root.querySelectorAll(".statediagram-state > .label")) {
    label.setAttribute("transform", label.getAttribute("transform").replace(/\(\s*[-\d.]+/, "(0"));
    label.querySelectorAll("text").forEach((text) => text.setAttribute("text-anchor", "middle"));
  }
  // The title of a group lies above the edges that enter the group, on a ground of its own.
  for (const label of root.querySelectorAll(".cluster-label")) {
    const box = label.getBBox();
    const ground = label.querySelector("rect") || label.insertBefore(document.createElementNS(root.namespaceURI, "rect"),
      label.firstChild);
    for (const side of ["x", "y", "width", "height"]) ground.setAttribute(side, box[side]);
    ground.setAttribute("style", "fill: #ffffff; stroke: none");
    label.closest(".root").append(label);
  }
}

/** @param {SVGSVGElement} root */
function settle(root) {
  place(root);
  const elements = [...root.querySelectorAll("*")];
  const hidden = elements.filter((element) => {
    const style = getComputedStyle(element);
    const shown = style.display !== "none" && style.visibility !== "hidden";
    return !shown && !element.closest("defs, marker, title, desc");
  });
  const looks = new Map(elements.map((element) => [element, bake(element)]));
  for (const [element, found] of looks) {
    for (const { name } of [...element.attributes]) if (!KEPT.has(name)) element.removeAttribute(name);
    for (const [name, value] of Object.entries(found)) if (value) element.setAttribute(name, value);
  }
  hidden.forEach((element) => element.remove());
  root.querySelectorAll("rect:not([width]), rect[width='0']").forEach((element) => element.remove());
  joinWords(root);
  root.querySelectorAll("style, script, foreignObject").forEach((element) => element.remove());
  const text = root.outerHTML;
  root.querySelectorAll("marker, defs > *, symbol, filter, linearGradient").forEach((element) => {
    const used = element.id && text.includes(`url(#${element.id})`);
    if (!used) element.remove();
  });
}

/** Draw and leave the outcome in window.answer. @param {string} code  @param {string} id */
async function handbookDraw(code, id) {
  window.answer = undefined;
  document.body.replaceChildren(); // what an earlier diagram that failed left behind
  try {
    await document.fonts.load("14px Inter");
    const family = "Inter, sans-serif";
    mermaid.initialize({
      startOnLoad: false, securityLevel: "strict", htmlLabels: false, deterministicIds: true, deterministicIDSeed: id,
      theme: "base", look: "classic", fontFamily: family, fontSize: 14, maxTextSize: 20000, maxEdges: 200,
      themeVariables: {
        fontFamily: family, fontSize: "14px", primaryColor: "#ffffff", primaryTextColor: "#000000",
        primaryBorderColor: "#000000", lineColor: "#000000", textColor: "#000000", secondaryColor: "#ffffff",
        tertiaryColor: "#ffffff", noteBkgColor: "#ffffff", noteTextColor: "#000000", noteBorderColor: "#000000",
      },
      flowchart: { htmlLabels: false, useMaxWidth: false, nodeSpacing: 32, rankSpacing: 36, wrappingWidth: 180,
        minNodeWidth: 60, padding: 12 },
      sequence: { useMaxWidth: false }, state: { useMaxWidth: false }, class: { useMaxWidth: false },
    });
    const { svg } = await mermaid.render(id, code);
    const holder = document.createElement("div");
    document.body.append(holder);
    holder.innerHTML = svg;
    const root = holder.querySelector("svg");
    settle(root);
    const box = root.getBBox();
    root.setAttribute("viewBox", [box.x - 4, box.y - 4, box.width + 8, box.height + 8].join(" "));
    window.answer = { svg: new XMLSerializer().serializeToString(root) };
    holder.remove();
  } catch (error) {
    const message = String(error.message || error);
    const line = Number((message.match(/line (\d+)/) || [])[1] || 1);
    window.answer = { error: message, line };
  }
}
