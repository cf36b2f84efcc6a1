import { z } from "zod";
import { invalidParameter } from "./error.ts";

const arn = z.string().min(1).max(1011);
const key = z.string().min(1).max(128);
const value = z.string().max(256);
/** Clients send no token, or an empty one, with their first request. */
const token = z.string().max(2048).nullish();

/**
 * The inputs that AWS accepts.
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_TagResources.html
 */
const inputs = {
  GetResources: z.object({
    PaginationToken: token,
    TagFilters: z
      .array(z.object({ Key: key, Values: z.array(value).max(20).default([]) }))
      .max(50)
      .default([]),
    ResourcesPerPage: z.int().min(1).max(100).optional(),
    TagsPerPage: z.int().min(100).max(500).optional(),
    ResourceTypeFilters: z.array(z.string().max(256)).max(100).default([]),
    ResourceARNList: z.array(arn).min(1).max(100).optional(),
  }),
  GetTagKeys: z.object({ PaginationToken: token }),
  GetTagValues: z.object({ PaginationToken: token, Key: key }),
  TagResources: z.object({
    ResourceARNList: z.array(arn).min(1).max(20),
    Tags: z
      .record(key, value)
      .refine((tags) => Object.keys(tags).length > 0 && Object.keys(tags).length <= 50, "Expected 1 to 50 tags"),
  }),
  UntagResources: z.object({
    ResourceARNList: z.array(arn).min(1).max(20),
    TagKeys: z.array(key).min(1).max(50),
  }),
};

export type OperationName = keyof typeof inputs;
export type Input<Name extends OperationName> = z.infer<(typeof inputs)[Name]>;

/**
 * Reads the JSON input of an operation.
 * @throws {ServiceError} `InvalidParameterException`, with the parameter and the rule.
 */
export function readInput<Name extends OperationName>(name: Name, body: string): Input<Name> {
  const { data, error } = inputs[name].safeParse(parseJson(body));
  if (error === undefined) return data as Input<Name>;
  const [issue] = error.issues;
  return invalidParameter(`${issue?.path.join(".") || "The input"} is not valid: ${issue?.message}.`);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return invalidParameter("The body of the request is not valid JSON.");
  }
}

/** @throws {ServiceError} `InvalidParameterException` for parameters that exclude each other. */
export function checkTogether(input: Input<"GetResources">): void {
  if (input.ResourceARNList === undefined) return;
  const others = [
    input.TagFilters.length > 0 && "TagFilters",
    input.ResourceTypeFilters.length > 0 && "ResourceTypeFilters",
    input.ResourcesPerPage !== undefined && "ResourcesPerPage",
    input.TagsPerPage !== undefined && "TagsPerPage",
    input.PaginationToken && "PaginationToken",
  ].filter(Boolean);
  if (others.length > 0) {
    invalidParameter(`ResourceARNList can't be used together with ${others.join(", ")}. Send one or the other.`);
  }
}
