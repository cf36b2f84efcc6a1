import { isPreviewName } from "@featheredge/edge-sdk/preview";
import { parseEntry } from "./put-up.ts";
import type { PreviewResources } from "./resources.ts";

/** A preview as it is in AWS. */
export interface ListedPreview {
  readonly name: string;
  /** False if only parts of it are there: it was cut short when it was put up or removed. */
  readonly isUp: boolean;
  readonly commit?: string | undefined;
  /** ISO 8601. */
  readonly updated?: string | undefined;
  readonly url?: string | undefined;
}

/** The previews of a distribution, by name: those with an entry in the store, and those of which a bucket has parts. */
export async function listPreviews(resources: PreviewResources): Promise<ListedPreview[]> {
  const { entries } = await resources.store.read();
  const buckets = [resources.code, ...resources.content.values()];
  const keys = await Promise.all(buckets.map(async ({ bucket }) => [...(await bucket.list()).keys()]));
  const first = [...entries.keys(), ...keys.flat()].map((key) => key.split("/")[0] ?? "");
  const names = [...new Set(first)].filter(isPreviewName).sort();
  return names.map((name) => {
    const entry = parseEntry(entries.get(name));
    if (entry === undefined) return { name, isUp: false };
    return { name, isUp: true, commit: entry.commit, updated: entry.updated, url: previewUrl(resources, name) };
  });
}

/** The address of a preview, or of all: then the header selects one. */
export function previewUrl({ domainName, hostName }: Pick<PreviewResources, "domainName" | "hostName">, name: string) {
  return domainName === undefined ? `https://${hostName}/` : `https://${name}.${domainName}/`;
}

/**
 * The previews of pull requests that are not open: those named `pr-<number>`. Others were put up by hand, and stay.
 *
 * @param open numbers of open pull requests
 */
export function closedPreviews(names: readonly string[], open: ReadonlySet<number>): string[] {
  return names.filter((name) => {
    const number = /^pr-(\d+)$/.exec(name)?.[1];
    return number !== undefined && !open.has(Number(number));
  });
}
