export { type Loopback, type LoopbackOptions, providerRegistryHosts, startLoopback } from "./loopback.ts";
export { LoopbackError } from "./loopback-error.ts";
export type { Bucket } from "./moto/bucket.ts";
export { findMoto } from "./moto/launchers.ts";
export { howToGetMoto, motoMissing } from "./moto/moto.ts";
