import {
  checkCompletionTimeout,
  checkCustomHeaders,
  checkGroupMethods,
  checkMutualTlsGrpc,
  checkOriginAccess,
  checkOriginHeader,
  checkOriginHeaders,
  checkOriginSetting,
  checkOriginShieldRegion,
  checkVpcOriginFunction,
  checkVpcOriginGrpc,
  type OriginSetting,
} from "@featheredge/aws-rules";
import type { Diagnostic } from "@featheredge/diagnostics";
import type { Behavior } from "./behaviors.ts";
import { type Block, blocks, constant, list, number, type Resource, referenced } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

/** Seconds that CloudFront waits for an origin that sets nothing else. */
const defaultReadTimeout = 30;

/** Settings of one origin that CloudFront rejects. @param resources all resources of the stack */
export function checkOrigin(address: string, origin: Block, resources: readonly Resource[]): StackDiagnostic[] {
  const [custom = {}] = blocks(origin.custom_origin_config);
  const [vpc = {}] = blocks(origin.vpc_origin_config);
  const settings: [string, OriginSetting, unknown][] = [
    ["connection_attempts", "connectAttempts", origin.connection_attempts],
    ["connection_timeout", "connectTimeoutSeconds", origin.connection_timeout],
    ["custom_origin_config.origin_read_timeout", "responseTimeoutSeconds", custom.origin_read_timeout],
    ["custom_origin_config.origin_keepalive_timeout", "keepaliveTimeoutSeconds", custom.origin_keepalive_timeout],
    ["vpc_origin_config.origin_keepalive_timeout", "keepaliveTimeoutSeconds", vpc.origin_keepalive_timeout],
    ["vpc_origin_config.origin_read_timeout", "responseTimeoutSeconds", vpc.origin_read_timeout],
  ];
  const headers = blocks(origin.custom_header);
  const [{ enabled, origin_shield_region } = {}] = blocks(origin.origin_shield);
  const shieldRegion = enabled === false ? undefined : constant(origin_shield_region);
  const readTimeout = number(custom.origin_read_timeout) ?? number(vpc.origin_read_timeout) ?? defaultReadTimeout;
  return [
    ...at(`${address}.origin_access_control_id`, checkAccess(origin, resources)),
    ...at(
      `${address}.origin_shield.origin_shield_region`,
      shieldRegion === undefined ? undefined : checkOriginShieldRegion(shieldRegion),
    ),
    ...at(
      `${address}.response_completion_timeout`,
      checkCompletionTimeout(number(origin.response_completion_timeout) ?? 0, readTimeout),
    ),
    ...settings.flatMap(([key, setting, value]) => {
      const given = number(value);
      return given === undefined ? [] : at(`${address}.${key}`, checkOriginSetting(setting, given));
    }),
    ...at(`${address}.custom_header`, checkOriginHeaders(headers.length)),
    ...at(
      `${address}.custom_header`,
      ...checkCustomHeaders(headers.map(({ name, value }) => [constant(name) ?? "x", constant(value) ?? ""])),
      ...headers.map(({ name }) => checkOriginHeader(constant(name) ?? "x")),
    ),
  ];
}

/**
 * The access control of an origin, if it is a resource of the stack and the origin's host is known: the host itself, or
 * that of a bucket or a Multi-Region Access Point of the stack.
 */
function checkAccess(origin: Block, resources: readonly Resource[]): Diagnostic | undefined {
  const address = referenced(origin.origin_access_control_id, "id");
  const control = resources.find((resource) => resource.address === address)?.values;
  const host = hostOf(origin.domain_name);
  if (control === undefined || host === undefined) return undefined;
  return checkOriginAccess(host, {
    originType: constant(control.origin_access_control_origin_type),
    signingProtocol: constant(control.signing_protocol),
  });
}

/** The host of an origin; for a reference, one of the same form. */
function hostOf(domainName: unknown): string | undefined {
  if (/^aws_s3control_multi_region_access_point\./.test(referenced(domainName, "domain_name") ?? "")) {
    return "alias.mrap.accesspoint.s3-global.amazonaws.com";
  }
  return /^aws_s3_bucket\./.test(referenced(domainName, "bucket_regional_domain_name") ?? "")
    ? "bucket.s3.us-east-1.amazonaws.com"
    : constant(domainName);
}

/** Checks the behaviors whose origin, or a member of their origin group, is a VPC origin or takes a client certificate. */
export function checkTargetOrigins(
  { address, values }: Resource,
  behaviors: readonly Behavior[],
  updatesOrigin: (address: string) => boolean,
): StackDiagnostic[] {
  const idsWith = (isWanted: (origin: Block) => boolean) =>
    new Set(
      blocks(values.origin)
        .filter(isWanted)
        .map(({ origin_id }) => origin_id),
    );
  const vpc = idsWith(({ vpc_origin_config }) => list(vpc_origin_config).length > 0);
  const mutualTls = idsWith(({ custom_origin_config }) =>
    blocks(custom_origin_config).some(({ origin_mtls_config }) => list(origin_mtls_config).length > 0),
  );
  const members = new Map(
    blocks(values.origin_group).map(({ origin_id, member }) => [origin_id, blocks(member).map((one) => one.origin_id)]),
  );
  return behaviors.flatMap(({ attribute, block, associations }) => {
    const origins = members.get(block.target_origin_id) ?? [block.target_origin_id];
    const takesGrpc = blocks(block.grpc_config).some(({ enabled }) => enabled === true);
    const vpcOrigin = origins.find((id) => vpc.has(id));
    const mutualTlsOrigin = origins.find((id) => mutualTls.has(id));
    return at(
      `${address}.${attribute}`,
      members.has(block.target_origin_id)
        ? checkGroupMethods(String(block.target_origin_id), list(block.allowed_methods).map(String))
        : undefined,
      takesGrpc && vpcOrigin !== undefined ? checkVpcOriginGrpc(String(vpcOrigin)) : undefined,
      takesGrpc && mutualTlsOrigin !== undefined ? checkMutualTlsGrpc(String(mutualTlsOrigin)) : undefined,
      ...(vpcOrigin === undefined ? [] : associations).map(({ name, event, runtime }) =>
        checkVpcOriginFunction(String(vpcOrigin), { name, event, runtime, updatesOrigin: updatesOrigin(name) }),
      ),
    );
  });
}
