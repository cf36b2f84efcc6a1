import { CloudFrontError } from "../control-plane/protocol/errors.ts";
import { statusOf } from "../control-plane/protocol/write-output.ts";
import type { Account } from "../control-plane/state/account.ts";
import { addTags, removeTags, taggedResources } from "../control-plane/tagging/tags.ts";
import { StorageError } from "../files/storage-error.ts";
import { storageErrorCode } from "../moto/aws-error.ts";
import { taggedDeliveries } from "../service-gaps/logs/tags.ts";
import { invalidParameter } from "./error.ts";
import { checkTogether, type Input, type OperationName } from "./input.ts";
import { isWanted, pageOf, type TagMapping } from "./resources.ts";

/** The two sources of an account's resources in one region, which the API combines. */
export interface Parts {
  readonly region: string;
  /** CloudFront's resources. */
  readonly account: Account;
  /**
   * Asks moto, which has the resources of all other services.
   * @throws {ServiceError} moto's error.
   */
  askMoto(operation: OperationName, input: object): Promise<Record<string, unknown>>;
}

interface Failure {
  readonly StatusCode: number;
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

type Operations = {
  readonly [Name in OperationName]: (input: Input<Name>, parts: Parts) => Promise<object>;
};

/** The API's operations that concern resources. */
export const operations: Operations = {
  async GetResources(input, parts) {
    checkTogether(input);
    const resources = await findResources(parts, input);
    const { ResourceARNList: arns } = input;
    return arns === undefined
      ? pageOf(resources, input)
      : {
          ResourceTagMappingList: resources.filter(({ ResourceARN: arn }) => arns.includes(arn)),
          PaginationToken: "",
        };
  },

  // moto's own GetTagKeys and GetTagValues know S3, EC2 and Glue only, so its resources are read instead.
  async GetTagKeys({ PaginationToken }, parts) {
    refuseToken(PaginationToken);
    const tags = await findTags(parts);
    return { TagKeys: sorted(tags.map(({ Key }) => Key)), PaginationToken: "" };
  },

  async GetTagValues({ PaginationToken, Key: key }, parts) {
    refuseToken(PaginationToken);
    const tags = await findTags(parts);
    const values = tags.filter(({ Key }) => Key === key).map(({ Value }) => Value);
    return { TagValues: sorted(values), PaginationToken: "" };
  },

  TagResources: (input, parts) =>
    change("TagResources", input, parts, (arn) => {
      const tags = Object.entries(input.Tags).map(([Key, Value]) => ({ Key, Value }));
      addTags(parts.account, arn, tags);
    }),

  UntagResources: (input, parts) =>
    change("UntagResources", input, parts, (arn) => removeTags(parts.account, arn, input.TagKeys)),
};

/** @returns an operation of the API that concerns resources; `undefined` for reports and others. */
export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}

const allResources = { TagFilters: [], ResourceTypeFilters: [] };

/** The resources of all services, each once. */
async function findResources(
  parts: Parts,
  { TagFilters, ResourceTypeFilters }: Pick<Input<"GetResources">, "TagFilters" | "ResourceTypeFilters"> = allResources,
): Promise<TagMapping[]> {
  const resources = [...cloudFrontResources(parts), ...deliveries(parts)].filter((resource) =>
    isWanted(resource, { TagFilters, ResourceTypeFilters }),
  );
  let token: unknown = "";
  do {
    const page = { PaginationToken: token, TagFilters, ResourceTypeFilters, ResourcesPerPage: 100, TagsPerPage: 500 };
    const { ResourceTagMappingList, PaginationToken } = await parts.askMoto("GetResources", page);
    resources.push(...(ResourceTagMappingList as TagMapping[]));
    token = PaginationToken;
  } while (token);
  return [...new Map(resources.map((resource) => [resource.ResourceARN, resource])).values()];
}

/**
 * The only region in which AWS lists CloudFront's resources. AWS does not document it; answers of both regions are in
 * https://github.com/cloud-custodian/cloud-custodian/pull/2729.
 */
const globalRegion = "us-east-1";

function cloudFrontResources({ account, region }: Parts): TagMapping[] {
  if (region !== globalRegion) return [];
  return taggedResources(account).map(({ arn, tags }) => ({
    ResourceARN: arn,
    Tags: tags.map(({ Key = "", Value = "" }) => ({ Key, Value })),
  }));
}

/** Deliveries of logs, which the loopback keeps itself. */
function deliveries({ account, region }: Parts): TagMapping[] {
  return taggedDeliveries(account, region).map(({ arn, tags }) => ({
    ResourceARN: arn,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  }));
}

async function findTags(parts: Parts) {
  return (await findResources(parts)).flatMap(({ Tags }) => Tags);
}

/** All keys and values are on one page, so no token is valid. */
function refuseToken(token: string | null | undefined): void {
  if (token) invalidParameter(`The PaginationToken '${token}' was not issued by this API.`);
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

/** Changes CloudFront's resources one by one, and lets moto change the others. Each change may fail separately. */
async function change(
  operation: "TagResources" | "UntagResources",
  input: { readonly ResourceARNList: readonly string[] },
  parts: Parts,
  apply: (arn: string) => void,
): Promise<object> {
  const isCloudFront = (arn: string) => arn.split(":")[2] === "cloudfront";
  const others = input.ResourceARNList.filter((arn) => !isCloudFront(arn));
  const answer = others.length === 0 ? {} : await parts.askMoto(operation, { ...input, ResourceARNList: others });
  const failed: Record<string, Failure> = { ...(answer.FailedResourcesMap as Record<string, Failure> | undefined) };
  for (const arn of new Set(input.ResourceARNList.filter(isCloudFront))) {
    const failure = failureOf(arn, parts.region, apply);
    if (failure !== undefined) failed[arn] = failure;
  }
  return { FailedResourcesMap: failed };
}

function failureOf(arn: string, region: string, apply: (arn: string) => void): Failure | undefined {
  if (region !== globalRegion) {
    const ErrorMessage = `'${arn}' is a global resource. Send the request to ${globalRegion} instead of ${region}.`;
    return { StatusCode: 400, ErrorCode: "InvalidParameterException", ErrorMessage };
  }
  try {
    apply(arn);
    return undefined;
  } catch (error) {
    if (error instanceof CloudFrontError) {
      const { code, message, status = statusOf(code) } = error;
      return { StatusCode: status, ErrorCode: code, ErrorMessage: message };
    }
    if (!(error instanceof StorageError)) throw error;
    return { StatusCode: 507, ErrorCode: storageErrorCode, ErrorMessage: error.message };
  }
}
