import type { CloudFront } from "@aws-sdk/client-cloudfront";
import { createAuthority } from "../certificates/authority.ts";
import { startControlPlane } from "../control-plane/testing/control-plane.ts";
import { createOriginResolver } from "../data-plane/7-origin/resolve-origin.ts";
import { type DataPlane, startDataPlane } from "../data-plane/data-plane.ts";
import { createEdgeFunctions } from "../data-plane/functions/create-edge-functions.ts";
import { aliasesOf, type Clock, type LambdaCode } from "../deployment.ts";

export type { DistributionConfig } from "@aws-sdk/client-cloudfront";
export type { LambdaVersion } from "../deployment.ts";

export interface TestCloudFrontOptions {
  /** Where origins are: `{ "app.example.com": "http://127.0.0.1:3000" }`; `localhost` is this machine. */
  readonly origins?: Readonly<Record<string, string>>;
  /** Finds the code of Lambda@Edge functions by the ARNs that behaviors name. Without it none is found. */
  readonly lambda?: LambdaCode;
  /** What is in S3 for KeyValueStores to import, by ARN: `arn:aws:s3:::bucket/entries.json`. */
  readonly objects?: Readonly<Record<string, string>>;
  /** The time, in milliseconds since 1970, for everything that CloudFront does by it; the machine's unless given. */
  readonly clock?: Clock;
  /** Told one line about each failure. */
  readonly log?: (line: string) => void;
}

/** CloudFront in a test, and what serves its distributions on 127.0.0.1. */
export interface TestCloudFront extends DataPlane {
  /** AWS's own client, whose CloudFront this is; what it deploys is served from the next request on. */
  readonly client: CloudFront;
}

/**
 * Starts CloudFront for one test file: control plane and data plane on free ports, all in memory and without moto, so
 * that S3 origins need a server in their place (`origins`).
 * @throws {LoopbackError} when an origin is not on this machine
 */
export async function startCloudFront(options: TestCloudFrontOptions = {}): Promise<TestCloudFront> {
  const { clock = Date.now, log = () => {} } = options;
  const origins = createOriginResolver({ overrides: options.origins ?? {} });
  const authority = await createAuthority(new Date());
  const { lambda = { version: async () => undefined }, objects = {} } = options;
  const readObject = async (_account: string, object: string) => objects[object];
  const changed = async () => void (await authority.permit(aliasesOf(deployment)));
  const { client, deployment, close } = await startControlPlane({ clock, log, deploySeconds: 0, readObject, changed });
  const functions = createEdgeFunctions({ deployment, lambda, now: clock });
  const dataPlane = await startDataPlane({
    deployment,
    functions,
    origins,
    clock,
    log,
    secureContext: authority.secureContext,
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
