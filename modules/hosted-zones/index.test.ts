import { describe, expect, it } from "vitest";
import { synthesized } from "../testing/stack.ts";
import { HostedZones } from "./index.ts";
import { dnsOptions } from "./options.ts";

describe("hosted zones", () => {
  const zones = [{ name: "example.com" }, { name: "shop.example.com", zoneId: "Z2" }];

  it("give the id of the zone with the longest name that a name ends with, and look up unknown ids once", () => {
    const ids: string[] = [];
    const stack = synthesized((scope, provider) => {
      const hostedZones = new HostedZones(scope, "zones", { zones, provider });
      ids.push(hostedZones.idFor("www.shop.example.com"), hostedZones.idFor("example.com"));
      expect(hostedZones.idFor("www.example.com")).toBe(ids[1]);
      expect([hostedZones.contains("example.com"), hostedZones.contains("notexample.com")]).toEqual([true, false]);
    });
    expect(ids[0]).toBe("Z2");
    expect(stack.data("aws_route53_zone", "example")).toMatchObject({ name: "example.com", private_zone: false });
  });

  it("are an error for a name in none of them", () => {
    const asking = () =>
      synthesized((scope) => {
        new HostedZones(scope, "zones", { zones }).idFor("example.org");
      });
    expect(asking).toThrow("'example.org' is in none of the hosted zones example.com, shop.example.com. Add its zone.");
  });
});

describe("the DNS of an environment", () => {
  const hostedZones = [{ name: "example.com", zoneId: "Z1" }];
  it.each([
    ["no zone", { hostedZones: [] }],
    ["a zone twice", { hostedZones: [...hostedZones, { name: "example.com" }] }],
    ["the path of a zone for its id", { hostedZones: [{ name: "example.com", zoneId: "/hostedzone/Z1" }] }],
    ["a user for the role", { hostedZones, assumeRole: { roleArn: "arn:aws:iam::222222222222:user/dns" } }],
    ["a role without an account", { hostedZones, assumeRole: { roleArn: "arn:aws:iam:::role/dns" } }],
  ])("is rejected with %s", (_, dns) => {
    expect(dnsOptions.safeParse(dns).success).toBe(false);
  });

  it("has zones, and a role in their account", () => {
    const assumeRole = {
      roleArn: "arn:aws:iam::222222222222:role/team/dns",
      externalId: "site",
      sessionName: "deploy",
    };
    expect(dnsOptions.safeParse({ hostedZones, assumeRole }).success).toBe(true);
  });
});
