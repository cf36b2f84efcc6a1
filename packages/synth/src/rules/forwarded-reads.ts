import {
  checkForwardedRead,
  type ForwardedNames,
  type Forwarding,
  managedForwarding,
  policyId,
} from "@featheredge/aws-rules";
import type { Behavior, FunctionFacts } from "./behaviors.ts";
import { type Block, blocks, constant, list, type Resource, referenced } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

const kinds = {
  cache: { type: "aws_cloudfront_cache_policy", attribute: "cache_policy_id" },
  originRequest: { type: "aws_cloudfront_origin_request_policy", attribute: "origin_request_policy_id" },
} as const;

/**
 * Warns of functions at origin events that read parts of the request that the policies of their behavior don't pass on.
 * A behavior with a policy that is not in the stack, and not one of AWS's, is not checked, nor is one with legacy settings.
 */
export function checkForwardedReads(
  { address, keys }: Resource,
  behaviors: readonly Behavior[],
  readsOf: FunctionFacts["readsOf"],
  resources: readonly Resource[],
): StackDiagnostic[] {
  return behaviors.flatMap(({ attribute, block, associations }) => {
    const reads = associations.flatMap(({ event, name }) => (event.startsWith("origin-") ? readsOf(name) : []));
    const policies =
      reads.length === 0 ? undefined : policiesOf({ attribute, block, names: keys?.names ?? {} }, resources);
    if (policies === undefined) return [];
    const key = block.origin_request_policy_id === undefined ? "cache_policy_id" : "origin_request_policy_id";
    return at(`${address}.${attribute}.${key}`, ...reads.map((read) => checkForwardedRead(read, policies)));
  });
}

/** A behavior, and the environment's names of its policies: in the configuration, a managed policy may be a local value. */
interface NamedBehavior extends Pick<Behavior, "attribute" | "block"> {
  readonly names: Readonly<Record<string, string>>;
}

function policiesOf(behavior: NamedBehavior, resources: readonly Resource[]): Forwarding[] | undefined {
  const cache = policyOf("cache", behavior, resources);
  if (cache === undefined || behavior.block.origin_request_policy_id === undefined) return cache && [cache];
  const originRequest = policyOf("originRequest", behavior, resources);
  return originRequest && [cache, originRequest];
}

function policyOf(
  kind: keyof typeof kinds,
  { attribute: behavior, block, names }: NamedBehavior,
  resources: readonly Resource[],
): Forwarding | undefined {
  const { type, attribute } = kinds[kind];
  const value = block[attribute];
  const id = constant(value) ?? policyId(kind, names[`${behavior}.${attribute}`] ?? "");
  if (id !== undefined) return managedForwarding(kind, id);
  const address = referenced(value, "id");
  const policy = resources.find((resource) => resource.type === type && resource.address === address);
  if (policy === undefined) return undefined;
  const [settings] =
    kind === "cache" ? blocks(policy.values.parameters_in_cache_key_and_forwarded_to_origin) : [policy.values];
  return settings && forwardingOf(settings);
}

function forwardingOf(settings: Block): Forwarding {
  return {
    header: namesOf(settings, "header", "headers"),
    cookie: namesOf(settings, "cookie", "cookies"),
    query: namesOf(settings, "query_string", "query_strings"),
  };
}

/** The names that `<plural>_config` has. */
function namesOf(settings: Block, singular: string, plural: string): ForwardedNames {
  const [config = {}] = blocks(settings[`${plural}_config`]);
  const behavior = config[`${singular}_behavior`];
  const names = blocks(config[plural]).flatMap(({ items }) => list(items).map((item) => constant(item) ?? ""));
  if (behavior === "whitelist" || behavior === "allExcept") return { behavior, names };
  return { behavior: behavior === undefined || behavior === "none" ? "none" : "all", names };
}
