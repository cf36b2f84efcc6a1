import {
  checkAddedHeaders,
  checkCors,
  checkCustomHeaders,
  checkHeaderName,
  checkHeaderText,
  checkHeaderValue,
  checkPolicyHeader,
  checkPolicyNames,
  checkXssProtection,
} from "@featheredge/aws-rules";
import { type Block, blocks, constant, list } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

/** Reports headers of a response headers policy that CloudFront rejects. */
export function checkResponseHeaders(address: string, values: Block): StackDiagnostic[] {
  const [set = [], removed = []] = [values.custom_headers_config, values.remove_headers_config].map((config) =>
    blocks(config).flatMap((block) => blocks(block.items)),
  );
  const names = set.flatMap(({ header }) => constant(header) ?? []);
  return [
    ...at(`${address}.custom_headers_config`, checkPolicyNames("custom headers", set.length)),
    ...at(`${address}.remove_headers_config`, checkPolicyNames("removed headers", removed.length)),
    ...at(
      `${address}.custom_headers_config`,
      ...checkCustomHeaders(set.map(({ header, value }) => [constant(header) ?? "x", constant(value) ?? ""])),
      ...names.map((name) => checkPolicyHeader("add", name)),
      ...checkAddedHeaders(names),
    ),
    ...at(
      `${address}.remove_headers_config`,
      ...removed.map(({ header }) => checkHeaderName(constant(header) ?? "x")),
      ...removed.map(({ header }) => checkPolicyHeader("remove", constant(header) ?? "x")),
    ),
    ...blocks(values.cors_config).flatMap((cors) => checkCorsConfig(`${address}.cors_config`, cors)),
    ...blocks(values.security_headers_config).flatMap((security) =>
      checkSecurityHeaders(`${address}.security_headers_config`, security),
    ),
  ];
}

function checkCorsConfig(address: string, cors: Block): StackDiagnostic[] {
  const [allowed = [], exposed = [], origins = []] = [
    cors.access_control_allow_headers,
    cors.access_control_expose_headers,
    cors.access_control_allow_origins,
  ].map((value) => blocks(value).flatMap(itemsOf));
  const credentials = cors.access_control_allow_credentials === true;
  return [
    ...at(address, ...[...allowed, ...exposed].map(checkHeaderName)),
    ...at(address, checkCors({ credentials, origins, allowedHeaders: allowed })),
  ];
}

function checkSecurityHeaders(address: string, security: Block): StackDiagnostic[] {
  const name = "Content-Security-Policy";
  return [
    ...blocks(security.content_security_policy).flatMap((block) => {
      const policy = constant(block.content_security_policy) ?? "";
      return at(address, checkHeaderText(name, policy), checkHeaderValue(name, policy));
    }),
    ...blocks(security.xss_protection).flatMap((block) =>
      at(
        address,
        checkHeaderText("X-XSS-Protection", constant(block.report_uri) ?? ""),
        checkXssProtection(block.mode_block === true, block.report_uri !== undefined),
      ),
    ),
  ];
}

function itemsOf(block: Block): string[] {
  return list(block.items).flatMap((item) => constant(item) ?? []);
}
