import { DiagnosticError } from "@featheredge/diagnostics";
import type { DistributionEntry, Environment, SyncedContent } from "../project/registry.ts";

/** A static origin whose bucket `content sync` fills. */
export interface SyncedOrigin {
  /** The distribution's key in the environment. */
  readonly distribution: string;
  /** The origin's key in its distribution. */
  readonly origin: string;
  readonly entry: DistributionEntry;
  readonly content: SyncedContent;
  /** The part of the bucket's keys before the paths of URLs: `v1/`, or "". */
  readonly prefix: string;
}

/** True if `content sync` has anything to fill in an environment. */
export function hasSyncedContent({ distributions }: Environment): boolean {
  return Object.values(distributions).some(({ origins }) =>
    Object.values(origins).some(({ content }) => typeof content === "object"),
  );
}

/**
 * The static origins of an environment, or of one of its distributions, that are synced.
 *
 * @throws DiagnosticError if there are none
 */
export function syncedOrigins(name: string, { distributions }: Environment, only: string | undefined): SyncedOrigin[] {
  const origins = Object.entries(distributions)
    .filter(([distribution]) => only === undefined || distribution === only)
    .flatMap(([distribution, entry]) =>
      Object.entries(entry.origins).flatMap(([origin, { content, originPath = "" }]) => {
        if (typeof content !== "object") return [];
        const prefix = originPath === "" ? "" : `${originPath.slice(1)}/`;
        return [{ distribution, origin, entry, content, prefix }];
      }),
    );
  if (origins.length > 0) return origins;
  const uploaded = Object.values(distributions).some((entry) =>
    Object.values(entry.origins).some(({ content }) => typeof content === "string"),
  );
  throw DiagnosticError.of("FE-CLI-120", {
    at: { file: `environments/${name}.ts`, key: only === undefined ? "distributions" : `distributions.${only}` },
    message: `has no static origin whose content is synced.${uploaded ? " Terraform uploads a folder that 'content' names directly." : ""}`,
    fix: 'Write content: { from: "<folder>" } in a static origin.',
  });
}
