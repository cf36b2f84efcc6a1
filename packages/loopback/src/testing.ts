import type { CloudFront } from "@aws-sdk/client-cloudfront";
import { createAuthority } from "./certificates/authority.ts";
import { startControlPlane } from "./control-plane/test-control-plane.ts";
import { type DataPlane, startDataPlane } from "./data-plane/data-plane.ts";
import { createEdgeFunctions } from "./data-plane/functions/create-edge-functions.ts";
import { createOriginResolver } from "./data-plane/origin/resolve.ts";
import type { Clock } from "./deployment.ts";

export type { DistributionConfig } from "@aws-sdk/client-cloudfront";

export interface TestCloudFrontOptions {
  /** Where origins stand: `{ "app.example.com": "http://127.0.0.1:3000" }`; `localhost` stands where it says. */
  readonly origins?: Readonly<Record<string, string>>;
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
 * Starts CloudFront for one test file: control plane and data plane on free ports, all in memory, without moto, so that
 * there is everything but Lambda@Edge and S3.
 * @throws {LoopbackError} when an origin does not stand on this machine
 */
export async function startCloudFront(options: TestCloudFrontOptions = {}): Promise<TestCloudFront> {
  const { clock = Date.now, log = () => {} } = options;
  const origins = createOriginResolver({ overrides: options.origins ?? {} });
  const authority = await createAuthority(new Date());
  const { client, deployment, close } = await startControlPlane({ clock, log, deploySeconds: 0 });
  const lambda = { version: async () => undefined };
  const functions = createEdgeFunctions({ deployment, lambda, now: clock });
  const plane = await startDataPlane({
    deployment,
    functions,
    origins,
    clock,
    log,
    secureContext: authority.secureContext,
  });
  return {
    ...plane,
    client,
    async close() {
      await plane.close();
      await functions.close();
      await close();
    },
  };
}
