import type { Environment } from "#environments";
import { SharedResources } from "#modules/shared-resources.ts";
import { WebAcl } from "#modules/web-acl/index.ts";
import type { EnvironmentStack } from "../environment-stack.ts";
import type { StackInput } from "../kind.ts";
import type { DistributionScope } from "./scope.ts";

/** The web ACLs of a stack's distributions. Those with equal options are one, except where a flat-rate plan needs its own. */
export class WebAcls {
  readonly #stack: EnvironmentStack;
  readonly #environment: Environment;
  readonly #shared = new SharedResources<string>();

  constructor(stack: EnvironmentStack, { environment }: StackInput) {
    this.#stack = stack;
    this.#environment = environment;
  }

  /** The ARN of a distribution's web ACL, which is created if it is not an existing one; undefined for none. */
  arnOf(
    { webAcl, pricingPlan }: Environment["distributions"][string],
    { scope, resourceName }: DistributionScope,
  ): string | undefined {
    if (webAcl === undefined || typeof webAcl === "string") return webAcl;
    const create = () =>
      new WebAcl(scope, "web-acl", {
        ...webAcl,
        name: resourceName("web-acl", 64),
        usEast1: this.#stack.providers.usEast1,
        logRetentionDays: this.#environment.logRetentionDays,
      }).arn;
    return pricingPlan === "pay-as-you-go" ? this.#shared.for(this.#stack, webAcl, create) : create();
  }
}
