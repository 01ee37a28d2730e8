/** Lets the service worker keep the site, so that it works without a network after one visit, and go on to a newer one. */

import { at } from "./site.js";

const loaded = () => [location.href.split(/[?#]/)[0], ...performance.getEntriesByType("resource").map(({ name }) => name)];

/** Ask a worker for something; resolves when it says that it did. */
function ask(worker, what) {
  const name = Object.keys(what)[0];
  const done = new Promise((resolve) => {
    const listen = ({ data }) => {
      if (data?.done !== name) return;
      navigator.serviceWorker.removeEventListener("message", listen);
      resolve();
    };
    navigator.serviceWorker.addEventListener("message", listen);
  });
  navigator.serviceWorker.startMessages();
  worker.postMessage(what);
  return done;
}

/** A newer version that has been kept meanwhile takes over now, at the beginning of a page, if no other page is open. */
function renew({ waiting }) {
  if (!waiting || !navigator.serviceWorker.controller) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage({ takeOver: true });
}

async function begin() {
  if (!("serviceWorker" in navigator) || navigator.connection?.saveData) return null;
  const registration = await navigator.serviceWorker.register(at("sw.js"));
  renew(registration);
  const { active } = await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) await ask(active, { claim: loaded() });
  document.documentElement.dataset.kept = "yes";
  return active;
}

// A browser without service workers, or one that refuses: the page needs its network, as before.
const started = begin().catch(() => null);

/** Keep large files too, which are not kept before they are used. @param {string[]} addresses absolute */
export async function keepOffline(addresses) {
  const worker = await started;
  if (worker) await ask(worker, { keep: addresses });
  document.documentElement.dataset.keptLater = "yes";
}
