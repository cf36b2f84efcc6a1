import type { Block, Resource } from "../rules/resources.ts";
import { blocks } from "../rules/resources.ts";

/** Resources and default tags of a stack, by which a check decides. */
export interface SecurityContext {
  readonly resources: readonly Resource[];
  /** True if the resource's provider adds tags to everything. */
  readonly hasDefaultTags: (resource: Resource) => boolean;
}

/** A control of AWS Security Hub, or a check of Checkov, on the resources of one type. */
export interface SecurityCheck {
  /** Its ids, Security Hub's first: `["CloudFront.1", "CKV_AWS_305"]`. */
  readonly ids: readonly [string, ...string[]];
  /** The requirement, as a sentence without its period. */
  readonly title: string;
  /** Terraform's type of the resources that it is about. */
  readonly type: string;
  /** The remedy, as a sentence. */
  readonly fix: string;
  /** True if a resource meets the requirement, or if that is only known when it is applied. */
  readonly isMet: (resource: Resource, context: SecurityContext) => boolean;
}

/** Resources of a type that refer to another one in an argument: `aws_s3_bucket_versioning` by its `bucket`. */
export function attached(
  type: string,
  argument: string,
  { address }: Resource,
  { resources }: SecurityContext,
): Block[] {
  return resources
    .filter((one) => one.type === type && String(one.values[argument]).startsWith(`\${${address}.`))
    .map(({ values }) => values);
}

/** The first block of an argument; an empty one if there is none. */
export function block(values: Block, argument: string): Block {
  return blocks(values[argument])[0] ?? {};
}
