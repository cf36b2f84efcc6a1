import type { RunResult } from "../result.ts";

/**
 * Reads the outcome of a run. Most functions return the event's request with another URI or with the same: then the
 * rest of the output is not parsed, but the same objects as in the event, and callers see by that that nothing changed.
 *
 * @param outcome JSON with `output`, which a function wrote
 * @param json the event as JSON
 */
export function readOutcome(outcome: string, event: unknown, json: string): Pick<RunResult, "output"> {
  const { request, response } = (event ?? {}) as { readonly request?: Request | null; readonly response?: unknown };
  if (request && response === undefined) {
    const output = withOtherUri(outcome, request, json);
    if (output !== undefined) return { output };
  }
  return JSON.parse(outcome) as Pick<RunResult, "output">;
}

/** The request of an event, as far as its text is compared. */
interface Request {
  readonly method?: unknown;
  readonly uri?: unknown;
  readonly rawQueryString?: unknown;
  readonly querystring?: unknown;
  readonly headers?: unknown;
  readonly cookies?: unknown;
}

/** The request that an outcome has if its text differs from the event's in nothing but the URI. */
function withOtherUri(outcome: string, request: Request, json: string): Request | undefined {
  const { method, uri, rawQueryString, querystring, headers, cookies } = request;
  if (typeof method !== "string" || typeof uri !== "string") return undefined;
  const start = `{"method":${JSON.stringify(method)},"uri":`;
  if (!outcome.startsWith(start, outputStart.length) || !outcome.startsWith(outputStart)) return undefined;
  // The request is last in the event. Functions do not see its `rawQueryString`, which is a method to them.
  const hidden = rawQueryString === undefined ? "" : `,"rawQueryString":${JSON.stringify(rawQueryString)}`;
  const begin = `"request":${start}${JSON.stringify(uri)}${hidden}`;
  const at = json.indexOf(begin);
  const rest = json.slice(at + begin.length);
  if (at < 0 || !rest.startsWith(',"querystring":') || !outcome.endsWith(rest)) return undefined;
  try {
    const changed: unknown = JSON.parse(outcome.slice(outputStart.length + start.length, -rest.length));
    return typeof changed === "string" ? { method, uri: changed, querystring, headers, cookies } : undefined;
  } catch {
    return undefined;
  }
}

const outputStart = '{"output":';
