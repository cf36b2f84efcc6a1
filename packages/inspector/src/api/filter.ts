import type { RequestSummary } from "./requests.ts";

/** One word of a filter, which a request must match, or must not match with a `-` before it. */
interface Term {
  readonly isNegated: boolean;
  readonly matches: (request: RequestSummary) => boolean;
}

/** The fields that a filter can name, with their values as text. */
const fields: Readonly<Record<string, (request: RequestSummary) => readonly string[]>> = {
  method: ({ method }) => [method],
  status: ({ status }) => [String(status), `${Math.floor(status / 100)}xx`],
  cache: ({ outcome }) => [outcome],
  country: ({ country }) => [country ?? "none"],
  device: ({ device }) => [device],
  address: ({ address }) => [address],
  host: ({ host }) => [host],
  path: ({ path }) => [path, path.replace(/\?.*/s, "")],
  behavior: ({ behavior }) => (behavior === undefined ? [] : [behavior.pathPattern, String(behavior.index)]),
  distribution: ({ distribution }) =>
    distribution === undefined ? [] : [distribution.id, distribution.name, distribution.domainName],
  is: ({ failures, ahead, status, method }) => [
    ...(failures.length > 0 ? ["failed"] : []),
    ...(ahead.length > 0 ? ["ahead"] : []),
    ...(status >= 400 ? ["error"] : []),
    ...(method === "GET" || method === "HEAD" ? [] : ["write"]),
  ],
};

/** The names of the fields, for help texts. */
export const filterFields: readonly string[] = [...Object.keys(fields), "ms"];

/**
 * Compiles a filter for requests: words that must all match. `field:value` compares a field, with `*` in the value for any
 * characters, `ms:>100` the duration, `-` negates a word, and any other word is searched in method, host, path, status and
 * X-Cache.
 *
 * @example `country:DE -status:2xx path:/api/*`
 * @returns a test for requests; an empty filter matches all
 */
export function parseFilter(text: string): (request: RequestSummary) => boolean {
  const terms = text.split(/\s+/).filter(Boolean).map(parseTerm);
  return (request) => terms.every(({ isNegated, matches }) => matches(request) !== isNegated);
}

function parseTerm(word: string): Term {
  const isNegated = word.startsWith("-") && word.length > 1;
  const term = isNegated ? word.slice(1) : word;
  const colon = term.indexOf(":");
  const read = fields[term.slice(0, colon)];
  const value = term.slice(colon + 1);
  const milliseconds = /^ms:([<>])(\d+(?:\.\d+)?)$/.exec(term);
  if (milliseconds !== null) {
    const limit = Number(milliseconds[2]);
    return {
      isNegated,
      matches: ({ durationMs }) => (milliseconds[1] === ">" ? durationMs > limit : durationMs < limit),
    };
  }
  if (colon > 0 && read !== undefined) {
    const pattern = patternOf(value);
    return { isNegated, matches: (request) => read(request).some((text) => pattern.test(text)) };
  }
  const searched = term.toLowerCase();
  return {
    isNegated,
    matches: ({ method, host, path, status, xCache }) =>
      `${method} ${host}${path} ${status} ${xCache}`.toLowerCase().includes(searched),
  };
}

/** A whole text in any case, in which `*` stands for any characters. */
function patternOf(value: string): RegExp {
  const escaped = value.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`, "is");
}
