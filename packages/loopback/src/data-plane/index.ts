export type { DeployedDistribution, Deployment, LambdaCode, PublishedFunction } from "../deployment.ts";
export { type DataPlane, type DataPlaneOptions, startDataPlane } from "./data-plane.ts";
export { createEdgeFunctions } from "./functions/create-edge-functions.ts";
export { createOriginResolver } from "./origin/resolve.ts";
