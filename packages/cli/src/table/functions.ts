import type { AttachedFunction } from "../distributions/model.ts";
import { runtimeLabels } from "../report/summary.ts";
import { formatInteger } from "../report/table.ts";

const moments = {
  "viewer-request": "viewer request",
  "origin-request": "origin request, on a miss",
  "origin-response": "origin response, on a miss",
  "viewer-response": "viewer response",
} as const;

/** The handlers that run, and their runtime. */
export function functionRow(attached: AttachedFunction): { readonly happens: string; readonly runsIn: string } {
  const { event, name, handlers, viewerHeaders, includesBody, runtime, bytes } = attached;
  const names = (handlers.length === 0 ? [name] : handlers).map((handler) => `\`${handler}\``).join(", then ");
  const reads = [...viewerHeaders.map((header) => `\`${header}\``), ...(includesBody ? ["the body"] : [])];
  const given = reads.length === 0 ? "" : `, which ${handlers.length > 1 ? "read" : "reads"} ${reads.join(", ")}`;
  const size = bytes === undefined ? "" : `, ${formatInteger(bytes)} bytes`;
  return { happens: `At ${moments[event]}: ${names}${given}`, runsIn: `${runtimeLabels[runtime]}${size}` };
}
