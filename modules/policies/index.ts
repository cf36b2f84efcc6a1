import { checkPolicy, managedPolicies, type PolicyKind, policyId, sharingQuotas } from "@featheredge/aws-rules";
import { DiagnosticError } from "@featheredge/diagnostics";
import { setEnvironmentKeys } from "@featheredge/synth";
import { TerraformLocal, type TerraformResource, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { resourceName } from "../naming.ts";
import { oncePerStack, SharedResources } from "../shared-resources.ts";
import { CachePolicy, cachePolicyArguments } from "./cache/index.ts";
import { type CachePolicyOptions, cachePolicyOptions } from "./cache/options.ts";
import { policyKeys } from "./keys.ts";
import { OriginRequestPolicy, originRequestPolicyArguments } from "./origin-request/index.ts";
import { type OriginRequestPolicyOptions, originRequestPolicyOptions } from "./origin-request/options.ts";
import { ResponseHeadersPolicy, responseHeadersPolicyArguments } from "./response-headers/index.ts";
import { type ResponseHeadersPolicyOptions, responseHeadersPolicyOptions } from "./response-headers/options.ts";

export type { CachePolicyOptions, OriginRequestPolicyOptions, ResponseHeadersPolicyOptions } from "./options.ts";

type Policy = TerraformResource & { readonly id: string };

const {
  distributionsPerCachePolicy: ofCache,
  distributionsPerOriginRequestPolicy: ofOriginRequest,
  distributionsPerResponseHeadersPolicy: ofResponseHeaders,
} = sharingQuotas;

/**
 * The cache, origin request and response headers policies of a stack. Policies with equal settings are one, whichever
 * distributions and behaviors use them, since an account may have twenty of each kind; the 101st distribution gets a
 * second one, since AWS lets 100 share one. A policy's name ends in a hash of its settings, so that Terraform makes the
 * changed one, moves the distributions to it and deletes the old one, in one apply.
 *
 * Each method takes AWS's name of a managed policy, the id of one that exists, or the settings of your own.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export class Policies extends Construct {
  readonly #managed = new Map<string, TerraformLocal>();
  readonly #cache = new SharedResources<Policy>(ofCache.value);
  readonly #originRequest = new SharedResources<Policy>(ofOriginRequest.value);
  readonly #responseHeaders = new SharedResources<Policy>(ofResponseHeaders.value);

  /** The policies of a construct's stack. */
  static of(scope: IConstruct): Policies {
    return oncePerStack(scope, "policies:", (stack) => new Policies(stack, "policies:"));
  }

  /**
   * @param user the distribution: AWS limits how many share a policy
   * @param key the policy's key in an environment, for messages: `distributions.site.defaultBehavior.cachePolicy`
   * @returns the id of a cache policy
   * @throws DiagnosticError if AWS manages no cache policy of its name
   */
  cache(user: IConstruct, policy: string | CachePolicyOptions, key?: string): string {
    if (typeof policy === "string") return this.#named("cache", policy);
    const options = cachePolicyOptions.parse(policy);
    const content = { ...cachePolicyArguments(options), name: options.name };
    const own = this.#cache.for(user, content, (suffix) => {
      const name = `${options.name}-${suffix}`;
      return new CachePolicy(this, `cache:${name}`, { ...options, name: this.#name(name) }).policy;
    });
    return idOf(own, key);
  }

  /** As {@link cache}, for origin request policies. */
  originRequest(user: IConstruct, policy: string | OriginRequestPolicyOptions, key?: string): string {
    if (typeof policy === "string") return this.#named("originRequest", policy);
    const options = originRequestPolicyOptions.parse(policy);
    const content = { ...originRequestPolicyArguments(options), name: options.name };
    const own = this.#originRequest.for(user, content, (suffix) => {
      const name = `${options.name}-${suffix}`;
      return new OriginRequestPolicy(this, `origin-request:${name}`, { ...options, name: this.#name(name) }).policy;
    });
    return idOf(own, key);
  }

  /** As {@link cache}, for response headers policies. */
  responseHeaders(user: IConstruct, policy: string | ResponseHeadersPolicyOptions, key?: string): string {
    if (typeof policy === "string") return this.#named("responseHeaders", policy);
    const options = responseHeadersPolicyOptions.parse(policy);
    const content = { ...responseHeadersPolicyArguments(options), name: options.name };
    const own = this.#responseHeaders.for(user, content, (suffix) => {
      const name = `${options.name}-${suffix}`;
      return new ResponseHeadersPolicy(this, `response-headers:${name}`, { ...options, name: this.#name(name) }).policy;
    });
    return idOf(own, key);
  }

  #name(part: string): string {
    return resourceName(this, part, 128);
  }

  /** Managed policies become locals that carry AWS's name, since their ids mean nothing to a reader. */
  #named(kind: PolicyKind, nameOrId: string): string {
    if (Token.isUnresolved(nameOrId)) return nameOrId;
    const id = policyId(kind, nameOrId);
    if (id === undefined) throw new DiagnosticError([checkPolicy(kind, nameOrId) ?? []].flat());
    return Object.values<string>(managedPolicies[kind]).includes(id) ? this.#local(nameOrId, id) : id;
  }

  #local(name: string, id: string): string {
    const words = name
      .replace(/^Managed-/, "")
      .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
      .toLowerCase();
    const local = this.#managed.get(words) ?? new TerraformLocal(this, words, id);
    this.#managed.set(words, local);
    return local.asString;
  }
}

function idOf(policy: Policy, key: string | undefined): string {
  if (key !== undefined) setEnvironmentKeys(policy, policyKeys(key));
  return policy.id;
}
