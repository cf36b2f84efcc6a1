import type { OutgoingHttpHeaders } from "node:http";
import { createAuthority } from "../../certificates/authority.ts";
import type { CacheSize } from "../5-cache/store.ts";
import { createOriginResolver } from "../7-origin/resolve-origin.ts";
import type { BucketReader } from "../7-origin/s3/bucket-rules.ts";
import type { AccessLogs } from "../access-logs/logged-request.ts";
import type { ResolveOrigin } from "../base/origin.ts";
import type { WebAclReader } from "../base/web-acl.ts";
import { type DataPlane, startDataPlane } from "../data-plane.ts";
import type { InspectorOptions } from "../inspector/context.ts";
import { type ClientResponse, send } from "./client.ts";
import {
  distribution,
  localOrigin,
  memoryDeployment,
  type TestDeployment,
  type TestDistribution,
} from "./deployment.ts";
import { type FakeFunction, fakeFunctions } from "./functions.ts";
import { startOrigin, type TestOrigin } from "./origin.ts";

/** A data plane with one origin, whose clock stops until a test advances it. */
export interface Harness {
  readonly dataPlane: DataPlane;
  readonly origin: TestOrigin;
  readonly deployment: TestDeployment;
  readonly functions: ReturnType<typeof fakeFunctions>;
  readonly log: string[];
  readonly clock: () => number;
  advance(seconds: number): void;
  /** Sends a request to the distribution. @default GET */
  get(path: string, given?: GetOptions): Promise<ClientResponse>;
  close(): Promise<void>;
}

interface GetOptions {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
  readonly https?: boolean;
  readonly host?: string;
}

export interface HarnessOptions extends Omit<TestDistribution, "origins"> {
  /** Origins in addition to the first one, which has the id `main`. */
  readonly origins?: TestDistribution["origins"];
  /** Changes to the first origin. */
  readonly main?: Parameters<typeof localOrigin>[2];
  readonly functions?: Record<string, FakeFunction>;
  readonly resolve?: ResolveOrigin;
  readonly buckets?: BucketReader;
  readonly webAcls?: WebAclReader;
  readonly cacheSize?: Partial<CacheSize>;
  readonly traceCapacity?: number;
  readonly inspector?: InspectorOptions;
  /** Called with each answered request. */
  readonly onAnswered?: AccessLogs["write"];
  readonly random?: () => number;
  /** Policies, by the ids that behaviors name. */
  readonly cachePolicies?: Record<string, ReturnType<TestDeployment["cachePolicies"]["get"]>>;
  readonly originRequestPolicies?: Record<string, ReturnType<TestDeployment["originRequestPolicies"]["get"]>>;
}

export async function startHarness(options: HarnessOptions = {}): Promise<Harness> {
  // A whole second, since HTTP's dates have no milliseconds.
  let now = Date.UTC(2026, 8, 1, 12, 0, 0);
  const clock = () => now;
  const origin = await startOrigin();
  const origins = [localOrigin("main", origin.port, options.main), ...(options.origins ?? [])];
  const deployment = memoryDeployment(distribution({ ...options, origins }));
  for (const [id, policy] of Object.entries(options.cachePolicies ?? {})) {
    if (policy !== undefined) deployment.cachePolicies.set(id, policy);
  }
  for (const [id, policy] of Object.entries(options.originRequestPolicies ?? {})) {
    if (policy !== undefined) deployment.originRequestPolicies.set(id, policy);
  }
  const functions = fakeFunctions(options.functions ?? {});
  const authority = await createAuthority(new Date());
  const log: string[] = [];
  const dataPlane = await startDataPlane({
    deployment,
    functions,
    origins: options.resolve ?? createOriginResolver(),
    ...(options.buckets === undefined ? {} : { buckets: options.buckets }),
    ...(options.webAcls === undefined ? {} : { webAcls: options.webAcls }),
    clock,
    random: options.random ?? (() => 0.5),
    secureContext: (host) => authority.secureContext(host),
    log: (line) => log.push(line),
    ...(options.onAnswered === undefined ? {} : { accessLogs: { write: options.onAnswered } }),
    ...(options.cacheSize === undefined ? {} : { cacheSize: options.cacheSize }),
    ...(options.traceCapacity === undefined ? {} : { traceCapacity: options.traceCapacity }),
    ...(options.inspector === undefined ? {} : { inspector: options.inspector }),
  });
  return {
    dataPlane,
    origin,
    deployment,
    functions,
    log,
    clock,
    advance(seconds) {
      now += seconds * 1000;
    },
    get(path, { method, headers, body, https = false, host = "e1testdistrib.cloudfront.net" } = {}) {
      return send({
        port: https ? dataPlane.httpsPort : dataPlane.httpPort,
        path,
        headers: { host, ...headers },
        https,
        servername: host.replace(/:\d+$/, ""),
        ...(method === undefined ? {} : { method }),
        ...(body === undefined ? {} : { body }),
      });
    },
    async close() {
      await dataPlane.close();
      await origin.close();
    },
  };
}
