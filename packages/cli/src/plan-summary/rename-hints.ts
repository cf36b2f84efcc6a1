import type { BuildManifest } from "../project/build-manifest.ts";
import type { DistributionChange, Removal } from "./model.ts";

/** A stack's entries that its plan removes and adds. */
export interface RenameCandidates {
  readonly distributions: readonly DistributionChange[];
  /** The key of a distribution in the environment, by its address. */
  readonly keyOf: (address: string) => string;
  readonly build: Pick<BuildManifest, "functions" | "behaviors">;
}

/**
 * Adds a sentence on `renamedFrom` to the removal of a distribution or function whose entry is gone, where the plan of the
 * same stack adds another one: such a plan looks the same whether an engineer wrote a new name or replaced the entry.
 */
export function withRenameHint(removal: Removal, { distributions, keyOf, build }: RenameCandidates): Removal {
  if (removal.action === "replace") return removal;
  if (removal.address.startsWith("aws_cloudfront_distribution.")) {
    const key = keyOf(removal.address);
    // A distribution that moves to another stack keeps its key.
    if (build.behaviors.some(({ distribution }) => distribution === key)) return removal;
    const created = distributions.filter(({ action }) => action === "create");
    return withHint(removal, key, unique(created.map((one) => `distributions.${one.key}`)));
  }
  const changes = distributions.flatMap(({ functions }) => functions);
  const isRemoved = changes.some(({ name, change }) => name === removal.name && change === "removed");
  if (!isRemoved || build.functions.some(({ name }) => name === removal.name)) return removal;
  const added = changes.filter(({ change }) => change === "added");
  return withHint(removal, removal.name, unique(added.map(({ name }) => `handlers.${name}`)));
}

/** @param added the entries that may have had the name before */
function withHint(removal: Removal, name: string, added: readonly string[]): Removal {
  if (added.length === 0) return removal;
  const hint = `If ${added.join(" or ")} is '${name}' under a new name, write 'renamedFrom: "${name}"' there, and its resources are kept.`;
  return { ...removal, reasons: [...removal.reasons, hint] };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
