import { describe, expect, it } from "vitest";
import { HostedZones } from "../hosted-zones/index.ts";
import { synthesized } from "../testing/stack.ts";
import { DnsRecords, type DnsRecordsProps } from "./index.ts";

const created = (changes: Partial<DnsRecordsProps> = {}) =>
  synthesized((stack, dns) => {
    const zones = [{ name: "example.com" }, { name: "example.org", zoneId: "Z2" }];
    new DnsRecords(stack, "records", {
      names: ["example.com", "*.example.com", "www.example.org"],
      domainName: "d111111abcdef8.cloudfront.net",
      hostedZones: new HostedZones(stack, "zones", { zones, provider: dns }),
      ...changes,
    });
  });

describe("the DNS records of a distribution", () => {
  it("are A, AAAA and HTTPS aliases of the distribution, each in the zone of its name", () => {
    const stack = created();
    const records = stack.all("aws_route53_record");
    expect(records.map(({ name, type }) => `${name} ${type}`).sort()).toEqual([
      "*.example.com A",
      "*.example.com AAAA",
      "*.example.com HTTPS",
      "example.com A",
      "example.com AAAA",
      "example.com HTTPS",
      "www.example.org A",
      "www.example.org AAAA",
      "www.example.org HTTPS",
    ]);
    const inOther = records.filter(({ name }) => name === "www.example.org");
    expect(inOther[0]).toEqual(
      expect.objectContaining({
        zone_id: "Z2",
        provider: "aws.us_east_1",
        alias: { name: "d111111abcdef8.cloudfront.net", zone_id: "Z2FDTNDATAQYW2", evaluate_target_health: false },
      }),
    );
    expect(inOther[0]).not.toHaveProperty("allow_overwrite");
  });

  it("find a zone without an id by its name, once, with the provider of the DNS account", () => {
    const stack = created();
    expect(stack.data("aws_route53_zone", "example")).toMatchObject({
      name: "example.com",
      private_zone: false,
      provider: "aws.us_east_1",
    });
    expect(stack.all("aws_route53_record")[0]?.zone_id).toMatch(/^\$\{data\.aws_route53_zone\.\w+\.zone_id\}$/);
  });

  it("have no AAAA for a distribution without IPv6, and only the types that are asked for", () => {
    const typesOf = (changes: Partial<DnsRecordsProps>) =>
      created({ names: ["example.com"], ...changes })
        .all("aws_route53_record")
        .map(({ type }) => type)
        .sort();
    expect(typesOf({ isIpv6Enabled: false })).toEqual(["A", "HTTPS"]);
    expect(typesOf({ types: ["A"] })).toEqual(["A"]);
  });

  it("take names over only if that is asked for", () => {
    expect(created({ allowOverwrite: true }).all("aws_route53_record")[0]).toMatchObject({ allow_overwrite: true });
  });
});
