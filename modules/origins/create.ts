import type { Construct } from "constructs";
import { ApiOrigin } from "./api/index.ts";
import { CustomOrigin } from "./custom/index.ts";
import type { OriginOptions } from "./options.ts";
import type { Origin, OriginContext } from "./origin.ts";
import { StaticOrigin } from "./static/index.ts";

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
  options: OriginOptions,
  context: OriginContext,
): Origin {
  switch (options.type) {
    case "static":
      return new StaticOrigin(scope, id, {
        // The account id makes it unique in the world.
        bucketName: context.resourceName(`${key}-${context.account}`, 63),
        accessControlName: context.resourceName(key, 64),
        preventDestroy: context.preventDestroy,
        contentFolder: options.content === undefined ? undefined : context.contentFolder(key),
      });
    case "api":
      return new ApiOrigin(scope, id, {
        ...context.outputsOfApi(options.api),
        accessControlName: context.resourceName(key, 64),
        originReadTimeout: options.originReadTimeout,
      });
    case "custom":
      return new CustomOrigin(options);
  }
}
