import { onViewerRequest, type QueryEntry, queryEntries, replaceQuery } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";

export default onViewerRequest<Config>((request, { config }) => {
  const entries = config.lowerCaseNames ? queryEntries(request).map(lowerCased) : queryEntries(request);
  // `entry[0]` rather than a pattern, which is lowered to more steps.
  const kept = entries.filter((entry) => {
    const name = entry[0];
    if (config.keep) return config.keep.includes(name);
    return !config.drop.includes(name) && !config.dropPrefixes.some((prefix) => name.startsWith(prefix));
  });
  return replaceQuery(request, kept.sort(byName));
});

function lowerCased(entry: QueryEntry): QueryEntry {
  return [entry[0].toLowerCase(), entry[1]];
}

/** Values of one name keep their order, which may mean something to the origin. */
function byName(a: QueryEntry, b: QueryEntry): number {
  if (a[0] === b[0]) return 0;
  return a[0] < b[0] ? -1 : 1;
}
