import {
  checkCustomOrigin,
  checkOwnAlias,
  checkWebAclScope,
  matchPathPattern,
  missingErrorPage,
  missingRootObject,
} from "@featheredge/aws-rules";
import { type Behavior, behaviorsOf } from "./behaviors.ts";
import type { ReadFile } from "./functions.ts";
import { type Block, blocks, constant, list, type Resource, referenced } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

/** Reports hosts, objects and web ACLs that a distribution points at and that don't exist or don't fit. */
export function checkTargets(
  distribution: Resource,
  resources: readonly Resource[],
  read: ReadFile,
): StackDiagnostic[] {
  const { address, values } = distribution;
  return [
    ...at(`${address}.web_acl_id`, checkWebAcl(values.web_acl_id, resources)),
    ...blocks(values.origin).flatMap((origin, index) =>
      checkHost(`${address}.origin[${index}].domain_name`, origin, list(values.aliases)),
    ),
    ...checkObjects(distribution, resources, read),
  ];
}

function checkWebAcl(webAcl: unknown, resources: readonly Resource[]) {
  const known = resources.find((resource) => resource.address === referenced(webAcl, "arn"));
  const scopeOrArn = known === undefined ? constant(webAcl) : constant(known.values.scope);
  return scopeOrArn === undefined ? undefined : checkWebAclScope(scopeOrArn);
}

function checkHost(address: string, origin: Block, aliases: readonly unknown[]): StackDiagnostic[] {
  const host = constant(origin.domain_name);
  const custom = blocks(origin.custom_origin_config)[0];
  const isBucket = /^\$\{aws_s3_bucket\.[^}]*domain_name\}$/.test(String(origin.domain_name));
  const domainName = host ?? (isBucket ? "bucket.s3.amazonaws.com" : undefined);
  if (domainName === undefined) return [];
  const originProtocolPolicy = constant(custom?.origin_protocol_policy);
  return at(
    address,
    custom === undefined ? undefined : checkCustomOrigin({ domainName, originProtocolPolicy }),
    checkOwnAlias(
      domainName,
      aliases.flatMap((alias) => constant(alias) ?? []),
    ),
  );
}

/** Reports a default root object and error pages that are not among the files that Terraform uploads to their origin. */
function checkObjects(distribution: Resource, resources: readonly Resource[], read: ReadFile): StackDiagnostic[] {
  const { address, values } = distribution;
  const behaviors = behaviorsOf(distribution);
  const isMissing = (path: string) => {
    const target = behaviorFor(path, behaviors)?.block.target_origin_id;
    const origin = blocks(values.origin).find(({ origin_id }) => origin_id === target);
    return origin !== undefined && lacks(origin, path.slice(1), resources, read);
  };
  const rootObject = constant(values.default_root_object) ?? "";
  const rewriting = behaviorFor("/", behaviors)?.associations.some(({ event }) => event.endsWith("-request")) === true;
  const pages = blocks(values.custom_error_response).flatMap(
    ({ response_page_path }) => constant(response_page_path) ?? [],
  );
  return [
    ...at(
      `${address}.default_root_object`,
      rootObject !== "" && isMissing(`/${rootObject}`) ? missingRootObject(rootObject, rewriting) : undefined,
    ),
    ...[...new Set(pages)]
      .filter(isMissing)
      .flatMap((path) => at(`${address}.custom_error_response`, missingErrorPage(path))),
  ];
}

function behaviorFor(path: string, [defaultBehavior, ...ordered]: readonly Behavior[]): Behavior | undefined {
  const matches = ({ block }: Behavior) => matchPathPattern(constant(block.path_pattern) ?? "", path);
  return ordered.find(matches) ?? defaultBehavior;
}

/**
 * True if all objects of an origin's bucket are uploaded by the stack and none of them has the key. A bucket without
 * uploads is filled by another pipeline, so its objects are not known.
 */
function lacks(origin: Block, key: string, resources: readonly Resource[], read: ReadFile): boolean {
  const bucket = /^\$\{(aws_s3_bucket\.[\w-]+)\./.exec(String(origin.domain_name))?.[1];
  if (bucket === undefined || (constant(origin.origin_path) ?? "") !== "") return false;
  const uploads = resources.filter(
    ({ type, values }) => type === "aws_s3_object" && String(values.bucket).startsWith(`\${${bucket}.`),
  );
  if (uploads.length === 0) return false;
  return !uploads.some(({ values }) => {
    const constantKey = constant(values.key);
    if (constantKey !== undefined) return constantKey === key;
    const folder = /^\$\{path\.module\}\/([^$]*)\/\$\{each\.value\}$/.exec(String(values.source))?.[1];
    // Another way of naming objects is not followed.
    return values.key !== "${each.value}" || folder === undefined || read(`${folder}/${key}`) !== undefined;
  });
}
