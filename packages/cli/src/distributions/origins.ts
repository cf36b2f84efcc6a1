import { addressIn, type Block, block, blocks, type Configuration, numberOf, textOf } from "./configuration.ts";
import type { FileLifetime, SynthesizedOrigin } from "./model.ts";

/** The `Cache-Control` headers that `content sync` gives the files of an origin, by the origin's id. */
export type SyncedLifetimes = Readonly<Record<string, readonly FileLifetime[]>>;

/** The origins of a distribution, and its groups of origins. */
export function originsOf(
  configuration: Configuration,
  distribution: Block,
  synced: SyncedLifetimes,
): SynthesizedOrigin[] {
  const origins = blocks(distribution.origin).map((origin) => originOf(configuration, origin, synced));
  return [...origins, ...blocks(distribution.origin_group).map((group) => groupOf(group, origins))];
}

function originOf(configuration: Configuration, origin: Block, synced: SyncedLifetimes): SynthesizedOrigin {
  const id = textOf(origin.origin_id);
  const path = textOf(origin.origin_path);
  const { kind, name } = nameOf(configuration, origin);
  const shield = block(origin.origin_shield);
  return {
    id,
    kind,
    description: path === "" ? name : `${name}, folder \`${path}\``,
    isSigned: origin.origin_access_control_id !== undefined,
    shield: shield.enabled === true ? textOf(shield.origin_shield_region) : undefined,
    lifetimes: uploadedLifetimes(configuration, addressIn(origin.domain_name)) ?? synced[id] ?? [],
  };
}

function nameOf(configuration: Configuration, origin: Block): Pick<SynthesizedOrigin, "kind"> & { name: string } {
  const domain = textOf(origin.domain_name);
  const address = addressIn(domain) ?? "";
  const [type = "", label = ""] = address.replace(/^data\./, "").split(".");
  if (origin.vpc_origin_config !== undefined) {
    const what = type === "aws_lb" ? "load balancer" : type === "aws_instance" ? "instance" : "server";
    return { kind: "vpc", name: `${what} \`${textOf(origin.origin_id)}\` in a VPC` };
  }
  if (type === "aws_s3_bucket") {
    return { kind: "s3", name: `S3 bucket \`${textOf(configuration.resource(address)?.bucket, label)}\`` };
  }
  if (type === "aws_s3control_multi_region_access_point") {
    return { kind: "s3", name: `S3 Multi-Region Access Point \`${label}\`` };
  }
  if (type === "aws_lb") return { kind: "load-balancer", name: `load balancer \`${textOf(origin.origin_id)}\`` };
  const control = configuration.resource(addressIn(origin.origin_access_control_id) ?? "");
  if (type === "aws_lambda_function_url" || control?.origin_access_control_origin_type === "lambda") {
    return { kind: "lambda", name: `Lambda function URL of \`${textOf(origin.origin_id)}\`` };
  }
  const bucket = /^([^$]+)\.s3[.-][\w.-]*amazonaws\.com$/.exec(domain)?.[1];
  if (bucket !== undefined) return { kind: "s3", name: `S3 bucket \`${bucket}\`` };
  return { kind: "server", name: `\`${domain.startsWith("${") ? textOf(origin.origin_id) : domain}\`` };
}

function groupOf(group: Block, origins: readonly SynthesizedOrigin[]): SynthesizedOrigin {
  const members = blocks(group.member).map((member) => textOf(member.origin_id));
  const statuses = blocks(group.failover_criteria).flatMap(({ status_codes: codes }) =>
    Array.isArray(codes) ? codes : [],
  );
  return {
    id: textOf(group.origin_id),
    kind: "group",
    description: members
      .map((member) => origins.find(({ id }) => id === member)?.description ?? `\`${member}\``)
      .join(", then "),
    isSigned: false,
    lifetimes: [],
    members,
    failoverStatuses: statuses.map((status) => numberOf(status, 0)),
  };
}

/** Modules choose between two values by the beginning of a file's key; a stack's author may write a constant. */
const choice = /^\$\{startswith\(each\.value, "([^"]+)"\) \? "([^"]*)" : "([^"]*)"\}$/;

/** The `Cache-Control` of files that Terraform uploads to a bucket; undefined if it uploads none. */
function uploadedLifetimes(configuration: Configuration, bucket: string | undefined): FileLifetime[] | undefined {
  const uploads = configuration
    .resourcesOf("aws_s3_object")
    .filter(([, upload]) => bucket !== undefined && addressIn(upload.bucket) === bucket)
    .flatMap(([, upload]) => (typeof upload.cache_control === "string" ? [upload.cache_control] : []));
  if (uploads.length === 0) return undefined;
  return uploads.flatMap((text): FileLifetime[] => {
    const [, prefix, those = "", others = ""] = choice.exec(text) ?? [];
    if (prefix !== undefined) return [{ prefix, cacheControl: those }, { cacheControl: others }];
    return text.includes("${") ? [] : [{ cacheControl: text }];
  });
}
