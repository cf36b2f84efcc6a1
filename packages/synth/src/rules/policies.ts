import {
  checkCustomHeaders,
  checkHeaderName,
  checkHeaderText,
  checkKeys,
  checkPolicyHeader,
  checkPolicyNameLength,
  checkPolicyNames,
  checkStagingWeight,
} from "@featheredge/aws-rules";
import { type Block, blocks, constant, list, number, type Resource } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

/** Reports settings of a policy or key group that CloudFront rejects. */
export function checkPolicyResource({ type, address, values }: Resource): StackDiagnostic[] {
  switch (type) {
    case "aws_cloudfront_cache_policy":
      return blocks(values.parameters_in_cache_key_and_forwarded_to_origin).flatMap((block) =>
        checkNames(`${address}.parameters_in_cache_key_and_forwarded_to_origin`, block),
      );
    case "aws_cloudfront_origin_request_policy":
      return checkNames(address, values);
    case "aws_cloudfront_response_headers_policy":
      return checkResponseHeaders(address, values);
    case "aws_cloudfront_continuous_deployment_policy":
      return checkStaging(address, values);
    case "aws_cloudfront_key_group":
      return at(`${address}.items`, checkKeys(list(values.items).length));
    default:
      return [];
  }
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

function checkResponseHeaders(address: string, values: Block): StackDiagnostic[] {
  const [set = [], removed = []] = [values.custom_headers_config, values.remove_headers_config].map((config) =>
    blocks(config).flatMap((block) => blocks(block.items)),
  );
  const cors = blocks(values.cors_config).flatMap((block) =>
    [block.access_control_allow_headers, block.access_control_expose_headers].flatMap(blocks).flatMap(itemsOf),
  );
  const security = blocks(values.security_headers_config);
  const csp = security.flatMap((block) => blocks(block.content_security_policy));
  const xss = security.flatMap((block) => blocks(block.xss_protection));
  return [
    ...at(`${address}.custom_headers_config`, checkPolicyNames("custom headers", set.length)),
    ...at(`${address}.remove_headers_config`, checkPolicyNames("removed headers", removed.length)),
    ...at(
      `${address}.custom_headers_config`,
      ...checkCustomHeaders(set.map(({ header, value }) => [constant(header) ?? "x", constant(value) ?? ""])),
      ...set.map(({ header }) => checkPolicyHeader("add", constant(header) ?? "x")),
    ),
    ...at(
      `${address}.remove_headers_config`,
      ...removed.map(({ header }) => checkHeaderName(constant(header) ?? "x")),
      ...removed.map(({ header }) => checkPolicyHeader("remove", constant(header) ?? "x")),
    ),
    ...at(`${address}.cors_config`, ...cors.map(checkHeaderName)),
    ...at(
      `${address}.security_headers_config`,
      ...csp.map((block) => checkHeaderText("Content-Security-Policy", constant(block.content_security_policy) ?? "")),
      ...xss.map((block) => checkHeaderText("X-XSS-Protection", constant(block.report_uri) ?? "")),
    ),
  ];
}

function itemsOf(block: Block): string[] {
  return list(block.items).flatMap((item) => constant(item) ?? []);
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
