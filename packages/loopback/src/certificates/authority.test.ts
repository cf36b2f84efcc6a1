import { type KeyObject, X509Certificate } from "node:crypto";
import type { AddressInfo } from "node:net";
import { connect as connectTls, createServer } from "node:tls";
import { describe, expect, it } from "vitest";
import { type Authority, createAuthority } from "./authority.ts";

/** Connects to a server with the authority's certificates, as a client that trusts only `ca`. */
async function connectTo(authority: Authority, host: string, ca: string | undefined) {
  const server = createServer({
    SNICallback: (name, done) => void authority.secureContext(name).then((context) => done(null, context), done),
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const result = await new Promise<{ names: string; error?: Error }>((resolve) => {
    const options = ca === undefined ? { rejectUnauthorized: false } : { ca };
    const socket = connectTls({ port, host: "127.0.0.1", servername: host, ...options });
    socket.once("secureConnect", () => {
      resolve({ names: new X509Certificate(socket.getPeerX509Certificate()?.raw ?? "").subjectAltName ?? "" });
      socket.destroy();
    });
    socket.once("error", (error) => resolve({ names: "", error }));
  });
  server.close();
  return result;
}

async function namesFor(authority: Authority, host: string): Promise<string> {
  return (await connectTo(authority, host, undefined)).names;
}

async function verify(authority: Authority, host: string, ca: string): Promise<string> {
  const { error } = await connectTo(authority, host, ca);
  return error === undefined ? "trusted" : `${(error as NodeJS.ErrnoException).code}: ${error.message}`;
}

describe("the authority", () => {
  it("is an ECDSA certificate authority that may only sign leaf certificates", async () => {
    const certificate = new X509Certificate((await createAuthority(new Date())).certificate);
    expect(certificate.ca).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: "prime256v1" });
    expect(certificate.checkIssued(certificate)).toBe(true);
  });

  it("is valid for clocks that are a little slow, and for a limited time", async () => {
    const now = new Date("2026-01-31T00:00:00Z");
    const { validFrom, validTo } = new X509Certificate((await createAuthority(now)).certificate);
    expect(Date.parse(validFrom)).toBe(Date.parse("2026-01-30T00:00:00Z"));
    expect(Date.parse(validTo)).toBe(Date.parse("2026-03-02T00:00:00Z"));
  });

  it("makes one context per host and reuses it", async () => {
    const authority = await createAuthority(new Date());
    const contexts = await Promise.all([1, 2].map(() => authority.secureContext("sts.amazonaws.com")));
    expect(contexts[0]).toBe(contexts[1]);
  });

  it("has a new key each time", async () => {
    const [first, second] = await Promise.all([createAuthority(new Date()), createAuthority(new Date())]);
    expect(first.certificate).not.toBe(second.certificate);
  });

  it("certifies AWS's names and this machine, and gives any other host CloudFront's certificate", async () => {
    const authority = await createAuthority(new Date());
    for (const host of [
      "sts.amazonaws.com",
      "d1.cloudfront.net",
      "1.cloudfront-kvs.global.api.aws",
      "localhost",
      "E1.localhost",
    ]) {
      expect(await namesFor(authority, host)).toBe(`DNS:${host.toLowerCase()}`);
    }
    for (const host of ["google.com", "www.example.com", "amazonaws.com.example", "xamazonaws.com"]) {
      expect(await namesFor(authority, host)).toBe("DNS:*.cloudfront.net");
    }
    const cloudFronts = await authority.secureContext("google.com");
    for (const host of ["a b.amazonaws.com", "*.amazonaws.com", "", "a\0.localhost", `${"a".repeat(300)}.localhost`]) {
      expect(await authority.secureContext(host)).toBe(cloudFronts);
    }
  });

  it("certifies aliases while they are deployed, and its certificate changes with them", async () => {
    const authority = await createAuthority(new Date());
    const { certificate: first } = authority;
    expect(await authority.permit(["www.example.com", "*.example.org"])).toBe(true);
    const { certificate: second } = authority;
    expect(await authority.permit(["*.EXAMPLE.org", "www.example.com"])).toBe(false);
    expect(authority.certificate).toBe(second);
    expect(await namesFor(authority, "www.example.com")).toBe("DNS:www.example.com");
    expect(await namesFor(authority, "a.b.example.org")).toBe("DNS:a.b.example.org");
    expect(await namesFor(authority, "example.org")).toBe("DNS:*.cloudfront.net");
    expect(await authority.permit([])).toBe(true);
    expect(await namesFor(authority, "www.example.com")).toBe("DNS:*.cloudfront.net");
    const [old, made] = [first, second].map((text) => new X509Certificate(text));
    expect(made?.publicKey.equals(old?.publicKey as KeyObject)).toBe(true);
    expect([made?.subject, made?.validTo]).toEqual([old?.subject, old?.validTo]);
  });

  it("keeps the certificates of the 256 hosts that were used last", async () => {
    const authority = await createAuthority(new Date());
    const contexts = [];
    for (let host = 0; host < 256; host += 1) contexts.push(await authority.secureContext(`${host}.localhost`));
    // The first one is used again, so that another one is the oldest.
    expect(await authority.secureContext("0.localhost")).toBe(contexts[0]);
    await authority.secureContext("256.localhost");
    expect(await authority.secureContext("0.localhost")).toBe(contexts[0]);
    expect(await authority.secureContext("255.localhost")).toBe(contexts[255]);
    expect(await authority.secureContext("1.localhost")).not.toBe(contexts[1]);
  });
});

describe("a client that trusts the authority", () => {
  it("trusts it only for the names that it is limited to, whatever its key signs", async () => {
    const authority = await createAuthority(new Date());
    const { certificate: narrow } = authority;
    await authority.permit(["www.example.com"]);
    const connect = (host: string, ca: string) => verify(authority, host, ca);
    expect(await connect("sts.amazonaws.com", narrow)).toBe("trusted");
    expect(await connect("www.example.com", authority.certificate)).toBe("trusted");
    expect(await connect("sts.amazonaws.com", authority.certificate)).toBe("trusted");
    // A certificate that the same key signed for a name that the trusted copy does not list.
    expect(await connect("www.example.com", narrow)).toMatch(/permitted subtree/);
    expect(await connect("google.com", authority.certificate)).toMatch(/ERR_TLS_CERT_ALTNAME_INVALID|not in the cert/);
  });
});
