import { get } from "node:https";
import { buffer } from "node:stream/consumers";
import {
  type CloudFrontClient,
  DescribeFunctionCommand,
  type DistributionConfig,
  GetCachePolicyCommand,
  GetDistributionCommand,
  GetFunctionCommand,
  GetOriginAccessControlCommand,
  GetOriginRequestPolicyCommand,
  GetResponseHeadersPolicyCommand,
  ListKeyValueStoresCommand,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-cloudfront";
import { GetFunctionCommand as GetLambdaCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { managedPolicies } from "@featheredge/aws-rules";
import { DiagnosticError } from "@featheredge/diagnostics";
import { unzipSync } from "fflate";
import { AwsAgent } from "../aws/agent.ts";
import { clientSettings, cloudFrontClient } from "../aws/clients.ts";
import type { AwsTarget } from "../aws/target.ts";
import { openStore } from "../kvs/store.ts";
import type { LiveDistribution, LiveFunction, LiveLambda, LiveStore } from "./live.ts";

type Variables = Pick<AwsTarget, "variables">;

/**
 * Reads a distribution and all that it refers to from AWS. Nothing is changed.
 * @param env - The caller's environment variables.
 * @throws {DiagnosticError} when there is no such distribution
 */
export async function readLive(id: string, env: NodeJS.ProcessEnv, target: Variables): Promise<LiveDistribution> {
  const cloudFront = cloudFrontClient(env, target);
  const lambda = new LambdaClient(clientSettings(env, target));
  try {
    const { Distribution: distribution } = await cloudFront
      .send(new GetDistributionCommand({ Id: id }))
      .catch((error: Error) => {
        if (error.name !== "NoSuchDistribution") throw error;
        throw DiagnosticError.of("FE-CLI-107", {
          subject: id,
          message: `The account has no distribution '${id}'.`,
          fix: "Name one by its id, such as E1A2B3C4D5E6F7, with credentials of its account.",
        });
      });
    const config = distribution?.DistributionConfig;
    const arn = distribution?.ARN ?? "";
    if (config === undefined) throw new Error(`CloudFront returned no configuration of ${id}.`);
    const { Tags: tags } = await cloudFront.send(new ListTagsForResourceCommand({ Resource: arn }));
    const behaviors = behaviorsOf(config);
    const functions = await mapOf(
      behaviors.flatMap(({ FunctionAssociations: all }) => all?.Items?.map((one) => one.FunctionARN) ?? []),
      (one) => readFunction(cloudFront, one),
    );
    return {
      id,
      account: arn.split(":")[4] ?? "",
      config,
      tags: Object.fromEntries(tags?.Items?.map(({ Key = "", Value = "" }) => [Key, Value]) ?? []),
      cachePolicies: await mapOf(
        own(
          "cache",
          behaviors.map((one) => one.CachePolicyId),
        ),
        async (Id) => (await cloudFront.send(new GetCachePolicyCommand({ Id }))).CachePolicy?.CachePolicyConfig,
      ),
      originRequestPolicies: await mapOf(
        own(
          "originRequest",
          behaviors.map((one) => one.OriginRequestPolicyId),
        ),
        async (Id) =>
          (await cloudFront.send(new GetOriginRequestPolicyCommand({ Id }))).OriginRequestPolicy
            ?.OriginRequestPolicyConfig,
      ),
      responseHeadersPolicies: await mapOf(
        own(
          "responseHeaders",
          behaviors.map((one) => one.ResponseHeadersPolicyId),
        ),
        async (Id) =>
          (await cloudFront.send(new GetResponseHeadersPolicyCommand({ Id }))).ResponseHeadersPolicy
            ?.ResponseHeadersPolicyConfig,
      ),
      accessControls: await mapOf(
        config.Origins?.Items?.map((one) => one.OriginAccessControlId || undefined) ?? [],
        async (Id) =>
          (await cloudFront.send(new GetOriginAccessControlCommand({ Id }))).OriginAccessControl
            ?.OriginAccessControlConfig,
      ),
      functions,
      lambdas: await mapOf(
        behaviors.flatMap(
          ({ LambdaFunctionAssociations: all }) => all?.Items?.map((one) => one.LambdaFunctionARN) ?? [],
        ),
        (one) => readLambda(lambda, one, { ...env, ...target.variables }),
      ),
      stores: await readStores(cloudFront, [...functions.values()], env, target),
    };
  } finally {
    cloudFront.destroy();
    lambda.destroy();
  }
}

export function behaviorsOf({ DefaultCacheBehavior: first, CacheBehaviors: others }: DistributionConfig) {
  return [...(first === undefined ? [] : [first]), ...(others?.Items ?? [])];
}

/** The ids of policies that AWS does not manage. */
function own(kind: keyof typeof managedPolicies, ids: readonly (string | undefined)[]): (string | undefined)[] {
  const managed = Object.values<string>(managedPolicies[kind]);
  return ids.filter((id) => id && !managed.includes(id));
}

/** Reads each key once, in order. Keys without a value are omitted. */
async function mapOf<T>(
  keys: readonly (string | undefined)[],
  read: (key: string) => Promise<T | undefined>,
): Promise<Map<string, T>> {
  const values = new Map<string, T>();
  for (const key of new Set(keys)) {
    const value = key === undefined ? undefined : await read(key);
    if (key !== undefined && value !== undefined) values.set(key, value);
  }
  return values;
}

async function readFunction(client: CloudFrontClient, arn: string): Promise<LiveFunction> {
  const name = arn.split("/").at(-1) ?? "";
  const [described, read] = [
    await client.send(new DescribeFunctionCommand({ Name: name, Stage: "LIVE" })),
    await client.send(new GetFunctionCommand({ Name: name, Stage: "LIVE" })),
  ];
  const config = described.FunctionSummary?.FunctionConfig;
  const [store] = config?.KeyValueStoreAssociations?.Items ?? [];
  const code = Buffer.from(read.FunctionCode ?? []).toString();
  return { name, runtime: config?.Runtime ?? "", code, store: store?.KeyValueStoreARN };
}

async function readLambda(client: LambdaClient, arn: string, env: NodeJS.ProcessEnv): Promise<LiveLambda> {
  const [, name = "", qualifier] = /:function:([^:]+):(\w+)$/.exec(arn) ?? [];
  const { Configuration: config, Code: code } = await client.send(
    new GetLambdaCommand({ FunctionName: name, Qualifier: qualifier }),
  );
  const zip = code?.Location === undefined ? undefined : await download(code.Location, new AwsAgent(env));
  const files = zip === undefined ? {} : unzipSync(zip);
  return {
    name,
    runtime: config?.Runtime ?? "",
    handler: config?.Handler ?? "index.handler",
    role: config?.Role ?? "",
    files: new Map(Object.entries(files).filter(([path]) => !path.endsWith("/") && isInside(path))),
  };
}

/** A path of a zip that leads out of its folder is not written. */
function isInside(path: string): boolean {
  return !/[\\:]/.test(path) && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

/** Downloads from a presigned URL, which needs no credentials. */
function download(url: string, agent: AwsAgent): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    get(url, { agent, timeout: 30_000 }, (response) => {
      buffer(response).then((body) => {
        if (response.statusCode === 200) resolve(body);
        else reject(new Error(`Lambda's code could not be downloaded: ${response.statusCode}`));
      }, reject);
    }).once("error", reject);
  });
}

async function readStores(
  client: CloudFrontClient,
  functions: readonly LiveFunction[],
  env: NodeJS.ProcessEnv,
  target: Variables,
): Promise<Map<string, LiveStore>> {
  const { KeyValueStoreList: list } = await client.send(new ListKeyValueStoresCommand({}));
  return mapOf(
    functions.map(({ store }) => store),
    async (arn) => {
      const name = list?.Items?.find((one) => one.ARN === arn)?.Name;
      if (name === undefined) return undefined;
      const store = openStore(arn, env, target);
      try {
        return { arn, name, entries: (await store.read()).entries };
      } finally {
        store.close();
      }
    },
  );
}
