import type { CloudFront } from "@aws-sdk/client-cloudfront";
import { createAuthority } from "../certificates/authority.ts";
import { startControlPlane } from "../control-plane/testing/control-plane.ts";
import { createOriginResolver } from "../data-plane/7-origin/resolve-origin.ts";
import { type DataPlane, startDataPlane } from "../data-plane/data-plane.ts";
import { createEdgeFunctions } from "../data-plane/functions/create-edge-functions.ts";
import type { InspectorOptions } from "../data-plane/inspector/context.ts";
import { aliasesOf, type Clock, type LambdaCode } from "../deployment.ts";

export type { DistributionConfig } from "@aws-sdk/client-cloudfront";
export type { LambdaVersion } from "../deployment.ts";

export interface TestCloudFrontOptions {
  /** The addresses of origins on this machine: `{ "app.example.com": "http://127.0.0.1:3000" }`. Origins on `localhost` need none. */
  readonly origins?: Readonly<Record<string, string>>;
  /** Finds the code of Lambda@Edge functions by the ARNs that behaviors name. Default: no function is found. */
  readonly lambda?: LambdaCode;
  /** The objects in S3 that KeyValueStores can import, by ARN: `arn:aws:s3:::bucket/entries.json`. */
  readonly objects?: Readonly<Record<string, string>>;
  /** The time that CloudFront uses, in milliseconds since 1970. Default: the machine's. */
  readonly clock?: Clock;
  /** Called with one line for each failure. */
  readonly log?: (line: string) => void;
  /** The inspector's page and project. Default: the inspector has its API only. */
  readonly inspector?: InspectorOptions;
}

/** CloudFront for a test: its API, and the data plane that serves its distributions on 127.0.0.1. */
export interface TestCloudFront extends DataPlane {
  /** AWS's own client, connected to this CloudFront. Distributions are served as soon as it has deployed them. */
  readonly client: CloudFront;
}

/**
 * Starts CloudFront for one test file: control plane and data plane on free ports, all in memory and without moto, so
 * that S3 origins need a server that replaces them (`origins`).
 * @throws {LoopbackError} when an origin is not on this machine
 */
export async function startCloudFront(options: TestCloudFrontOptions = {}): Promise<TestCloudFront> {
  const { clock = Date.now, log = () => {} } = options;
  const origins = createOriginResolver({ overrides: options.origins ?? {} });
  const authority = await createAuthority(new Date());
  const { lambda = { version: async () => undefined }, objects = {} } = options;
  const readObject = async (_account: string, object: string) => objects[object];
  const changed = async () => void (await authority.permit(aliasesOf(deployment)));
  const controlPlane = await startControlPlane({ clock, log, deploySeconds: 0, readObject, changed });
  const { client, deployment, administration, close } = controlPlane;
  const functions = createEdgeFunctions({ deployment, lambda, now: clock });
  const dataPlane = await startDataPlane({
    deployment,
    functions,
    origins,
    clock,
    log,
    secureContext: authority.secureContext,
    inspector: options.inspector,
    administration,
    lambda,
  });
  return {
    ...dataPlane,
    client,
    async close() {
      await dataPlane.close();
      await functions.close();
      await close();
    },
  };
}
