import type { CacheBehavior, DefaultCacheBehavior } from "@aws-sdk/client-cloudfront";
import type { LiveDistribution } from "./live.ts";
import { keysFor } from "./names.ts";
import { type Adopted, importOrigins } from "./origins.ts";
import {
  cachePolicyOptions,
  managedName,
  originRequestPolicyOptions,
  responseHeadersPolicyOptions,
} from "./policies.ts";
import { behaviorsOf } from "./read-live.ts";
import { settingsOf } from "./settings.ts";

type Options = Record<string, unknown>;

/** The entry of a distribution in an environment, and all that belongs to it. */
export interface ImportedEntry {
  /** The key below `distributions`. */
  readonly key: string;
  readonly handlers: Readonly<Record<string, Options>>;
  readonly distribution: Options;
  /** The files of handlers, by their path in the repository. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Resources to import, by their addresses. */
  readonly adopted: Record<string, Adopted>;
  /** Addresses of resources that the stack does not create. */
  readonly omitted: string[];
  /** Settings that an environment can't express, a sentence each. */
  readonly notes: string[];
}

const events = {
  "viewer-request": "viewerRequest",
  "origin-request": "originRequest",
  "origin-response": "originResponse",
  "viewer-response": "viewerResponse",
} as const;

/**
 * Makes an environment's entry from a distribution. Arguments that the entry can't have, such as names in AWS, go to the
 * adoption.
 * @param key - The key of the distribution in the environment.
 * @param taken - The keys of the environment's handlers.
 */
export function importEntry(
  live: LiveDistribution,
  key: string,
  region: string,
  taken: readonly string[],
): ImportedEntry {
  const { config } = live;
  const notes: string[] = [];
  const prefix = (name: string) => name.replaceAll("-", "_");
  const handlerKeys = keysFor([
    ...[...live.functions.values()].map(({ name }) => name),
    ...[...live.lambdas.values()].map(({ name }) => name),
  ]);
  for (const [name, handler] of handlerKeys)
    if (taken.includes(handler)) handlerKeys.set(name, `${handler}-${key}`.slice(0, 31));
  const nameOf = (name: string) => handlerKeys.get(name) ?? name;

  const adopted: Record<string, Adopted> = {
    [`aws_cloudfront_distribution.${prefix(key)}`]: {
      id: live.id,
      ...(Object.keys(live.tags).length === 0 ? {} : { arguments: { tags: { ...live.tags } } }),
    },
  };
  const omitted: string[] = [];
  const files = new Map<string, Uint8Array>();
  const handlers: Record<string, Options> = {};

  for (const { name, code, runtime, store } of live.functions.values()) {
    const handler = nameOf(name);
    handlers[handler] = { runtime: "cloudfront-function" };
    files.set(`edge-handlers/${handler}/handler.js`, Buffer.from(code));
    adopted[`aws_cloudfront_function.${prefix(handler)}`] = { id: name, arguments: { name } };
    if (runtime !== "cloudfront-js-2.0") {
      notes.push(`The function ${name} runs in ${runtime}; functions of the stack run in cloudfront-js-2.0.`);
    }
    if (store !== undefined && !live.stores.has(store)) notes.push(`The KeyValueStore of ${name} could not be read.`);
  }
  for (const { name, handler: entry, role, files: zipped } of live.lambdas.values()) {
    const handler = nameOf(name);
    handlers[handler] = { runtime: "lambda-at-edge" };
    const [file = "index", exported = "handler"] = entry.split(".");
    const main = [`${file}.js`, `${file}.mjs`, `${file}.cjs`].find((path) => zipped.has(path));
    for (const [path, bytes] of zipped) {
      files.set(`edge-handlers/${handler}/${path === main ? "handler.js" : path}`, bytes);
    }
    const address = `aws_lambda_function.${prefix(handler)}`;
    adopted[address] = { id: name, arguments: { function_name: name, role } };
    omitted.push(`aws_iam_role_policy.${prefix(handler)}_role_policy`, `aws_iam_role.${prefix(handler)}_role`);
    notes.push(`The role of ${name} stays outside of the stack: ${role}.`);
    if (main === undefined) notes.push(`The code of ${name} could not be read: no file '${file}.js' in its zip.`);
    if (exported !== "handler")
      notes.push(`${name} exports '${exported}': export it as 'handler' in edge-handlers/${handler}.`);
  }

  const [store, ...otherStores] = live.stores.values();
  if (store !== undefined) {
    adopted[`aws_cloudfront_key_value_store.${prefix(key)}`] = { id: store.name, arguments: { name: store.name } };
    adopted[`aws_cloudfrontkeyvaluestore_keys_exclusive.${prefix(key)}_keys`] = { id: store.arn };
    if (store.entries.size > 0) {
      notes.push("The entries of the KeyValueStore are in the environment now: remove those that are secret.");
    }
  }
  for (const { name } of otherStores) notes.push(`A distribution has one KeyValueStore: ${name} is not imported.`);

  const origins = importOrigins(live, region);
  Object.assign(adopted, origins.adopted);
  notes.push(...origins.notes);

  const policies: Record<string, Adopted> = {};
  const policyOf = <Policy extends { readonly Name?: string | undefined }>(
    kind: "cache" | "originRequest" | "responseHeaders",
    id: string | undefined,
    own: ReadonlyMap<string, Policy>,
    options: (policy: Policy) => Options,
  ): unknown => {
    // CloudFront returns an empty id where there is no policy.
    if (!id) return undefined;
    const policy = own.get(id);
    if (policy === undefined) return managedName(kind, id) ?? id;
    const written = options(policy);
    const type = { cache: "cache", originRequest: "origin_request", responseHeaders: "response_headers" }[kind];
    policies[`aws_cloudfront_${type}_policy.${prefix(String(written.name))}_*`] = {
      id,
      arguments: { name: policy.Name },
    };
    return written;
  };
  const behavior = (live_: DefaultCacheBehavior | CacheBehavior): Options => {
    const methods = live_.AllowedMethods?.Items ?? ["GET", "HEAD"];
    const cached = live_.AllowedMethods?.CachedMethods?.Items ?? ["GET", "HEAD"];
    const attached: Record<string, string> = {};
    for (const { EventType, FunctionARN = "" } of live_.FunctionAssociations?.Items ?? []) {
      const name = live.functions.get(FunctionARN)?.name;
      if (name !== undefined && EventType !== undefined) attached[events[EventType]] = nameOf(name);
    }
    for (const { EventType, LambdaFunctionARN = "" } of live_.LambdaFunctionAssociations?.Items ?? []) {
      const name = live.lambdas.get(LambdaFunctionARN)?.name;
      if (name !== undefined && EventType !== undefined) attached[events[EventType]] = nameOf(name);
    }
    if (live_.ForwardedValues !== undefined) {
      notes.push(
        "A behavior uses ForwardedValues, which cache policies have replaced: the behaviors are kept as they are.",
      );
    }
    return {
      origin: origins.keys.get(live_.TargetOriginId ?? "") ?? live_.TargetOriginId,
      viewerProtocolPolicy: live_.ViewerProtocolPolicy,
      ...(methods.length === 2 ? {} : { allowedMethods: methods.toSorted() }),
      ...(methods.length === 3 || cached.length === 3 ? { cachedMethods: cached.toSorted() } : {}),
      ...(live_.Compress === true ? {} : { compress: false }),
      cachePolicy: policyOf("cache", live_.CachePolicyId, live.cachePolicies, cachePolicyOptions),
      originRequestPolicy: policyOf(
        "originRequest",
        live_.OriginRequestPolicyId,
        live.originRequestPolicies,
        originRequestPolicyOptions,
      ),
      responseHeadersPolicy: policyOf(
        "responseHeaders",
        live_.ResponseHeadersPolicyId,
        live.responseHeadersPolicies,
        responseHeadersPolicyOptions,
      ),
      ...(live_.TrustedKeyGroups?.Items?.length ? { trustedKeyGroups: live_.TrustedKeyGroups.Items } : {}),
      ...(live_.RealtimeLogConfigArn ? { realtimeLogConfigArn: live_.RealtimeLogConfigArn } : {}),
      ...(live_.FieldLevelEncryptionId ? { fieldLevelEncryption: live_.FieldLevelEncryptionId } : {}),
      ...(live_.GrpcConfig?.Enabled ? { grpcConfig: { enabled: true } } : {}),
      ...attached,
    };
  };
  const [first, ...others] = behaviorsOf(config);
  const settings = settingsOf(config);
  notes.push(...settings.notes);
  const distribution: Options = {
    ...settings.options,
    extend: extensionFile(key),
    ...(store === undefined ? {} : { keyValueStore: Object.fromEntries(store.entries) }),
    origins: origins.options,
    ...(Object.keys(origins.groups).length === 0 ? {} : { originGroups: origins.groups }),
    defaultBehavior: first === undefined ? {} : behavior(first),
    ...(others.length === 0
      ? {}
      : { behaviors: others.map((one) => ({ pathPattern: (one as CacheBehavior).PathPattern, ...behavior(one) })) }),
  };
  Object.assign(adopted, policies);
  const renamedIds = [first, ...others].flatMap((one, index) => {
    const path = index === 0 ? "default_cache_behavior" : `ordered_cache_behavior.${index - 1}`;
    const id = one?.TargetOriginId ?? "";
    return origins.keys.get(id) === id ? [] : [[`${path}.target_origin_id`, id]];
  });
  const own = adopted[`aws_cloudfront_distribution.${prefix(key)}`];
  if (own !== undefined && renamedIds.length + Object.keys(origins.arguments).length > 0) {
    own.arguments = { ...own.arguments, ...origins.arguments, ...Object.fromEntries(renamedIds) };
  }
  return { key, handlers, distribution, files, adopted, omitted, notes: [...new Set(notes)] };
}

/** The file that extends the distribution by what exists of it. */
export function extensionFile(key: string): string {
  return `stacks/distribution/imported/${key}.ts`;
}
