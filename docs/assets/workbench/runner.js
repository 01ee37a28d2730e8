/**
 * Runs code in a worker that serves one run alone and is killed when it takes too long. No DOM.
 *
 * While the reader reads the results the next interpreter is made ready, so that a later run starts at once and nothing
 * of an earlier run is left in it.
 */

export const LIMIT = 10_000; // milliseconds of a run, without the loading of Python

/**
 * @typedef {{kind: string}} Event as told by judge.py, or of our own: loading, running, late, stopped, broken,
 *   unavailable. Exactly one of error, tampered, end, late, stopped, broken and unavailable closes a run.
 */

/** The kinds that close a run. */
export const CLOSING = new Set(["error", "tampered", "end", "late", "stopped", "broken", "unavailable"]);

/**
 * @param {() => Worker} start makes a worker
 * @param {number} limit
 * @returns {{run(job: {code: string, tests: string, name: string}, tell: (event: Event) => void): Promise<void>,
 *   stop(): void, busy(): boolean}}
 */
export function createRunner(start, limit = LIMIT) {
  let next = null; // the worker that is being made ready
  let current = null; // the run that is under way

  function prepare() {
    const worker = start();
    const ready = new Promise((resolve) => {
      worker.addEventListener("message", function first({ data }) {
        worker.removeEventListener("message", first);
        resolve(JSON.parse(data));
      });
      worker.addEventListener("error", (event) => {
        event.preventDefault?.();
        resolve({ kind: "unavailable", message: event.message ?? "" });
      });
    });
    return { worker, ready };
  }

  async function run(job, tell) {
    if (current) throw new Error("a run is under way");
    const { worker, ready } = next ?? prepare();
    next = null;
    let timer = 0;
    let settle;
    const closed = new Promise((resolve) => (settle = resolve));
    let open = true;
    const close = (event) => {
      if (!open) return;
      open = false;
      clearTimeout(timer);
      worker.terminate();
      current = null;
      tell(event);
      settle();
    };
    current = { close };
    tell({ kind: "loading" });
    const first = await ready;
    if (!open) return closed;
    if (first.kind !== "ready") {
      close(first.kind === "unavailable" ? first : { kind: "broken", message: "" });
      return closed; // the next run tries to load it again
    }
    worker.addEventListener("error", (event) => {
      event.preventDefault?.();
      close({ kind: "broken", message: event.message ?? "" });
    });
    worker.addEventListener("message", ({ data }) => {
      const event = JSON.parse(data);
      if (!open) return;
      if (CLOSING.has(event.kind)) close(event);
      else if (event.kind === "over") close({ kind: "broken", message: "" });
      else tell(event);
    });
    tell({ kind: "running" });
    timer = setTimeout(() => close({ kind: "late", seconds: limit / 1000 }), limit);
    worker.postMessage(job);
    await closed;
    next = prepare();
  }

  return {
    run,
    stop: () => current?.close({ kind: "stopped" }),
    busy: () => current !== null,
  };
}
