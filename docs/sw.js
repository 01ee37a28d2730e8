/**
 * Keeps the whole site, so that it can be read and practiced without a network after one visit.
 *
 * A worker belongs to one version of the site and answers from that version alone: every file was kept, and compared
 * with its hash, before the worker serves any. So nobody sees a mixture of two versions, and a newer version takes over
 * only between two pages. Large files (Python, notebooks, print files, decks) are kept once they were used.
 */

const VERSION = ""; // the build writes the site's version here; a preview has none, and keeps nothing
const LIST = "assets/offline.json";
const PREFIX = "handbook-site-";
const AT_ONCE = 6; // requests at a time

const scope = registration.scope;
const open = (version = VERSION) => caches.open(PREFIX + version);
/** The path below the site's root that a request asks for; a query is for the page's own script. */
const pathOf = (address) => decodeURI(new URL(address).pathname).slice(new URL(scope).pathname.length);
const inSite = (address) => address.startsWith(scope);

addEventListener("install", (event) => event.waitUntil(VERSION ? keepAll() : skipWaiting()));
addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (VERSION && request.method === "GET" && inSite(request.url)) event.respondWith(answer(request));
});
addEventListener("message", (event) => {
  const { keep, claim, takeOver } = event.data ?? {};
  const reply = (done) => event.source?.postMessage({ done });
  if (keep) event.waitUntil(keepLater(keep).then(() => reply("keep")));
  if (claim) event.waitUntil(claimIfSame(claim).then(() => reply("claim")));
  if (takeOver) event.waitUntil(takeOverIfAlone());
});

// Keeping ----------------------------------------------------------------------------------------------------------------

/** Every file of this version, from the former version's where it is the same, else from the network. */
async function keepAll() {
  const response = await fetch(scope + LIST, { cache: "no-store" });
  const list = await response.clone().json();
  if (list.version !== VERSION) throw new Error(`the list is of ${list.version}, not ${VERSION}`);
  const cache = await open();
  const former = await formerFiles();
  const waiting = Object.entries(list.site);
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await keepOne(cache, former, ...next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const [path, hash] of Object.entries(list.later)) {
    if (former.hashes[path] === hash) await copy(cache, former, path);
  }
  await cache.put(scope + LIST, response); // comes last: where the list is, the version is whole
}

async function keepOne(cache, former, path, hash) {
  if (await cache.match(scope + path)) return; // kept by an attempt that was broken off
  if (former.hashes[path] === hash && (await copy(cache, former, path))) return;
  const response = await fetch(scope + path, { cache: "no-cache" });
  if (!(await isWhole(response, hash))) throw new Error(`${path} is of another version`);
  await cache.put(scope + path, response);
}

async function copy(cache, former, path) {
  const response = await former.cache?.match(scope + path);
  if (response) await cache.put(scope + path, response);
  return response !== undefined;
}

/** The newest other version that is whole: its cache and the hashes of its files. */
async function formerFiles() {
  for (const name of (await caches.keys()).filter((other) => other.startsWith(PREFIX) && other !== PREFIX + VERSION)) {
    const cache = await caches.open(name);
    const list = await (await cache.match(scope + LIST))?.json();
    if (list) return { cache, hashes: { ...list.site, ...list.later } };
  }
  return { cache: null, hashes: {} };
}

async function isWhole(response, hash) {
  if (response.status !== 200) return false;
  const bytes = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  const hex = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.startsWith(hash);
}

let list;
const listed = async () => (list ??= await (await (await open()).match(scope + LIST)).json());

/** Keep large files that a page is going to need. */
async function keepLater(addresses) {
  const [{ later }, cache] = [await listed(), await open()];
  await Promise.allSettled(
    addresses.filter(inSite).map(async (address) => {
      const path = pathOf(address);
      if (!later[path] || (await cache.match(scope + path))) return;
      const response = await fetch(scope + path);
      if (await isWhole(response, later[path])) await cache.put(scope + path, response);
    }),
  );
}

// Serving ----------------------------------------------------------------------------------------------------------------

/** What was kept of this version; what it does not have comes from the network. */
async function answer(request) {
  const path = pathOf(request.url);
  const [{ site, later }, cache] = [await listed(), await open()];
  const kept = await cache.match(scope + path);
  if (kept) return kept;
  try {
    const response = await fetch(request);
    if (later[path] && (await isWhole(response, later[path]))) await cache.put(scope + path, response.clone());
    return response;
  } catch (error) {
    if (site[`${path}/`]) return Response.redirect(`${scope}${path}/`);
    const missing = request.mode === "navigate" && (await cache.match(`${scope}404.html`));
    if (!missing) throw error;
    return new Response(missing.body, { status: 404, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
}

// Versions ---------------------------------------------------------------------------------------------------------------

async function forgetOthers() {
  const others = (await caches.keys()).filter((name) => name.startsWith("handbook-") && name !== PREFIX + VERSION);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** Serve a page that was loaded before this worker, if every file it loaded is of this version. */
async function claimIfSame(addresses) {
  const { site, later } = await listed();
  const same = await Promise.all(
    addresses.filter(inSite).map(async (address) => {
      const hash = site[pathOf(address)] ?? later[pathOf(address)];
      return !hash || isWhole(await fetch(address, { cache: "force-cache" }), hash);
    }),
  );
  if (same.every(Boolean)) await clients.claim();
}

/** Take over from the former version while only one page is open, which loads again then. */
async function takeOverIfAlone() {
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (windows.length === 1) await skipWaiting();
}
