import {
  type ForwardedNames,
  type Forwarding,
  managedCachePolicies,
  managedForwarding,
  managedPolicies,
  type PolicyKind,
} from "@featheredge/aws-rules";
import { addressIn, type Block, block, blocks, type Configuration, numberOf, textOf, texts } from "./configuration.ts";
import type { CachePolicy, SynthesizedBehavior } from "./model.ts";

/** Terraform's defaults of a cache policy's times, in seconds. */
const defaults = { least: 0, byDefault: 86_400, most: 31_536_000 };

/** The cache policy that an attribute names: one of the stack, one of AWS's, or one that exists. */
export function cachePolicyOf(configuration: Configuration, attribute: unknown): CachePolicy {
  const { values, id, managed } = find(configuration, "cache", attribute);
  if (values !== undefined) {
    const inner = block(values.parameters_in_cache_key_and_forwarded_to_origin);
    const encodings = [
      ...(inner.enable_accept_encoding_brotli === true ? ["br"] : []),
      ...(inner.enable_accept_encoding_gzip === true ? ["gzip"] : []),
    ];
    const ttl = {
      least: numberOf(values.min_ttl, defaults.least),
      byDefault: numberOf(values.default_ttl, defaults.byDefault),
      most: numberOf(values.max_ttl, defaults.most),
    };
    return { name: textOf(values.name), content: { ttl, encodings, keyParts: partsOf(forwardingOf(inner)) } };
  }
  if (managed === undefined) return { name: id };
  const { ttl, compression } = managedCachePolicies[managed as keyof typeof managedPolicies.cache];
  const [least, byDefault, most] = ttl;
  const forwarding = managedForwarding("cache", id);
  return {
    name: managed,
    content: {
      ttl: { least, byDefault, most },
      encodings: [...compression].sort().map((encoding) => (encoding === "brotli" ? "br" : encoding)),
      keyParts: forwarding === undefined ? [] : partsOf(forwarding),
    },
  };
}

/** The origin request policy that an attribute names, with what it sends on. */
export function originRequestPolicyOf(
  configuration: Configuration,
  attribute: unknown,
): SynthesizedBehavior["originRequestPolicy"] {
  if (attribute === undefined) return undefined;
  const { values, id, managed } = find(configuration, "originRequest", attribute);
  const forwarding = values === undefined ? managedForwarding("originRequest", id) : forwardingOf(values);
  return {
    name: values === undefined ? (managed ?? id) : textOf(values.name),
    forwards: forwarding === undefined ? [] : partsOf(forwarding),
  };
}

/** The response headers policy that an attribute names, with the `Cache-Control` that it writes over the origin's. */
export function responseHeadersPolicyOf(
  configuration: Configuration,
  attribute: unknown,
): SynthesizedBehavior["responseHeadersPolicy"] {
  if (attribute === undefined) return undefined;
  const { values, id, managed } = find(configuration, "responseHeaders", attribute);
  const custom = blocks(values?.custom_headers_config)
    .flatMap(({ items }) => blocks(items))
    .find(({ header, override }) => /^cache-control$/i.test(textOf(header)) && override === true);
  return { name: textOf(values?.name, managed ?? id), cacheControl: custom && textOf(custom.value) };
}

const types: Readonly<Record<PolicyKind, string>> = {
  cache: "aws_cloudfront_cache_policy",
  originRequest: "aws_cloudfront_origin_request_policy",
  responseHeaders: "aws_cloudfront_response_headers_policy",
};

function find(configuration: Configuration, kind: PolicyKind, attribute: unknown) {
  const id = configuration.valueOf(textOf(attribute));
  const address = addressIn(id);
  const values = address?.startsWith(`${types[kind]}.`) ? configuration.resource(address) : undefined;
  const known = Object.entries<string>(managedPolicies[kind]).find(([, managedId]) => managedId === id);
  return { id, values, managed: known?.[0] };
}

/** Reads the blocks `headers_config`, `cookies_config` and `query_strings_config`, which all policies have. */
function forwardingOf(values: Block): Forwarding {
  const names = (config: string, behavior: string, list: string): ForwardedNames => {
    const settings = block(values[config]);
    const chosen = textOf(settings[behavior], "none");
    const items = blocks(settings[list]).flatMap((one) => texts(one.items));
    // `allViewerAndWhitelistCloudFront` is all of the viewer's headers and some of CloudFront's.
    return { behavior: chosen.startsWith("allViewer") ? "all" : (chosen as ForwardedNames["behavior"]), names: items };
  };
  return {
    header: names("headers_config", "header_behavior", "headers"),
    cookie: names("cookies_config", "cookie_behavior", "cookies"),
    query: names("query_strings_config", "query_string_behavior", "query_strings"),
  };
}

const plurals = { header: "headers", cookie: "cookies", query: "query parameters" } as const;
const singulars = { header: "header", cookie: "cookie", query: "query parameter" } as const;

function partsOf(forwarding: Forwarding): string[] {
  return (["header", "cookie", "query"] as const).flatMap((kind) => {
    const { behavior, names } = forwarding[kind];
    if (behavior === "all") return [`all ${plurals[kind]}`];
    if (behavior === "none" || (behavior === "whitelist" && names.length === 0)) return [];
    const listed = names.map((name) => `\`${name}\``).join(", ");
    if (behavior === "allExcept") return [`all ${plurals[kind]} but ${listed}`];
    return [`${names.length === 1 ? singulars[kind] : plurals[kind]} ${listed}`];
  });
}
