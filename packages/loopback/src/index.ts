export { connectLoopback } from "./connection.ts";
export { type CacheSize, defaultCacheSize } from "./data-plane/cache/store.ts";
export { type DataPlane, type DataPlaneOptions, startDataPlane } from "./data-plane/data-plane.ts";
export {
  createOriginResolver,
  type InvokeOrigin,
  type OriginResolverOptions,
  type ResolveOrigin,
} from "./data-plane/origin/resolve.ts";
export type { TraceRing } from "./data-plane/trace/ring.ts";
export type { RequestTrace } from "./data-plane/trace/trace.ts";
export {
  type Loopback,
  type LoopbackClient,
  type LoopbackOptions,
  providerRegistryHosts,
  startLoopback,
  wipe,
} from "./loopback.ts";
export { LoopbackError } from "./loopback-error.ts";
export type { Bucket } from "./moto/bucket.ts";
export { findMoto } from "./moto/launchers.ts";
export { howToGetMoto, motoMissing } from "./moto/moto.ts";
