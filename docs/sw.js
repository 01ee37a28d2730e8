/**
 * Keeps what a reader has used (workbench, sheet, session of practice), so that it goes on working without a network.
 *
 * The network comes first, so that nobody reads an old page while a new one can be had; what was kept answers only
 * when the network does not. Nothing is kept before a page asks for it.
 */

const KEPT = "handbook-kept-1";

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("message", (event) => {
  const wanted = (event.data?.keep ?? []).filter((address) => address.startsWith(registration.scope));
  event.waitUntil(keep(wanted).then(() => event.source?.postMessage({ kept: wanted.length })));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(registration.scope)) event.respondWith(answer(request));
});

/** Keep every address; one that cannot be had is left out. */
async function keep(addresses) {
  const cache = await caches.open(KEPT);
  await Promise.allSettled([...new Set(addresses)].map((address) => cache.add(address)));
}

/** The network's answer, kept anew where an older one was kept; what was kept where there is no network. */
async function answer(request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request, { ignoreSearch: true });
  try {
    const response = await fetch(request);
    if (kept && response.status === 200 && !same(kept, response)) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

/** Whether the server says that two answers are the same file. */
function same(a, b) {
  const mark = (response) => response.headers.get("etag") ?? response.headers.get("last-modified");
  return mark(a) !== null && mark(a) === mark(b);
}
