import { z } from "zod";
import { formatTable } from "../report/table.ts";

/** The resources that the plan of a stack's destruction takes away, and those that stay. */
export interface Destruction {
  /** The stack's name. */
  readonly stack: string;
  /** The number of resources, by Terraform's type. */
  readonly resources: Readonly<Record<string, number>>;
  /** The ids of distributions with the names that viewers lose. */
  readonly distributions: readonly { readonly id: string; readonly names: readonly string[] }[];
  readonly buckets: readonly { readonly name: string; readonly region: string }[];
  /** Lambda@Edge functions that stay in AWS until their replicas are gone. */
  readonly retained: readonly string[];
}

const text = z.string().catch("");

/** @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
const planJson = z.object({
  resource_changes: z
    .array(
      z.object({
        mode: z.string(),
        type: z.string(),
        change: z.object({ actions: z.array(z.string()), before: z.record(z.string(), z.unknown()).nullable() }),
      }),
    )
    .default([]),
});

const distribution = z.object({ id: text, domain_name: text, aliases: z.array(z.string()).nullish() });
const bucket = z.object({ bucket: text, region: text });
const lambda = z.object({ function_name: text, skip_destroy: z.boolean().nullish() });

/**
 * Reads the plan of a stack's destruction.
 * @param json - The output of `terraform show -json <plan file>`.
 */
export function readDestruction(stack: string, json: string): Destruction {
  const destroyed = planJson
    .parse(JSON.parse(json))
    .resource_changes.filter(({ mode, change }) => mode === "managed" && change.actions.includes("delete"))
    .map(({ type, change }) => ({ type, before: change.before ?? {} }));
  const of = <Schema extends z.ZodType>(type: string, schema: Schema) =>
    destroyed.filter((one) => one.type === type).map(({ before }) => schema.parse(before));
  const resources: Record<string, number> = {};
  for (const { type } of destroyed) resources[type] = (resources[type] ?? 0) + 1;
  return {
    stack,
    resources,
    distributions: of("aws_cloudfront_distribution", distribution).map(({ id, domain_name, aliases }) => ({
      id,
      names: [...(aliases ?? []), domain_name],
    })),
    buckets: of("aws_s3_bucket", bucket).map((one) => ({ name: one.bucket, region: one.region })),
    retained: of("aws_lambda_function", lambda).flatMap((one) =>
      one.skip_destroy === true ? [one.function_name] : [],
    ),
  };
}

/**
 * Describes what is destroyed: distributions and buckets first, since users lose names and data with them.
 * @param objects - The number of objects in each bucket; a bucket that could not be read is not in it.
 */
export function formatDestruction(destruction: Destruction, objects: ReadonlyMap<string, number>): string {
  const { stack, resources, distributions, buckets, retained } = destruction;
  const total = Object.values(resources).reduce((sum, count) => sum + count, 0);
  const others = Object.entries(resources).filter(
    ([type]) => type !== "aws_cloudfront_distribution" && type !== "aws_s3_bucket",
  );
  const countOf = (name: string) => {
    const count = objects.get(name);
    return count === undefined
      ? "its objects could not be counted"
      : `with ${count} ${count === 1 ? "object" : "objects"}`;
  };
  const lines = [
    ...distributions.map(({ id, names }) => `  - distribution ${id}: ${names.join(", ")}`),
    ...buckets.map(({ name }) => `  - bucket ${name}, ${countOf(name)}`),
  ];
  const kept = retained.map(
    (name) =>
      `  Lambda@Edge function ${name} stays until AWS has removed its replicas; 'featheredge prune' deletes it.`,
  );
  const counts = formatTable(
    others.map(([type, count]) => [`- ${count}`, type]),
    "  ",
  );
  if (total === 0) return `\n${stack}: nothing to destroy.\n`;
  return `\n${stack}: ${total} resources are destroyed.\n${[...lines, ""].join("\n")}${counts}${kept.map((line) => `${line}\n`).join("")}`;
}
