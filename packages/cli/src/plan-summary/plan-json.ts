import { z } from "zod";

const values = z.record(z.string(), z.unknown());

const change = z.object({
  actions: z.array(z.string()),
  before: values.nullish(),
  after: values.nullish(),
  after_unknown: z.unknown().optional(),
  before_sensitive: z.unknown().optional(),
  after_sensitive: z.unknown().optional(),
  /** Paths of the attributes that force a replacement. */
  replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).optional(),
  importing: z.unknown().optional(),
});

const resourceChange = z.object({
  address: z.string(),
  mode: z.string().default("managed"),
  type: z.string().default(""),
  name: z.string().default(""),
  change,
  action_reason: z.string().optional(),
});

const stateResource = z.object({
  address: z.string(),
  mode: z.string().default("managed"),
  type: z.string().default(""),
  values: values.nullish(),
  sensitive_values: z.unknown().optional(),
  depends_on: z.array(z.string()).optional(),
});

const state = z.object({
  root_module: z.object({ resources: z.array(stateResource).default([]) }).prefault({}),
});

const configuredResource = z.object({
  address: z.string(),
  mode: z.string().default("managed"),
  expressions: values.default({}),
  depends_on: z.array(z.string()).optional(),
});

/**
 * The parts of a plan's JSON that are read. Stacks are written without modules, so only the root module is.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
const planSchema = z.object({
  resource_changes: z.array(resourceChange).default([]),
  output_changes: z
    .record(
      z.string(),
      z.object({
        actions: z.array(z.string()),
        before: z.unknown().optional(),
        after: z.unknown().optional(),
        before_sensitive: z.unknown().optional(),
        after_sensitive: z.unknown().optional(),
      }),
    )
    .default({}),
  prior_state: z.object({ values: state.prefault({}) }).prefault({}),
  planned_values: state.prefault({}),
  configuration: z
    .object({ root_module: z.object({ resources: z.array(configuredResource).default([]) }).prefault({}) })
    .prefault({}),
});

export type PlanJson = z.output<typeof planSchema>;
export type PlannedResource = PlanJson["resource_changes"][number];

/**
 * Reads the output of `terraform show -json <plan file>`.
 * @throws {ZodError} when it is not a plan
 */
export function parsePlan(json: string): PlanJson {
  return planSchema.parse(JSON.parse(json));
}

export type Values = Readonly<Record<string, unknown>>;

/** True for JSON's objects, but not its lists. */
export function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The plan's changes of resources, without data sources and resources that stay as they are. */
export function changedResources({ resource_changes }: PlanJson): PlannedResource[] {
  return resource_changes.filter(
    ({ mode, change }) => mode === "managed" && (!change.actions.includes("no-op") || isImport(change)),
  );
}

/** True if Terraform takes up an existing resource. */
export function isImport({ importing }: PlannedResource["change"]): boolean {
  return importing !== undefined && importing !== null;
}
