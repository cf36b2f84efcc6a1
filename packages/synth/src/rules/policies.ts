import {
  checkCacheSettings,
  checkForwardedHeader,
  checkKeys,
  checkPolicyNameLength,
  checkPolicyNames,
  checkStagingWeight,
} from "@featheredge/aws-rules";
import { checkFieldLevelEncryptionResource, checkPublicKeyResource } from "./encryption.ts";
import { type Block, blocks, constant, list, number, type Resource } from "./resources.ts";
import { checkResponseHeaders } from "./response-headers.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

/** Reports settings of a policy, a key, a key group or field-level encryption that CloudFront rejects. */
export function checkPolicyResource({ type, address, values }: Resource): StackDiagnostic[] {
  switch (type) {
    case "aws_cloudfront_cache_policy":
      return checkCachePolicy(address, values);
    case "aws_cloudfront_origin_request_policy":
      return checkOriginRequestPolicy(address, values);
    case "aws_cloudfront_response_headers_policy":
      return checkResponseHeaders(address, values);
    case "aws_cloudfront_continuous_deployment_policy":
      return checkStaging(address, values);
    case "aws_cloudfront_key_group":
      return at(`${address}.items`, checkKeys(list(values.items).length));
    case "aws_cloudfront_public_key":
      return checkPublicKeyResource(address, values);
    default:
      return checkFieldLevelEncryptionResource(type, address, values);
  }
}

/** Terraform's defaults of a cache policy's times, in seconds. */
const defaults = { minTtl: 0, defaultTtl: 86_400, maxTtl: 31_536_000 };

function checkCachePolicy(address: string, values: Block): StackDiagnostic[] {
  const inner = "parameters_in_cache_key_and_forwarded_to_origin";
  const parameters = blocks(values[inner]);
  const compression = parameters.some(
    (block) => block.enable_accept_encoding_gzip === true || block.enable_accept_encoding_brotli === true,
  );
  const names = parameters.some(
    (block) =>
      isOtherThanNone(block.headers_config, "header_behavior") ||
      isOtherThanNone(block.cookies_config, "cookie_behavior") ||
      isOtherThanNone(block.query_strings_config, "query_string_behavior"),
  );
  const times = {
    minTtl: number(values.min_ttl) ?? defaults.minTtl,
    defaultTtl: number(values.default_ttl) ?? defaults.defaultTtl,
    maxTtl: number(values.max_ttl) ?? defaults.maxTtl,
  };
  return [
    ...parameters.flatMap((block) => checkNames(`${address}.${inner}`, block)),
    ...at(`${address}.max_ttl`, checkCacheSettings({ ...times, compression, names })),
  ];
}

function isOtherThanNone(config: unknown, behavior: string): boolean {
  return blocks(config).some((block) => block[behavior] !== "none");
}

function checkOriginRequestPolicy(address: string, values: Block): StackDiagnostic[] {
  const listed = blocks(values.headers_config)
    .filter(({ header_behavior }) => header_behavior !== "allExcept")
    .flatMap(({ headers }) => blocks(headers).flatMap(({ items }) => list(items)));
  return [
    ...checkNames(address, values),
    ...at(`${address}.headers_config`, ...listed.map((name) => checkForwardedHeader(constant(name) ?? ""))),
  ];
}

function checkNames(address: string, values: Block): StackDiagnostic[] {
  const counted = [
    ["headers_config", "headers", "headers"],
    ["cookies_config", "cookies", "cookies"],
    ["query_strings_config", "query_strings", "query strings"],
  ] as const;
  const named = counted.map(([config, key, what]) => ({
    at: `${address}.${config}`,
    what,
    items: blocks(values[config]).flatMap((block) => blocks(block[key]).flatMap((one) => list(one.items))),
  }));
  const names = named.flatMap(({ items }) => items.flatMap((item) => constant(item) ?? []));
  return [
    ...named.flatMap(({ at: key, what, items }) => at(key, checkPolicyNames(what, items.length))),
    ...at(address, checkPolicyNameLength(names)),
  ];
}

function checkStaging(address: string, values: Block): StackDiagnostic[] {
  return blocks(values.traffic_config)
    .flatMap((traffic) => blocks(traffic.single_weight_config))
    .flatMap(({ weight }) => {
      const given = number(weight);
      return given === undefined
        ? []
        : at(`${address}.traffic_config.single_weight_config.weight`, checkStagingWeight(given));
    });
}
