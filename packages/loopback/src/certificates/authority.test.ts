import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createAuthority } from "./authority.ts";

describe("the authority", () => {
  it("is an ECDSA certificate authority that may sign leaves only", async () => {
    const certificate = new X509Certificate((await createAuthority(new Date())).certificate);
    expect(certificate.ca).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: "prime256v1" });
    expect(certificate.checkIssued(certificate)).toBe(true);
  });

  it("holds for clocks that are a little late, and not for long", async () => {
    const now = new Date("2026-01-31T00:00:00Z");
    const { validFrom, validTo } = new X509Certificate((await createAuthority(now)).certificate);
    expect(Date.parse(validFrom)).toBe(Date.parse("2026-01-30T00:00:00Z"));
    expect(Date.parse(validTo)).toBe(Date.parse("2026-03-02T00:00:00Z"));
  });

  it("makes one context for a host, however often it is asked", async () => {
    const authority = await createAuthority(new Date());
    const contexts = await Promise.all([1, 2].map(() => authority.secureContext("sts.amazonaws.com")));
    expect(contexts[0]).toBe(contexts[1]);
  });

  it("is another one each time", async () => {
    const [first, second] = await Promise.all([createAuthority(new Date()), createAuthority(new Date())]);
    expect(first.certificate).not.toBe(second.certificate);
  });
});
