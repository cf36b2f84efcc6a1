import { onViewerRequest, type QueryEntry, queryEntries, replaceQuery } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";

export default onViewerRequest<Config>((request, { config }) => {
  const entries = config.lowerCaseNames ? queryEntries(request).map(lowerCased) : queryEntries(request);
  const kept = entries.filter(([name]) => {
    if (config.keep) return config.keep.includes(name);
    return !config.drop.includes(name) && !config.dropPrefixes.some((prefix) => name.startsWith(prefix));
  });
  return replaceQuery(request, kept.sort(byName));
});

function lowerCased([name, value]: QueryEntry): QueryEntry {
  return [name.toLowerCase(), value];
}

/** Values of one name keep their order, which may mean something to the origin. */
function byName([a]: QueryEntry, [b]: QueryEntry): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
