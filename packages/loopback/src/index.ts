export { connectLoopback } from "./connection.ts";
export type { RequestTrace, TraceRing } from "./data-plane/base/trace.ts";
export type { DataPlane } from "./data-plane/data-plane.ts";
export type { Deployment } from "./deployment.ts";
export type { EdgeOptions } from "./edge.ts";
export { inspectorFetch } from "./inspector-fetch.ts";
export {
  type Loopback,
  type LoopbackClient,
  type LoopbackOptions,
  type Measure,
  providerRegistryHosts,
  startLoopback,
  wipe,
} from "./loopback.ts";
export { LoopbackError } from "./loopback-error.ts";
export type { Bucket } from "./moto/s3/bucket.ts";
export type { ObservedRequest } from "./proxy/proxy.ts";
export { type Run, type RunEnd, runVariables } from "./runs/run.ts";
export type { RunControl } from "./runs/run-control.ts";
