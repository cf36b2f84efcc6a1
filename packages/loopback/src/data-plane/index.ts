export type { DeployedDistribution, Deployment, LambdaCode, PublishedFunction } from "../deployment.ts";
export { createOriginResolver } from "./7-origin/resolve-origin.ts";
export { type DataPlane, type DataPlaneOptions, startDataPlane } from "./data-plane.ts";
export { createEdgeFunctions } from "./functions/create-edge-functions.ts";
