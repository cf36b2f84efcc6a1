import { describe, expect, it } from "vitest";
import { checkEnvironment, type EnvironmentInput } from "./index.ts";

type Preview = EnvironmentInput["distributions"][string]["preview"];

const environment = (preview: Preview, changes: Partial<EnvironmentInput> = {}): EnvironmentInput => ({
  account: "111111111111",
  region: "eu-west-1",
  state: { type: "local" },
  protections: { preventDestroy: false },
  distributions: {
    site: {
      comment: "Site",
      preview,
      origins: { app: { type: "custom", domainName: "app.example.com" } },
      defaultBehavior: { origin: "app" },
    },
  },
  ...changes,
});

const rejects = (preview: Preview, diagnostic: object, changes: Partial<EnvironmentInput> = {}) =>
  expect(() => checkEnvironment("dev", environment(preview, changes))).toThrow(
    expect.objectContaining({ diagnostics: [expect.objectContaining(diagnostic)] }),
  );

const domainName = "preview.example.com";

describe("the option 'preview' of a distribution", () => {
  it("is off by default, and needs nothing else", () => {
    expect(checkEnvironment("dev", environment(undefined)).distributions.site?.preview).toBeUndefined();
    expect(checkEnvironment("dev", environment({})).distributions.site?.preview).toEqual({
      secrets: [],
      priceClass: "PriceClass_100",
    });
  });

  it("needs a certificate for a domain, and a zone for a certificate that is requested", () => {
    rejects(
      { domainName },
      { rule: "FE-ENV-045", at: { file: "environments/dev.ts", key: "distributions.site.preview.certificate" } },
    );
    rejects(
      { domainName, certificate: {} },
      { rule: "FE-ENV-020", message: expect.stringContaining("*.preview.example.com") },
    );
    const dns = { hostedZones: [{ name: "example.com", zoneId: "Z1" }] };
    expect(
      checkEnvironment("dev", environment({ domainName, certificate: {}, dnsRecords: {} }, { dns })),
    ).toBeDefined();
  });

  it("rejects a certificate without a domain", () => {
    rejects({ certificate: {} }, { rule: "FE-ENV-046" });
  });

  it("rejects a domain whose names another distribution has", () => {
    const certificate = "arn:aws:acm:us-east-1:111111111111:certificate/1";
    const { distributions } = environment({ domainName, certificate });
    const other = { ...environment({ domainName, certificate }).distributions.site } as (typeof distributions)[string];
    expect(() => checkEnvironment("dev", environment({}, { distributions: { ...distributions, other } }))).toThrow(
      /also a name of the distribution 'other'/,
    );
  });
});
