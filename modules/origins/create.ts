import type { Construct } from "constructs";
import type { WithoutOutputs } from "../forms.ts";
import { CustomOrigin } from "./custom/index.ts";
import { FunctionUrlOrigin } from "./function-url/index.ts";
import { LoadBalancerOrigin } from "./load-balancer/index.ts";
import { MultiRegionAccessPointOrigin } from "./multi-region-access-point/index.ts";
import type { OriginOptions } from "./options.ts";
import type { Origin, OriginContext } from "./origin.ts";
import { S3Origin } from "./s3/index.ts";
import { StaticOrigin } from "./static/index.ts";
import { VpcOrigin } from "./vpc/index.ts";
import { WebsiteOrigin } from "./website/index.ts";

/** Options of an origin that refer to no other stack. The origin of an API is the URL of its function. */
export type ResolvedOriginOptions = WithoutOutputs<Exclude<OriginOptions, { type: "api" }>>;

/**
 * Creates the resources behind one of a distribution's origins.
 *
 * @param id the construct's id in the scope
 * @param key the origin's key in its distribution, which names its resources
 */
export function createOrigin(
  scope: Construct,
  id: string,
  key: string,
  options: ResolvedOriginOptions,
  context: OriginContext,
): Origin {
  const { account, region, preventDestroy } = context;
  switch (options.type) {
    case "static":
      return new StaticOrigin(scope, id, {
        ...options,
        // The account id makes it unique in the world.
        bucketName: context.resourceName(`${key}-${account}`, 63),
        account,
        preventDestroy,
        isVersioned: context.keepsVersions,
        contentFolder: typeof options.content === "string" ? context.contentFolder(key) : undefined,
        contentIsSynced: typeof options.content === "object",
      });
    case "s3":
      return new S3Origin(scope, id, { ...options, region: options.region ?? region });
    case "multi-region-access-point":
      return new MultiRegionAccessPointOrigin(scope, id, { ...options, name: context.resourceName(key, 50), account });
    case "website":
      return new WebsiteOrigin(scope, id, { ...options, region: options.region ?? region });
    case "function-url":
      return new FunctionUrlOrigin(scope, id, options);
    case "load-balancer":
      return new LoadBalancerOrigin(scope, id, options);
    case "vpc":
      return new VpcOrigin(scope, id, options);
    case "custom":
      return new CustomOrigin(scope, id, options);
  }
}
