import { DiagnosticError } from "@featheredge/diagnostics";
import { type Bucket, openBucket } from "../aws/s3/bucket.ts";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { openStore } from "../kvs/store.ts";
import type { Store } from "../kvs/sync.ts";
import type { Environment } from "../project/registry.ts";
import { readOutputs } from "../terraform/distribution-outputs.ts";

/** A bucket with its name. */
interface NamedBucket {
  readonly name: string;
  readonly bucket: Bucket;
}

/** The resources that the previews of a distribution share. */
export interface PreviewResources {
  readonly store: Store & { close(): void };
  /** Has `<preview>/<sha256>.json`. */
  readonly code: NamedBucket;
  /** By the keys of static origins; each has a folder for each preview. */
  readonly content: ReadonlyMap<string, NamedBucket>;
  /** The distribution's own host name. */
  readonly hostName: string;
  /** The domain below which each preview has a host name; undefined if only a header selects one. */
  readonly domainName: string | undefined;
}

/** A distribution with previews. */
export interface PreviewedDistribution {
  /** The environment's name. */
  readonly name: string;
  readonly environment: Environment;
  /** Its key in the environment. */
  readonly distribution: string;
}

/** The distributions of an environment that have previews, or the one of a name. @throws DiagnosticError if there are none */
export function previewedDistributions(
  name: string,
  { distributions }: Environment,
  only: string | undefined,
): string[] {
  const keys = Object.keys(distributions).filter(
    (key) => distributions[key]?.preview !== undefined && (only === undefined || key === only),
  );
  if (keys.length > 0) return keys;
  throw DiagnosticError.of("FE-CLI-147", {
    at: { file: `environments/${name}.ts`, key: only === undefined ? "distributions" : `distributions.${only}` },
    message: only === undefined ? "has no distribution with previews." : "has no previews.",
    fix: "Write preview: { domainName, certificate } or preview: {} in the distribution, and apply the environment.",
  });
}

/**
 * Opens the resources of a distribution's previews. The stacks must be synthesized.
 * @throws DiagnosticError if the stack of the previews was not applied
 */
export async function openPreviews(
  context: Context,
  target: AwsTarget,
  { name, environment, distribution }: PreviewedDistribution,
): Promise<PreviewResources> {
  const stack = `${distribution}-preview-${name}`;
  const outputs = await readOutputs(context, target, { environment: name, stack });
  const { key_value_store_arn: arn, code_bucket: code, distribution_domain_name: hostName } = outputs;
  if (typeof arn !== "string" || typeof code !== "string" || typeof hostName !== "string") {
    throw DiagnosticError.of("FE-CLI-147", {
      at: { file: `environments/${name}.ts`, key: `distributions.${distribution}.preview` },
      message: `was not applied: the stack ${stack} has no outputs.`,
      fix: `Apply it first: featheredge plan ${name} --save && featheredge apply ${name}, or featheredge apply ${name} --loopback`,
    });
  }
  const open = (bucket: string): NamedBucket => ({
    name: bucket,
    bucket: openBucket({ name: bucket, region: environment.region }, context.env, target),
  });
  const buckets = (outputs.buckets ?? {}) as Readonly<Record<string, string>>;
  return {
    store: openStore(arn, context.env, target),
    code: open(code),
    content: new Map(Object.entries(buckets).map(([origin, bucket]) => [origin, open(bucket)])),
    hostName,
    domainName: environment.distributions[distribution]?.preview?.domainName,
  };
}
