import { Route53Record } from "@cdktf/provider-aws/lib/route53-record/index.js";
import { distributionHostedZone } from "@featheredge/aws-rules";
import { setEnvironmentKeys } from "@featheredge/synth";
import { Construct } from "constructs";
import { type HostedZones, providerOf } from "../hosted-zones/index.ts";
import { type DnsRecordsOptions, dnsRecordsOptions } from "./options.ts";

export type { DnsRecordsOptions } from "./options.ts";

export interface DnsRecordsProps extends DnsRecordsOptions {
  /** The distribution's aliases. */
  readonly names: readonly string[];
  /** The distribution's own domain name: `d111111abcdef8.cloudfront.net`. */
  readonly domainName: string;
  /** True if the distribution answers IPv6, so that names get AAAA records by default. @default true */
  readonly isIpv6Enabled?: boolean | undefined;
  readonly hostedZones: HostedZones;
  /** The records' key in an environment, for messages: `distributions.site.dnsRecords`. */
  readonly key?: string | undefined;
}

/** Alias records in Route 53, of each type for each of a distribution's aliases, each in the zone that it belongs to. */
export class DnsRecords extends Construct {
  readonly records: readonly Route53Record[];

  /**
   * @throws ZodError when an option has a wrong form
   * @throws Error when a name is in none of the hosted zones
   */
  constructor(scope: Construct, id: string, props: DnsRecordsProps) {
    super(scope, id);
    const { names, domainName, isIpv6Enabled = true, hostedZones, key } = props;
    const { types = isIpv6Enabled ? allTypes : allTypes.filter((type) => type !== "AAAA"), allowOverwrite } =
      dnsRecordsOptions.parse({ types: props.types, allowOverwrite: props.allowOverwrite });
    this.records = names.flatMap((name) =>
      types.map((type) => {
        const record = new Route53Record(this, `${name.replace("*", "any")}-${type}`, {
          zoneId: hostedZones.idFor(name),
          name,
          type,
          // Route 53 can't evaluate the health of a distribution.
          alias: { name: domainName, zoneId: distributionHostedZone.id, evaluateTargetHealth: false },
          ...(allowOverwrite ? { allowOverwrite } : {}),
          ...providerOf(hostedZones.provider),
        });
        if (key !== undefined) setEnvironmentKeys(record, { resource: key, attributes: {} });
        return record;
      }),
    );
  }
}

const allTypes = ["A", "AAAA", "HTTPS"] as const;
