/** The search over how questions are asked and what their pages say, for pages that filter by words. */

import { json } from "../js/site.js";

/** @returns {Promise<import("../js/search-engine.js").Search & {saysNothing: (query: string) => boolean}>} */
export async function loadSearch() {
  const [engine, data, rest] = await Promise.all([
    import("../js/search-engine.js"),
    json("assets/search.json"),
    json("assets/search-rest.json"),
  ]);
  return { ...(await engine.createSearch(data, { rest })), saysNothing: engine.saysNothing };
}
