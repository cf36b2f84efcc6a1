import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";
import { cloudFrontClient } from "../aws/clients.ts";
import { openBucket } from "../aws/s3/bucket.ts";
import { type AwsTarget, ambientAws, loopbackAws, openedWhile } from "../aws/target.ts";
import { invalidate } from "../content/invalidate.ts";
import { type InvalidationPaths, invalidationPaths } from "../content/invalidation-paths.ts";
import { kindOf } from "../content/kinds.ts";
import { readLocalFiles } from "../content/local-files.ts";
import { type SyncedOrigin, syncedOrigins } from "../content/origins.ts";
import { formatSync, type PlannedSync, syncReport } from "../content/report.ts";
import { prepareSync, runSync, type SyncOptions } from "../content/run-sync.ts";
import type { Context } from "../context.ts";
import { requireTools } from "../doctor/required.ts";
import { checkDistributionName } from "../kvs/find-store.ts";
import { readBuildManifest } from "../project/build-manifest.ts";
import { type Environment, loadEnvironment } from "../project/registry.ts";
import { buildStacks } from "../project/synthesis.ts";
import { readDistributionOutputs } from "../terraform/distribution-outputs.ts";

export interface ContentSyncOptions {
  /** A key of the environment's distributions. @default all that have synced content */
  readonly distribution: string | undefined;
  /** An absolute path, instead of the folder that the environment names. */
  readonly from: string | undefined;
  /** Plans and changes nothing. */
  readonly dryRun: boolean;
  /** Waits until CloudFront has dropped the cached copies everywhere. */
  readonly wait: boolean;
  readonly loopback: boolean;
  readonly json: boolean;
}

/** Between two questions to CloudFront. */
const intervalMilliseconds = { loopback: 200, aws: 10_000 };

/** Makes the buckets of an environment's static origins have the files of their folders, and invalidates what changed. */
export async function syncContent(context: Context, name: string, options: ContentSyncOptions): Promise<void> {
  const { root, env, output } = context;
  const environment = await loadEnvironment(root, name);
  if (options.distribution !== undefined) checkDistributionName(name, environment, options.distribution);
  const origins = syncedOrigins(name, environment, options.distribution);
  if (options.from !== undefined && origins.length > 1) {
    throw DiagnosticError.of("FE-CLI-001", {
      subject: "--from",
      message: `--from names one folder, but '${name}' has ${origins.length} origins to sync.`,
      fix: "Name a distribution with one static origin.",
    });
  }
  await requireTools(env, options.loopback);
  const opening = options.loopback
    ? loopbackAws(context, environment)
    : Promise.resolve(await ambientAws(context, name, environment));
  const target = await openedWhile(opening, () => buildStacks(context, name));
  try {
    const reports: object[] = [];
    for (const origin of origins) {
      const { sync, run } = await prepare(context, target, { name, environment, origin, options });
      if (!options.json) output.print(formatSync(sync));
      if (!options.dryRun) await run();
      reports.push(syncReport(sync));
    }
    if (options.json) {
      const document = { environment: name, loopback: options.loopback, applied: !options.dryRun, origins: reports };
      output.print(`${JSON.stringify(document, undefined, 2)}\n`);
    }
  } finally {
    await target.close();
  }
}

interface Preparation {
  readonly name: string;
  readonly environment: Environment;
  readonly origin: SyncedOrigin;
  readonly options: ContentSyncOptions;
}

/** Plans the sync of one origin. */
async function prepare(context: Context, target: AwsTarget, { name, environment, origin, options }: Preparation) {
  const { root, env, output, interruption } = context;
  const { distribution, content, prefix, entry } = origin;
  const outputs = await readDistributionOutputs(context, target, { name, environment, distribution });
  const { [origin.origin]: bucketName } = (outputs("buckets") ?? {}) as Readonly<Record<string, string>>;
  const distributionId = outputs("distribution_id");
  if (bucketName === undefined || typeof distributionId !== "string") throw notApplied(name, origin, options);
  const folder = options.from ?? resolve(root, content.from);
  const header = entry.cacheTagConfig?.headerName.toLowerCase();
  const tagHeader = header?.startsWith("x-amz-meta-") ? header : undefined;
  const { files, untyped } = await readLocalFiles(folder, content, { prefix, tagHeader });
  const pathOf = (key: string) => key.slice(prefix.length);
  const items = (invalidated: readonly string[]): InvalidationPaths => {
    const tags = invalidated.filter((item) => item.startsWith("#"));
    const { paths, isWider } = invalidationPaths({
      keys: invalidated.filter((item) => !item.startsWith("#")).map(pathOf),
      indexDocument: content.indexDocument,
      defaultRootObject: entry.defaultRootObject,
      hasFolderUrls: hasRequestFunctions(root, name, distribution),
      maxPaths: content.maxInvalidationPaths,
    });
    return { paths: [...paths, ...tags], isWider };
  };
  const sync: SyncOptions = {
    bucket: openBucket({ name: bucketName, region: environment.region }, env, target),
    bucketName,
    folder,
    prefix,
    files,
    grace: content.grace,
    now: Date.now(),
    kindOf: (key) => kindOf(pathOf(key), content),
    newId: randomUUID,
    stop: interruption.stop,
    onProgress: output.progress,
    async invalidate(invalidated, callerReference) {
      const client = cloudFrontClient(env, target);
      try {
        await invalidate({
          client,
          distributionId,
          callerReference,
          paths: items(invalidated).paths,
          wait: options.wait,
          intervalMilliseconds: intervalMilliseconds[options.loopback ? "loopback" : "aws"],
          stop: interruption.stop,
          onProgress: output.progress,
        });
      } finally {
        client.destroy();
      }
    },
  };
  const prepared = await prepareSync(sync);
  const { plan } = prepared;
  const planned: PlannedSync = {
    distribution,
    origin: origin.origin,
    bucket: bucketName,
    plan,
    ...items(plan.invalidate),
    untyped,
  };
  return { sync: planned, run: () => runSync(sync, prepared) };
}

/** True if functions at viewer or origin request may rewrite a folder's URL to the path of its page. */
function hasRequestFunctions(root: string, name: string, distribution: string): boolean {
  return readBuildManifest(root, name).behaviors.some(
    (behavior) =>
      behavior.distribution === distribution &&
      ["viewer-request", "origin-request"].some((event) => behavior.functions[event] !== undefined),
  );
}

function notApplied(name: string, { distribution, origin }: SyncedOrigin, { loopback }: ContentSyncOptions) {
  return DiagnosticError.of("FE-CLI-122", {
    at: { file: `environments/${name}.ts`, key: `distributions.${distribution}.origins.${origin}` },
    message: `has no bucket in '${name}' as it was applied.`,
    fix: loopback
      ? `Apply it first: featheredge apply ${name} --loopback`
      : `Apply it first: featheredge plan ${name} --save && featheredge apply ${name}`,
  });
}
