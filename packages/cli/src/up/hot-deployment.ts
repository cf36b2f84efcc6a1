import {
  DescribeFunctionCommand,
  DescribeKeyValueStoreCommand,
  type DistributionConfig,
  GetDistributionConfigCommand,
  PublishFunctionCommand,
  UpdateDistributionCommand,
  UpdateFunctionCommand,
} from "@aws-sdk/client-cloudfront";
import { LambdaClient, UpdateFunctionCodeCommand } from "@aws-sdk/client-lambda";
import type { Deployment } from "@featheredge/loopback";
import { clientSettings, cloudFrontClient } from "../aws/clients.ts";
import type { AwsTarget } from "../aws/target.ts";
import { openStore } from "../kvs/store.ts";
import { updatesOf } from "../kvs/sync.ts";
import type { HotPart } from "./hot-changes.ts";

/** Changes contents of functions and stores by AWS's API, without Terraform. */
export interface HotDeployment {
  /**
   * Replaces the content of a part. Events that run, or read a store, end with the content that they began with.
   *
   * @param before - The part's content until now, as it was built.
   * @returns the ARN by which distributions name the part
   * @throws AWS's error, such as that the function does not exist
   */
  put(part: HotPart, content: Buffer, before: Buffer): Promise<string>;
  close(): void;
}

/** How often a change is tried while another client, such as Terraform, changes the same resource. */
const attempts = 10;

/** Opens clients of a loopback. @param deployment - Names the distributions that use a Lambda function. */
export function openHotDeployment(
  env: NodeJS.ProcessEnv,
  target: Pick<AwsTarget, "variables">,
  deployment: Pick<Deployment, "distributions">,
): HotDeployment {
  const cloudFront = cloudFrontClient(env, target);
  const lambda = new LambdaClient(clientSettings(env, target));

  /** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/publish-function.html */
  const putFunction = (Name: string, code: Buffer) =>
    untilUncontended(async () => {
      const { ETag, FunctionSummary } = await cloudFront.send(new DescribeFunctionCommand({ Name }));
      const FunctionConfig = FunctionSummary?.FunctionConfig;
      const update = { Name, IfMatch: ETag, FunctionConfig, FunctionCode: code };
      const updated = await cloudFront.send(new UpdateFunctionCommand(update));
      const published = await cloudFront.send(new PublishFunctionCommand({ Name, IfMatch: updated.ETag }));
      return published.FunctionSummary?.FunctionMetadata?.FunctionARN ?? "";
    });

  /** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-add-triggers-cf-console.html */
  const putLambda = async (FunctionName: string, code: Buffer) => {
    // One request, so that no other client's code can get between the update and the version.
    const input = { FunctionName, ZipFile: code, Publish: true };
    const { FunctionArn = "", Version = "" } = await lambda.send(new UpdateFunctionCodeCommand(input));
    const unversioned = FunctionArn.split(":").slice(0, 7).join(":");
    const arn = `${unversioned}:${Version}`;
    const users = [...deployment.distributions].filter(({ config }) => associate(config, arn) !== config);
    for (const { id: Id } of users) {
      await untilUncontended(async () => {
        const { DistributionConfig, ETag } = await cloudFront.send(new GetDistributionConfigCommand({ Id }));
        if (DistributionConfig === undefined) return;
        const next = associate(DistributionConfig, arn);
        if (next === DistributionConfig) return;
        await cloudFront.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig: next }));
      });
    }
    return arn;
  };

  const putEntries = async (Name: string, content: Buffer, before: Buffer) => {
    const { KeyValueStore } = await cloudFront.send(new DescribeKeyValueStoreCommand({ Name }));
    const arn = KeyValueStore?.ARN ?? "";
    const { puts, deletes } = changedEntries(entriesOf(before), entriesOf(content));
    const store = openStore(arn, env, target);
    try {
      await untilUncontended(async () => {
        const { etag, entries } = await store.read();
        let current = etag;
        const present = deletes.filter((key) => entries.has(key));
        for (const update of updatesOf(entries, puts, present)) current = await store.update(current, update);
      });
    } finally {
      store.close();
    }
    return arn;
  };

  return {
    put({ kind, name }, content, before) {
      if (kind === "cloudfront-function") return putFunction(name, content);
      return kind === "lambda-at-edge" ? putLambda(name, content) : putEntries(name, content, before);
    },
    close() {
      cloudFront.destroy();
      lambda.destroy();
    },
  };
}

async function untilUncontended<T>(change: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await change();
    } catch (error) {
      const { name } = error as Error;
      const isContended = ["PreconditionFailed", "InvalidIfMatchVersion", "ConflictException"].includes(name);
      if (!isContended || attempt === attempts) throw error;
    }
  }
}

/** A distribution's config that names a version wherever it named another one of the same function; the same if nowhere. */
export function associate(config: DistributionConfig, arn: string): DistributionConfig {
  const unversioned = arn.slice(0, arn.lastIndexOf(":") + 1);
  let changes = false;
  const inBehavior = <B extends NonNullable<DistributionConfig["DefaultCacheBehavior"]>>(behavior: B): B => {
    const { LambdaFunctionAssociations: list } = behavior;
    const Items = list?.Items?.map((item) => {
      if (!item.LambdaFunctionARN?.startsWith(unversioned) || item.LambdaFunctionARN === arn) return item;
      changes = true;
      return { ...item, LambdaFunctionARN: arn };
    });
    return list === undefined ? behavior : { ...behavior, LambdaFunctionAssociations: { ...list, Items } };
  };
  const { DefaultCacheBehavior, CacheBehaviors } = config;
  const next = {
    ...config,
    ...(DefaultCacheBehavior && { DefaultCacheBehavior: inBehavior(DefaultCacheBehavior) }),
    ...(CacheBehaviors && {
      CacheBehaviors: {
        ...CacheBehaviors,
        Items: CacheBehaviors.Items?.map((behavior) => ({ ...behavior, ...inBehavior(behavior) })),
      },
    }),
  };
  return changes ? (next as DistributionConfig) : config;
}

function entriesOf(content: Buffer): ReadonlyMap<string, string> {
  const pairs: { readonly key: string; readonly value: string }[] = JSON.parse(content.toString());
  return new Map(pairs.map(({ key, value }) => [key, value]));
}

/** The changes between two lists of entries. Keys that neither lists, such as those put by hand, are left as they are. */
export function changedEntries(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) {
  return {
    puts: [...after].filter(([key, value]) => before.get(key) !== value),
    deletes: [...before.keys()].filter((key) => !after.has(key)),
  };
}
