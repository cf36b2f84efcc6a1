export { connectLoopback } from "./connection.ts";
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
