import type { Environment } from "#environments";
import { Certificate } from "#modules/certificate/index.ts";
import { DnsRecords } from "#modules/dns-records/index.ts";
import type { EdgeDistribution } from "#modules/edge-distribution/index.ts";
import { HostedZones } from "#modules/hosted-zones/index.ts";
import { TrustStore } from "#modules/trust-store/index.ts";
import type { EnvironmentStack } from "../environment-stack.ts";
import type { DistributionScope } from "./scope.ts";

type Distribution = Environment["distributions"][string];

/** The certificates and DNS records of a stack's distributions. */
export class DistributionNames {
  readonly #stack: EnvironmentStack;
  readonly #dns: Environment["dns"];
  #zones: HostedZones | undefined;

  constructor(stack: EnvironmentStack, { dns }: Environment) {
    this.#stack = stack;
    this.#dns = dns;
  }

  /**
   * The ARN of a distribution's certificate, which is requested if the environment gives its options.
   *
   * @param key the distribution's key in the environment
   */
  certificateOf(key: string, { aliases, certificate }: Distribution, { scope }: DistributionScope): string | undefined {
    if (typeof certificate !== "object") return certificate;
    const { usEast1 } = this.#stack.providers;
    return new Certificate(scope, `certificate:${key}`, {
      ...certificate,
      aliases,
      hostedZones: this.#hostedZones(),
      usEast1,
      key: `distributions.${key}.certificate`,
    }).arn;
  }

  /** The client certificates of a distribution's viewers, with a trust store if the environment gives a file for one. */
  viewerMtlsOf({ viewerMtlsConfig: config }: Distribution, { scope, resourceName }: DistributionScope) {
    const { caCertificatesBundleS3Location, ...trustStoreConfig } = config?.trustStoreConfig ?? {};
    if (config === undefined || caCertificatesBundleS3Location === undefined) return config;
    const name = resourceName("viewers", 64);
    const { trustStoreId } = new TrustStore(scope, "trust-store:viewers", { name, caCertificatesBundleS3Location });
    return { ...config, trustStoreConfig: { ...trustStoreConfig, trustStoreId } };
  }

  /** Creates the records of a distribution's aliases, if the environment asks for them. */
  createRecords(
    key: string,
    { aliases, dnsRecords, isIpv6Enabled }: Distribution,
    { scope }: DistributionScope,
    { distribution }: EdgeDistribution,
  ): void {
    if (dnsRecords === undefined) return;
    new DnsRecords(scope, "record:", {
      ...dnsRecords,
      names: aliases,
      domainName: distribution.domainName,
      isIpv6Enabled,
      hostedZones: this.#hostedZones(),
      key: `distributions.${key}.dnsRecords`,
    });
  }

  #hostedZones(): HostedZones {
    const { dns, usEast1 } = this.#stack.providers;
    const zones = this.#dns?.hostedZones ?? [];
    this.#zones ??= new HostedZones(this.#stack, "hosted-zone:", { zones, provider: dns ?? usEast1 });
    return this.#zones;
  }
}
