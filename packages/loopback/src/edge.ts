import type { SecureContext } from "node:tls";
import type { LambdaNetwork } from "@featheredge/runtimes";
import type { Administration } from "./administration.ts";
import { createOriginResolver } from "./data-plane/7-origin/resolve-origin.ts";
import type { BucketRulesReader } from "./data-plane/7-origin/s3/bucket-rules.ts";
import { createAccessLogs } from "./data-plane/access-logs/create-access-logs.ts";
import { functionLogs } from "./data-plane/access-logs/function-logs.ts";
import type { WebAclReader } from "./data-plane/base/web-acl.ts";
import { type DataPlane, startDataPlane } from "./data-plane/data-plane.ts";
import { createCloudWatchLogs } from "./data-plane/functions/cloudwatch-logs.ts";
import { createEdgeFunctions } from "./data-plane/functions/create-edge-functions.ts";
import type { InspectorOptions } from "./data-plane/inspector/context.ts";
import type { Clock, Deployment, LambdaCode } from "./deployment.ts";
import { functionUrlOrigin } from "./function-url-origin.ts";
import type { MotoGateway } from "./moto/gateway.ts";
import type { MotoAddress } from "./moto/server/address.ts";

export interface EdgeOptions {
  /** The ports of 127.0.0.1 that distributions are served on. Default: free ports. */
  readonly httpPort?: number;
  readonly httpsPort?: number;
  /** Origins that run elsewhere on this machine: `{ "api.example.com": "http://127.0.0.1:3000" }`. */
  readonly origins?: Readonly<Record<string, string>>;
  /** The inspector's page, and the project that it shows. Default: the inspector has its API only. */
  readonly inspector?: InspectorOptions;
}

/** The parts of the loopback that the edge uses. */
export interface EdgeSurroundings {
  readonly deployment: Deployment;
  readonly lambda: LambdaCode;
  readonly administration: Administration;
  readonly gateway: MotoGateway;
  readonly moto: Promise<MotoAddress>;
  readonly buckets: BucketRulesReader;
  readonly webAcls: WebAclReader;
  /** Returns the certificate and key for a host. */
  readonly secureContext: (host: string) => Promise<SecureContext>;
  /** The proxy through which Lambda functions reach AWS. */
  readonly network: () => Promise<LambdaNetwork>;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/**
 * Starts to serve the deployed distributions: the data plane, and the runtimes of edge functions.
 * @throws {LoopbackError} when a port is in use, or an origin is not on this machine.
 */
export async function startEdge(options: EdgeOptions, surroundings: EdgeSurroundings): Promise<DataPlane> {
  const { deployment, lambda, gateway, clock, log } = surroundings;
  const logs = createCloudWatchLogs({ send: gateway.sendForNow, log });
  const accessLogs = createAccessLogs({ deployment, send: gateway.sendForNow, cloudWatchLogs: logs, log });
  const functions = createEdgeFunctions({
    deployment,
    lambda,
    now: clock,
    network: surroundings.network,
    onLambdaLogs: logs.write,
  });
  const lambdaUrl = functionUrlOrigin({ deployment, functions, lambda, gateway });
  try {
    const dataPlane = await startDataPlane({
      deployment,
      functions,
      clock,
      buckets: surroundings.buckets,
      webAcls: surroundings.webAcls,
      origins: createOriginResolver({ moto: surroundings.moto, overrides: options.origins ?? {}, lambdaUrl }),
      httpPort: options.httpPort ?? 0,
      httpsPort: options.httpsPort ?? 0,
      secureContext: surroundings.secureContext,
      accessLogs: {
        write(request) {
          accessLogs.write(request);
          functionLogs(request).forEach(logs.write);
        },
      },
      log,
      inspector: options.inspector,
      administration: surroundings.administration,
      lambda,
    });
    return {
      ...dataPlane,
      async close() {
        await dataPlane.close();
        await functions.close();
        await accessLogs.flush();
        await logs.flush();
      },
    };
  } catch (error) {
    await functions.close();
    throw error;
  }
}
