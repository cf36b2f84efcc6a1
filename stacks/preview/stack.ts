import { bundlePreviewDispatcher, type PreviewDispatcher } from "@featheredge/compiler";
import type { App } from "cdktf";
import { type Environment, environmentFile } from "#environments";
import { type AttachedFunction, EdgeDistribution, type OrderedBehavior } from "#modules/edge-distribution/index.ts";
import type { Origin } from "#modules/origins/origin.ts";
import { Previews } from "#modules/previews/index.ts";
import type { PreviewOptions } from "#modules/previews/options.ts";
import { previewViewerHeaders } from "#modules/previews/viewer-headers.ts";
import { eventKeys, type KeyedBehavior, keyedBehaviors } from "../distribution/behaviors.ts";
import { distribution as distributionKind } from "../distribution/index.ts";
import { DistributionNames } from "../distribution/names.ts";
import { createOrigins } from "../distribution/origins.ts";
import type { DistributionScope } from "../distribution/scope.ts";
import { stackNameOf } from "../distribution/stack.ts";
import { EnvironmentStack } from "../environment-stack.ts";
import type { StackInput } from "../kind.ts";
import { literals } from "../literals.ts";
import { previewStackId, previewStoreParameter } from "./names.ts";
import { previewOrigins } from "./origins.ts";

type Distribution = Environment["distributions"][string];

/** The path of the dispatcher's zip in the stack's folder. */
export const dispatcherFile = "functions/previews.zip";

interface PreviewedDistribution {
  /** Its key in the environment. */
  readonly key: string;
  readonly distribution: Distribution;
  readonly preview: PreviewOptions;
}

/** The distribution that all previews of another one share, with their buckets and one function on every event. */
export class PreviewStack extends EnvironmentStack {
  readonly dispatcher: PreviewDispatcher;
  readonly #input: StackInput;
  readonly #names: DistributionScope;

  constructor(app: App, id: string, previewed: PreviewedDistribution, input: StackInput) {
    const { key, distribution, preview } = previewed;
    const { name, environment } = input;
    const renamedFrom = distribution.renamedFrom?.map(previewStackId);
    super(app, { kind: "preview", id, name, environment, renamedFrom });
    this.#input = input;
    this.#names = {
      scope: this,
      resourceName: (part, most) => this.resourceName(part, most),
      outputName: (output) => output,
    };
    const options = previewOrigins(distribution);
    const origins = createOrigins(this, { key, origins: options, names: this.#names, input, arePreviews: true });
    const codeBucket = this.resourceName(`${environment.account}-code`, 63);
    const storeParameter = previewStoreParameter(name, key, distribution);
    this.dispatcher = bundlePreviewDispatcher(
      {
        storeParameter,
        codeBucket,
        region: environment.region,
        domainName: preview.domainName,
        contentHosts: this.#contentHosts(options),
      },
      preview.secrets,
    );
    const previews = new Previews(this, "previews", {
      functionName: this.resourceName("dispatcher", 64),
      storeName: this.resourceName("previews", 64),
      storeParameter,
      codeBucket,
      dispatcher: this.dispatcher.artifact,
      file: dispatcherFile,
      account: environment.account,
      usEast1: this.providers.usEast1,
      logRegions: this.providers.replicas,
      logRetentionDays: environment.logRetentionDays,
    });
    const edge = this.#edge(previewed, origins, previews.functionArn);
    this.output("distribution_id", edge.distribution.id, "Names the preview distribution in AWS's API.");
    this.output("distribution_domain_name", edge.distribution.domainName, "Where requests with the header go.");
    this.output("key_value_store_arn", previews.storeArn, "The entries of the previews, and their values.");
    this.output("code_bucket", previews.codeBucket, "The compiled handlers of the previews.");
    const buckets = Object.entries(origins).flatMap(([origin, { bucketName }]) =>
      bucketName === undefined ? [] : [[origin, bucketName]],
    );
    this.output(
      "buckets",
      Object.fromEntries(buckets),
      "The bucket of each static origin, with a folder for each preview.",
    );
  }

  #edge(
    { key, distribution, preview }: PreviewedDistribution,
    origins: Readonly<Record<string, Origin>>,
    functionArn: string,
  ): EdgeDistribution {
    const { domainName, certificate, dnsRecords } = preview;
    const named = {
      ...distribution,
      aliases: domainName === undefined ? [] : [`*.${domainName}`],
      certificate,
      dnsRecords,
    };
    const names = new DistributionNames(this, this.#input.environment);
    const at = `distributions.${key}`;
    const [defaultBehavior, ...behaviors] = keyedBehaviors(key, distribution).map((keyed) =>
      this.#behavior(keyed, functionArn),
    );
    if (defaultBehavior === undefined) throw new Error(`The distribution '${key}' has no default behavior.`);
    const edge = new EdgeDistribution(this, `distribution:${key}`, {
      comment: literals(`Previews: ${distribution.comment}`.slice(0, 128)),
      aliases: named.aliases,
      certificate: names.certificateOf(key, named, this.#names),
      minimumProtocolVersion: distribution.minimumProtocolVersion,
      httpVersion: distribution.httpVersion,
      isIpv6Enabled: distribution.isIpv6Enabled,
      priceClass: preview.priceClass,
      waitForDeployment: distribution.waitForDeployment,
      geoRestriction: distribution.geoRestriction,
      webAclId: this.#webAclOf(key, distribution),
      defaultRootObject: distribution.defaultRootObject,
      originGroups: distribution.originGroups,
      origins,
      defaultBehavior,
      behaviors,
      file: environmentFile(this.#input.name),
      key: at,
    });
    names.createRecords(key, named, this.#names, edge);
    return edge;
  }

  /** A behavior with the origin and the policies of the environment's, and the dispatcher on all of its events. */
  #behavior({ key, path, behavior }: KeyedBehavior, arn: string): OrderedBehavior {
    const { realtimeLogConfig: _, fieldLevelEncryption: __, grpcConfig: ___, ...kept } = behavior;
    const built = this.#input.build.behaviors.find((one) => one.key === key);
    const read = new Set(Object.values(built?.functions ?? {}).flatMap(({ viewerHeaders }) => viewerHeaders));
    const viewerHeaders = previewViewerHeaders([...read], behavior);
    const events = Object.keys(eventKeys) as AttachedFunction["event"][];
    const functions = events.map(
      (event): AttachedFunction => ({
        name: this.dispatcher.artifact.name,
        event,
        runtime: "lambda-at-edge",
        arn,
        viewerHeaders: event === "origin-request" ? viewerHeaders : [],
        includeBody: event.endsWith("request"),
      }),
    );
    return { ...literals(kept), key, pathPattern: path, functions };
  }

  /** Previews are behind the same web ACL as the distribution itself. */
  #webAclOf(key: string, distribution: Distribution): string | undefined {
    const { webAcl } = distribution;
    if (typeof webAcl !== "object") return webAcl;
    const created = this.#input.stackOf(distributionKind, stackNameOf(key, distribution));
    const output = created.stack.identity.name === key ? "web_acl_arn" : `${key.replaceAll("-", "_")}_web_acl_arn`;
    return this.outputsOf(created)[output];
  }

  /** The hosts of the buckets in which each preview has a folder, as Lambda@Edge's events name them. */
  #contentHosts(origins: Distribution["origins"]): string[] {
    const { account, region } = this.#input.environment;
    return Object.entries(origins).flatMap(([origin, { type }]) => {
      if (type !== "static") return [];
      const bucket = this.resourceName(`${origin}-${account}`, 63);
      const regional = `${bucket}.s3.${region}.amazonaws.com`;
      return region === "us-east-1" ? [regional, `${bucket}.s3.amazonaws.com`] : [regional];
    });
  }
}
