import { describe, expect, it } from "vitest";
import { HostedZones } from "../hosted-zones/index.ts";
import { synthesized } from "../testing/stack.ts";
import { Certificate, type CertificateProps } from "./index.ts";

const created = (options: Omit<CertificateProps, "hostedZones">) =>
  synthesized((stack, usEast1) => {
    const zones = [
      { name: "example.com", zoneId: "Z1" },
      { name: "shop.example.com", zoneId: "Z2" },
    ];
    const hostedZones = new HostedZones(stack, "zones", { zones });
    new Certificate(stack, "certificate", { hostedZones, usEast1, ...options });
  });

describe("a certificate", () => {
  it("covers the aliases, is validated by DNS in us-east-1, and is replaced before the old one is deleted", () => {
    const stack = created({ aliases: ["example.com", "www.example.com"] });
    expect(stack.one("aws_acm_certificate")).toMatchObject({
      domain_name: "example.com",
      subject_alternative_names: ["www.example.com"],
      validation_method: "DNS",
      key_algorithm: "RSA_2048",
      provider: "aws.us_east_1",
      lifecycle: { create_before_destroy: true },
    });
    expect(stack.one("aws_acm_certificate_validation")).toMatchObject({ provider: "aws.us_east_1" });
  });

  it("has one validation record for a name and its wildcard, in the zone of the name", () => {
    const names = { domainName: "example.com", subjectAlternativeNames: ["*.example.com", "*.shop.example.com"] };
    const records = created(names).all("aws_route53_record");
    expect(records.map(({ zone_id, type, allow_overwrite }) => ({ zone_id, type, allow_overwrite }))).toEqual([
      { zone_id: "Z1", type: "CNAME", allow_overwrite: true },
      { zone_id: "Z2", type: "CNAME", allow_overwrite: true },
    ]);
    expect(records[1]?.name).toMatch(
      /^\$\{\[for option in aws_acm_certificate\.\w+\.domain_validation_options : option\.resource_record_name if option\.domain_name == "\*\.shop\.example\.com"\]\[0\]\}$/,
    );
  });

  it("has the key and the transparency preference that are asked for", () => {
    const options = { keyAlgorithm: "EC_prime256v1", certificateTransparencyLoggingPreference: "DISABLED" } as const;
    expect(created({ ...options, domainName: "example.com" }).one("aws_acm_certificate")).toMatchObject({
      key_algorithm: "EC_prime256v1",
      options: { certificate_transparency_logging_preference: "DISABLED" },
    });
  });

  it("is an error for a name that is in none of the zones, and without any name", () => {
    expect(() => created({ domainName: "example.org" })).toThrow(
      "'example.org' is in none of the hosted zones example.com, shop.example.com. Add its zone.",
    );
    expect(() => created({})).toThrow("A certificate needs a domainName, or a distribution with aliases.");
  });
});
