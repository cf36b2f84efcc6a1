import { z } from "zod";

/** A resource as Terraform knows it, in a state or in the values that a plan leads to. */
export interface KnownResource {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const stateSchema = z.object({
  outputs: z.record(z.string(), z.object({ value: z.unknown() })).default({}),
  resources: z
    .array(
      z.object({
        mode: z.string(),
        type: z.string(),
        name: z.string(),
        instances: z.array(
          z.object({
            index_key: z.union([z.string(), z.number()]).optional(),
            attributes: z.record(z.string(), z.unknown()),
          }),
        ),
      }),
    )
    .default([]),
});

/** The managed resources of a state, as `terraform state pull` prints it. */
export function resourcesInState(pulled: string): KnownResource[] {
  if (pulled.trim() === "") return [];
  return stateSchema
    .parse(JSON.parse(pulled))
    .resources.filter(({ mode }) => mode === "managed")
    .flatMap(({ type, name, instances }) =>
      instances.map(({ index_key: index, attributes }) => ({
        address: `${type}.${name}${index === undefined ? "" : `[${JSON.stringify(index)}]`}`,
        type,
        values: attributes,
      })),
    );
}

/** The outputs of a state that are strings. */
export function stringOutputs(pulled: string): Map<string, string> {
  if (pulled.trim() === "") return new Map();
  const { outputs } = stateSchema.parse(JSON.parse(pulled));
  return new Map(
    Object.entries(outputs).flatMap(([name, { value }]) => (typeof value === "string" ? [[name, value] as const] : [])),
  );
}

const change = z.object({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  change: z.object({
    actions: z.array(z.string()),
    before: z.record(z.string(), z.unknown()).nullish(),
    after: z.record(z.string(), z.unknown()).nullish(),
  }),
});

const planSchema = z.object({
  resource_drift: z.array(change).default([]),
  resource_changes: z.array(change).default([]),
  planned_values: z
    .object({
      root_module: z
        .object({
          resources: z
            .array(
              z.object({
                address: z.string(),
                mode: z.string(),
                type: z.string(),
                values: z.record(z.string(), z.unknown()),
              }),
            )
            .default([]),
        })
        .default({ resources: [] }),
    })
    .default({ root_module: { resources: [] } }),
});

/** A change or a drift in a plan's JSON. */
export type PlannedChange = z.output<typeof change>;

/** The parts of a plan's JSON that are compared. @see https://developer.hashicorp.com/terraform/internals/json-format */
export interface PlanValues {
  readonly drift: readonly PlannedChange[];
  readonly changes: readonly PlannedChange[];
  readonly resources: readonly KnownResource[];
}

/** @param json - What `terraform show -json <plan file>` prints. */
export function readPlanValues(json: string): PlanValues {
  const { resource_drift, resource_changes, planned_values } = planSchema.parse(JSON.parse(json));
  const managed = <T extends { readonly mode: string }>(all: readonly T[]) =>
    all.filter(({ mode }) => mode === "managed");
  return {
    drift: managed(resource_drift),
    changes: managed(resource_changes),
    resources: managed(planned_values.root_module.resources),
  };
}

/** The names of the attributes in which two versions of a resource differ. An attribute that is not set equals its zero value. */
export function changedAttributes({ change: { before, after } }: PlannedChange): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].filter((name) => textOf(before?.[name]) !== textOf(after?.[name])).sort();
}

/**
 * A text that is equal for values that the provider does not distinguish: after an apply, its state has null for what a
 * refresh reads as `""`, `false`, 0, `[]` or `{}`.
 */
function textOf(value: unknown): string {
  return isZero(value) ? "" : JSON.stringify(value, withoutZeros);
}

function withoutZeros(_: string, part: unknown): unknown {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).filter(([, field]) => !isZero(field)));
}

/** True for null, `""`, `false`, 0, and objects and lists without elements. */
function isZero(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length === 0;
  return !value;
}
