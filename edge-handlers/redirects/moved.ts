import {
  type DynamicRecord,
  type Query,
  type RedirectStatus,
  type Request,
  type Response,
  redirect,
} from "@featheredge/edge-sdk";
import type { Moved } from "./config.ts";

// A key of the store has 512 bytes, so a longer path has no entry.
const longestPath = 512;

/** Returns a redirect to the target that the store has for a path, else the request. */
export async function movedTo(
  request: Request,
  moved: DynamicRecord<Moved>,
  withQuery: (target: string, query: Query) => string,
): Promise<Request | Response> {
  const { path } = request;
  const entry = path.length > longestPath ? undefined : await moved.get(path);
  const { to, status, query } = plain(entry);
  if (!isTarget(to) || to.split(/[?#]/)[0] === path) return request;
  const keeps = query !== "drop" && !to.includes("#");
  return redirect(keeps ? withQuery(to, request.query) : to, statusOf(status));
}

// Other tools write to the store too, and the edge has no schema: an entry without a valid target or status counts as
// missing.
function plain(entry: unknown): { readonly to?: unknown; readonly status?: unknown; readonly query?: unknown } {
  if (typeof entry === "string") return { to: entry };
  return typeof entry === "object" && entry !== null ? entry : {};
}

function isTarget(to: unknown): to is string {
  return typeof to === "string" && /^(\/|https?:\/\/)/.test(to);
}

function statusOf(status: unknown): RedirectStatus {
  return status === 302 || status === 307 || status === 308 ? status : 301;
}
