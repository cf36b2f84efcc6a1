import type { Environment } from "#environments";
import { oldestName } from "../distribution/renames.ts";

/** Completes the key of a distribution to the name of the stack of its previews. */
const suffix = "-preview";

/** The name of the stack of a distribution's previews. */
export function previewStackId(distribution: string): string {
  return `${distribution}${suffix}`;
}

/** The distribution of a stack of previews, by its key. */
export function previewedDistribution({ distributions }: Environment, id: string) {
  const [key, distribution] = Object.entries(distributions).find(([name]) => previewStackId(name) === id) ?? [];
  if (key === undefined || distribution?.preview === undefined) throw new Error(`'${id}' has no previews.`);
  return { key, distribution, preview: distribution.preview };
}

/** The SSM parameter in us-east-1 that has the ARN of the previews' KeyValueStore. */
export function previewStoreParameter(
  environment: string,
  key: string,
  { renamedFrom }: Environment["distributions"][string],
): string {
  return `/featheredge/${environment}/${previewStackId(oldestName(key, renamedFrom))}/key-value-store`;
}
