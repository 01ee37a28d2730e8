/**
 * Python for one run, in a worker of its own: loads Pyodide and the judge, says "ready", judges what it is given, and
 * tells what happens. Whoever started it ends it: code that never ends cannot be stopped from inside.
 */

import { loadPyodide } from "../vendor/pyodide/pyodide.mjs";

const here = (path) => new URL(path, import.meta.url).href;

try {
  const [judge, python] = await Promise.all([
    fetch(here("judge.py")).then((response) => (response.ok ? response.text() : Promise.reject(response.statusText))),
    loadPyodide({ indexURL: here("../vendor/pyodide/") }),
  ]);
  python.runPython(judge);
  const run = python.globals.get("judge");
  // The code of a reader works on numbers and text: the page and its storage are out of reach.
  for (const name of ["js", "pyodide_js"]) python.runPython(`import sys; sys.modules["${name}"] = None`);
  addEventListener("message", ({ data: { code, tests, name } }) => {
    try {
      run(code, tests, name, (event) => postMessage(event));
      postMessage(JSON.stringify({ kind: "over" }));
    } catch (error) {
      postMessage(JSON.stringify({ kind: "broken", message: String(error.message ?? error).slice(-500) }));
    }
  });
  postMessage(JSON.stringify({ kind: "ready" }));
} catch (error) {
  postMessage(JSON.stringify({ kind: "unavailable", message: String(error?.message ?? error).slice(-500) }));
}
