import type { Origin } from "@aws-sdk/client-cloudfront";
import type { LiveDistribution } from "./live.ts";
import { keysFor } from "./names.ts";

type Options = Record<string, unknown>;

/** A resource that exists, for `adopt` in `stacks/adopt.ts`. */
export interface Adopted {
  readonly id: string;
  arguments?: Record<string, unknown>;
  keep?: string[];
}

interface ImportedOrigins {
  /** The origins and their keys, by the ids that the distribution has for them. */
  readonly options: Record<string, Options>;
  readonly groups: Record<string, Options>;
  readonly keys: ReadonlyMap<string, string>;
  readonly adopted: Record<string, Adopted>;
  /** Arguments of the distribution that differ from what the stack writes: ids that can't be keys. */
  readonly arguments: Record<string, unknown>;
  readonly notes: string[];
}

/** `pages.s3.eu-west-1.amazonaws.com`, or, in us-east-1, `pages.s3.amazonaws.com` */
const bucketHost = /^(.+)\.s3(?:[.-]([a-z]{2}(?:-[a-z]+)+-\d))?\.amazonaws\.com$/;

/** The origins and origin groups of a distribution, as an environment writes them. Buckets stay outside of the stack. */
export function importOrigins(live: LiveDistribution, region: string): ImportedOrigins {
  const origins = live.config.Origins?.Items ?? [];
  const groups = live.config.OriginGroups?.Items ?? [];
  const keys = keysFor([...origins.map(({ Id = "" }) => Id), ...groups.map(({ Id = "" }) => Id)]);
  const adopted: Record<string, Adopted> = {};
  const given: Record<string, unknown> = {};
  const notes: string[] = [];
  const options: Record<string, Options> = {};
  const shared = new Map<string, string>();
  origins.forEach((origin, index) => {
    const { Id: id = "", OriginAccessControlId: control } = origin;
    if (keys.get(id) !== id) given[`origin.${index}.origin_id`] = id;
    const settings = control ? live.accessControls.get(control) : undefined;
    const [, bucket, bucketRegion = "us-east-1"] = bucketHost.exec(origin.DomainName ?? "") ?? [];
    if (bucket !== undefined && settings?.OriginAccessControlOriginType === "s3") {
      const signing = settings.SigningBehavior ?? "always";
      const known = shared.get(signing) ?? control ?? "";
      shared.set(signing, known);
      const suffix = signing === "always" ? "" : `_${signing.replaceAll("-", "_")}`;
      adopted[`aws_cloudfront_origin_access_control.s3${suffix}`] ??= {
        id: known,
        arguments: { name: settings.Name, description: settings.Description ?? "" },
      };
      options[keys.get(id) ?? id] = {
        type: "s3",
        bucket,
        ...(bucketRegion === region ? {} : { region: bucketRegion }),
        ...(signing === "always" ? {} : { signingBehavior: signing }),
        ...(known === control ? {} : { originAccessControlId: control }),
        ...commonSettings(origin),
      };
      if (origin.DomainName !== `${bucket}.s3.${bucketRegion}.amazonaws.com`) {
        given[`origin.${index}.domain_name`] = origin.DomainName;
      }
      return;
    }
    if (origin.S3OriginConfig?.OriginAccessIdentity) {
      notes.push(`The origin ${id} uses an origin access identity: replace it by an access control.`);
    }
    if (origin.VpcOriginConfig !== undefined) {
      notes.push(`The origin ${id} is in a VPC: write it as { type: "vpc", … }, see modules/origins/README.md.`);
    }
    options[keys.get(id) ?? id] = {
      type: "custom",
      domainName: origin.DomainName,
      ...customSettings(origin),
      ...commonSettings(origin),
    };
    if (control) given[`origin.${index}.origin_access_control_id`] = control;
  });
  const groupOptions = Object.fromEntries(
    groups.map(({ Id: id = "", FailoverCriteria, Members }, index) => {
      const members = Members?.Items?.map(({ OriginId = "" }) => OriginId) ?? [];
      if (keys.get(id) !== id) given[`origin_group.${index}.origin_id`] = id;
      members.forEach((member, position) => {
        if (keys.get(member) !== member) given[`origin_group.${index}.member.${position}.origin_id`] = member;
      });
      return [
        keys.get(id) ?? id,
        { members: members.map((member) => keys.get(member)), statusCodes: FailoverCriteria?.StatusCodes?.Items },
      ];
    }),
  );
  return { options, groups: groupOptions, keys, adopted, arguments: given, notes };
}

function commonSettings(origin: Origin): Options {
  const headers = origin.CustomHeaders?.Items ?? [];
  return {
    ...(origin.OriginPath ? { originPath: origin.OriginPath } : {}),
    ...(origin.ConnectionAttempts === 3 ? {} : { connectionAttempts: origin.ConnectionAttempts }),
    ...(origin.ConnectionTimeout === 10 ? {} : { connectionTimeout: origin.ConnectionTimeout }),
    ...(headers.length === 0
      ? {}
      : { customHeaders: Object.fromEntries(headers.map((one) => [one.HeaderName, one.HeaderValue])) }),
    ...(origin.OriginShield?.Enabled === true
      ? { originShield: { originShieldRegion: origin.OriginShield.OriginShieldRegion } }
      : {}),
  };
}

function customSettings({ CustomOriginConfig: config }: Origin): Options {
  if (config === undefined) return {};
  const protocols = config.OriginSslProtocols?.Items ?? [];
  return {
    ...(config.HTTPPort === 80 ? {} : { httpPort: config.HTTPPort }),
    ...(config.HTTPSPort === 443 ? {} : { httpsPort: config.HTTPSPort }),
    ...(config.OriginProtocolPolicy === "https-only" ? {} : { originProtocolPolicy: config.OriginProtocolPolicy }),
    ...(protocols.join() === "TLSv1.2" ? {} : { originSslProtocols: protocols }),
    ...(config.OriginReadTimeout === 30 ? {} : { originReadTimeout: config.OriginReadTimeout }),
    ...(config.OriginKeepaliveTimeout === 5 ? {} : { originKeepaliveTimeout: config.OriginKeepaliveTimeout }),
  };
}
