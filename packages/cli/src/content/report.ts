import { formatInteger } from "../report/table.ts";
import { invalidationCost } from "./invalidation-paths.ts";
import { isEmpty, type SyncPlan } from "./plan-sync.ts";

/** A planned sync of one bucket. */
export interface PlannedSync {
  readonly distribution: string;
  readonly origin: string;
  readonly bucket: string;
  readonly plan: SyncPlan;
  /** Paths and cache tags of the invalidation. */
  readonly paths: readonly string[];
  /** Wildcards replace single paths. */
  readonly isWider: boolean;
  /** Paths of files whose content type is unknown. */
  readonly untyped: readonly string[];
}

/** Lines of a list before the rest is counted. */
const listed = 20;

/** A planned sync as text for people. */
export function formatSync(sync: PlannedSync): string {
  const { distribution, origin, bucket, plan, paths, isWider, untyped } = sync;
  const lines = [`${distribution}.${origin} (s3://${bucket})`];
  if (isEmpty(plan)) lines.push("  No changes.");
  for (const group of plan.uploads) {
    const bytes = group.reduce((sum, file) => sum + file.bytes, 0);
    lines.push(`  Upload ${count(group.length, "file")} (${group[0]?.kind}, ${formatInteger(bytes)} bytes)`);
    lines.push(...list(group.map(({ key }) => `+ ${key}`)));
  }
  if (plan.deletes.length > 0) lines.push(`  Delete ${count(plan.deletes.length, "object")}`);
  lines.push(...list(plan.deletes.map((key) => `- ${key}`)));
  if (plan.kept.length > 0) {
    lines.push(`  Keep ${count(plan.kept.length, "superseded asset")} for the grace period`);
    lines.push(...list(plan.kept.map(({ key, until }) => `= ${key} until ${new Date(until).toISOString()}`)));
  }
  if (paths.length > 0) {
    const cost = invalidationCost(paths).toFixed(3);
    const wider = isWider ? ", by wildcards, which also drop copies that have not changed" : "";
    lines.push(
      `  Invalidate ${count(paths.length, "path")}${wider} (USD ${cost}, free within the account's first 1,000 paths of a month)`,
    );
    lines.push(...list(paths.map((path) => `x ${path}`)));
  }
  if (untyped.length > 0) {
    lines.push(`  ${count(untyped.length, "file")} of an unknown type: add it to the origin's content.contentTypes`);
    lines.push(...list(untyped.map((path) => `? ${path}`)));
  }
  return lines.map((line) => `${line}\n`).join("");
}

/** A planned sync as part of the JSON document. */
export function syncReport({ distribution, origin, bucket, plan, paths, isWider, untyped }: PlannedSync) {
  return {
    distribution,
    origin,
    bucket,
    uploads: plan.uploads.flat().map(({ key, kind, bytes, contentType, cacheControl }) => ({
      key,
      kind,
      bytes,
      contentType,
      cacheControl,
    })),
    deletes: plan.deletes,
    kept: plan.kept.map(({ key, until }) => ({ key, until: new Date(until).toISOString() })),
    invalidation: { paths, isWider, usd: invalidationCost(paths) },
    untyped,
  };
}

function list(lines: readonly string[]): string[] {
  const shown = lines.slice(0, listed).map((line) => `    ${line}`);
  return lines.length <= listed ? shown : [...shown, `    … and ${formatInteger(lines.length - listed)} more`];
}

function count(amount: number, noun: string): string {
  return `${formatInteger(amount)} ${noun}${amount === 1 ? "" : "s"}`;
}
