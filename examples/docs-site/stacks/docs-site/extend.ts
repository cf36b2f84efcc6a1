import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import type { Extend } from "#stacks/distribution/extend.ts";

/** Publishes the distribution's id, by which the pipeline that writes pages invalidates them. */
export default (({ scope, stack, distribution }) => {
  new SsmParameter(scope, "distribution-id", {
    name: `/${stack.identity.environment}/distribution-id`,
    type: "String",
    value: distribution.distribution.id,
  });
}) satisfies Extend;
