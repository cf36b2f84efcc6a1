import { invalidParameter } from "./error.ts";
import type { Input } from "./input.ts";

/** A resource as GetResources returns it. */
export interface TagMapping {
  readonly ResourceARN: string;
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
}

type Query = Input<"GetResources">;

/**
 * Checks that a resource satisfies all tag filters and has at least one of the resource types.
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 */
export function isWanted(
  { ResourceARN: arn, Tags: tags }: TagMapping,
  { TagFilters, ResourceTypeFilters }: Pick<Query, "TagFilters" | "ResourceTypeFilters">,
): boolean {
  const [, , service = "", , , path = ""] = arn.split(":");
  const types = [service, `${service}:${path.split("/", 1)[0]}`];
  const hasType = ResourceTypeFilters.length === 0 || ResourceTypeFilters.some((type) => types.includes(type));
  return (
    hasType &&
    TagFilters.every(({ Key, Values }) =>
      tags.some((tag) => tag.Key === Key && (Values.length === 0 || Values.includes(tag.Value))),
    )
  );
}

/** AWS's page has no default number of resources; this is moto's. */
const defaultResources = 50;

/**
 * Takes one page of resources, ordered by ARN. A token names the last resource of the previous page, so that no page
 * misses or repeats a resource when others are created or deleted meanwhile.
 * @returns the page, with a `PaginationToken` that is empty on the last page, as in AWS's answers.
 * @throws {ServiceError} `InvalidParameterException` for a token that was not returned by this function.
 */
export function pageOf(
  resources: readonly TagMapping[],
  { PaginationToken: token, ResourcesPerPage = defaultResources, TagsPerPage = Number.POSITIVE_INFINITY }: Query,
): { readonly ResourceTagMappingList: TagMapping[]; readonly PaginationToken: string } {
  const last = token ? arnOf(token) : "";
  const left = resources
    .filter(({ ResourceARN: arn }) => arn > last)
    .sort((one, other) => (one.ResourceARN < other.ResourceARN ? -1 : 1));
  const page: TagMapping[] = [];
  let tags = 0;
  for (const resource of left) {
    // A resource without tags counts as one tag.
    tags += Math.max(resource.Tags.length, 1);
    if (page.length > 0 && (page.length === ResourcesPerPage || tags > TagsPerPage)) break;
    page.push(resource);
  }
  const end = page.at(-1);
  return {
    ResourceTagMappingList: page,
    PaginationToken: end === undefined || page.length === left.length ? "" : tokenOf(end.ResourceARN),
  };
}

function tokenOf(arn: string): string {
  return Buffer.from(arn).toString("base64url");
}

function arnOf(token: string): string {
  const arn = Buffer.from(token, "base64url").toString();
  return arn.startsWith("arn:") ? arn : invalidParameter(`The PaginationToken '${token}' was not issued by this API.`);
}
