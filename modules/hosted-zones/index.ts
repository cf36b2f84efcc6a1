import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone/index.js";
import { zoneOf } from "@featheredge/aws-rules";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { HostedZoneOptions } from "./options.ts";

export type { HostedZoneOptions } from "./options.ts";

export interface HostedZonesProps {
  readonly zones: readonly HostedZoneOptions[];
  /** The provider of the account with the zones. @default the stack's default provider */
  readonly provider?: TerraformProvider | undefined;
}

/** The hosted zones of a DNS account. A zone whose id is unknown is looked up by its name, once. */
export class HostedZones extends Construct {
  /** The provider of the account with the zones. */
  readonly provider: TerraformProvider | undefined;
  readonly #zones: readonly HostedZoneOptions[];
  readonly #ids = new Map<string, string>();

  constructor(scope: Construct, id: string, { zones, provider }: HostedZonesProps) {
    super(scope, id);
    this.#zones = zones;
    this.provider = provider;
  }

  /** True if one of the zones contains a name. */
  contains(name: string): boolean {
    return this.#nameOf(name) !== undefined;
  }

  /**
   * The id of the zone that a name belongs to.
   *
   * @throws Error if none of the zones contains the name
   */
  idFor(name: string): string {
    const zone = this.#nameOf(name);
    if (zone === undefined) {
      const known = this.#zones.map((one) => one.name).join(", ");
      throw new Error(`'${name}' is in none of the hosted zones ${known}. Add its zone.`);
    }
    const id = this.#ids.get(zone) ?? this.#idOf(zone);
    this.#ids.set(zone, id);
    return id;
  }

  #nameOf(name: string): string | undefined {
    return zoneOf(
      name,
      this.#zones.map((zone) => zone.name),
    );
  }

  #idOf(name: string): string {
    const { zoneId } = this.#zones.find((zone) => zone.name === name) ?? {};
    if (zoneId !== undefined) return zoneId;
    return new DataAwsRoute53Zone(this, name, { name, privateZone: false, ...providerOf(this.provider) }).zoneId;
  }
}

/** The argument that chooses a provider; none for the default one. */
export function providerOf(provider: TerraformProvider | undefined): { provider?: TerraformProvider } {
  return provider === undefined ? {} : { provider };
}
