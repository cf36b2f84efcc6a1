import type { Authority } from "./certificates/authority.ts";
import { createOriginResolver } from "./data-plane/7-origin/resolve-origin.ts";
import type { BucketRulesReader } from "./data-plane/7-origin/s3/bucket-rules.ts";
import type { InvokeOrigin } from "./data-plane/base/origin.ts";
import { type DataPlane, startDataPlane } from "./data-plane/data-plane.ts";
import { createCloudWatchLogs } from "./data-plane/functions/cloudwatch-logs.ts";
import { createEdgeFunctions } from "./data-plane/functions/create-edge-functions.ts";
import { headerOf } from "./data-plane/http/headers.ts";
import type { Clock, Deployment, LambdaCode } from "./deployment.ts";
import type { MotoGateway } from "./moto/gateway.ts";
import { findFunctionUrl } from "./moto/lambda/function-urls.ts";
import type { MotoAddress } from "./moto/server/address.ts";

export interface EdgeOptions {
  /** The ports of 127.0.0.1 that distributions are served on. Default: free ports. */
  readonly httpPort?: number;
  readonly httpsPort?: number;
  /** Origins that run elsewhere on this machine: `{ "api.example.com": "http://127.0.0.1:3000" }`. */
  readonly origins?: Readonly<Record<string, string>>;
}

/** The parts of the loopback that the edge uses. */
export interface EdgeSurroundings {
  readonly deployment: Deployment;
  readonly lambda: LambdaCode;
  readonly gateway: MotoGateway;
  readonly moto: MotoAddress;
  readonly buckets: BucketRulesReader;
  readonly authority: Authority;
  /** The port of the proxy through which functions reach AWS. */
  readonly proxyPort: number;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/**
 * Starts to serve the deployed distributions: the data plane, and the runtimes of edge functions.
 * @throws {LoopbackError} when a port is in use, or an origin is not on this machine.
 */
export async function startEdge(options: EdgeOptions, surroundings: EdgeSurroundings): Promise<DataPlane> {
  const { deployment, lambda, gateway, authority, clock, log } = surroundings;
  const logs = createCloudWatchLogs({ send: gateway.sendForNow, log });
  const functions = createEdgeFunctions({
    deployment,
    lambda,
    now: clock,
    network: { proxyPort: surroundings.proxyPort, certificate: authority.certificate },
    onLambdaLogs: logs.write,
  });
  const lambdaUrl =
    (host: string): InvokeOrigin =>
    async (request) => {
      const accounts = new Set(Array.from(deployment.distributions, ({ account }) => account));
      const target = await findFunctionUrl(host, accounts, gateway.send);
      const arn = target && `arn:aws:lambda:${target.region}:${target.account}:function:${target.functionName}:$LATEST`;
      const version = arn && (await lambda.version(arn));
      const isAllowed = target?.isPublic === true || headerOf(request.headers, "authorization") !== undefined;
      if (!version || !isAllowed) return { status: 403, headers: [], body: bytes('{"Message":"Forbidden"}') };
      const [path = "/", querystring = ""] = request.url.split(/\?(.*)/s);
      const chunks: Buffer[] = [];
      for await (const chunk of request.body) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      const { method, headers } = request;
      const call = { method, path, querystring, headers, body, clientIp: "127.0.0.1", domainName: host };
      const answer = await functions.runFunctionUrl(arn, version, call);
      return { ...answer, body: bytes(answer.body) };
    };
  try {
    const dataPlane = await startDataPlane({
      deployment,
      functions,
      clock,
      buckets: surroundings.buckets,
      origins: createOriginResolver({ moto: surroundings.moto, overrides: options.origins ?? {}, lambdaUrl }),
      httpPort: options.httpPort ?? 0,
      httpsPort: options.httpsPort ?? 0,
      secureContext: authority.secureContext,
      log,
    });
    return {
      ...dataPlane,
      async close() {
        await dataPlane.close();
        await functions.close();
        await logs.flush();
      },
    };
  } catch (error) {
    await functions.close();
    throw error;
  }
}

async function* bytes(data: Buffer | string): AsyncGenerator<Buffer> {
  yield Buffer.from(data);
}
