import { CloudfrontOriginRequestPolicy } from "@cdktf/provider-aws/lib/cloudfront-origin-request-policy/index.js";
import { managedPolicies, type PolicyKind, policyId } from "@featheredge/aws-rules";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import type { ResolvedBehavior } from "./resolve.ts";

/** The headers about the viewer that a behavior's functions read, sorted, each once. */
export function viewerHeaders(behavior: ResolvedBehavior): string[] {
  return [...new Set(behavior.functions.flatMap((attached) => attached.viewerHeaders))].sort();
}

/**
 * A distribution's policies. Managed ones become locals that carry AWS's name, since their ids mean nothing to a reader.
 * If functions read `CloudFront-*` headers at behaviors without an origin request policy, one is created that includes
 * those headers and nothing else. The whole distribution shares it, since an account may have only twenty.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export class Policies extends Construct {
  readonly #managed = new Map<string, TerraformLocal>();
  readonly #forViewerHeaders: CloudfrontOriginRequestPolicy | undefined;

  constructor(scope: Construct, id: string, name: string, behaviors: readonly ResolvedBehavior[]) {
    super(scope, id);
    const withoutPolicy = behaviors.filter((behavior) => behavior.originRequestPolicy === undefined);
    const headers = [...new Set(withoutPolicy.flatMap(viewerHeaders))].sort();
    if (headers.length === 0) return;
    this.#forViewerHeaders = new CloudfrontOriginRequestPolicy(this, "viewer-headers", {
      name,
      comment: "What the functions read about the viewer",
      headersConfig: { headerBehavior: "whitelist", headers: { items: headers } },
      cookiesConfig: { cookieBehavior: "none" },
      queryStringsConfig: { queryStringBehavior: "none" },
      lifecycle: { createBeforeDestroy: true },
    });
  }

  /** The id of a policy that is named by AWS's name or by its id; undefined if none is named. */
  named(kind: PolicyKind, nameOrId: string | undefined): string | undefined {
    if (nameOrId === undefined) return undefined;
    const id = policyId(kind, nameOrId);
    if (id === undefined)
      throw new Error(`'${nameOrId}' is not a policy, which checkDistribution() should have reported.`);
    return Object.values<string>(managedPolicies[kind]).includes(id) ? this.#local(nameOrId, id) : id;
  }

  originRequest(behavior: ResolvedBehavior): string | undefined {
    const named = this.named("originRequest", behavior.originRequestPolicy);
    return named ?? (viewerHeaders(behavior).length > 0 ? this.#forViewerHeaders?.id : undefined);
  }

  #local(name: string, id: string): string {
    const words = name
      .replace(/^Managed-/, "")
      .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
      .toLowerCase();
    const known = this.#managed.get(words) ?? new TerraformLocal(this, words, id);
    this.#managed.set(words, known);
    return known.asString;
  }
}
