import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsTools } from "./aws-tools.ts";
import { featheredge, noChanges, plannedChanges, succeed } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { projectWith } from "./own-project.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { requestEdge } from "./request-edge.ts";

const account = "111111111111";
const dnsAccount = "222222222222";

/** A site with names in two zones of another account. */
const environment = (aliases: readonly string[]) => `import type { EnvironmentInput } from "./schema.ts";

export default {
  account: "${account}",
  region: "eu-west-1",
  state: { type: "s3", bucket: "state-${account}", region: "eu-west-1" },
  protections: { preventDestroy: false },
  dns: {
    hostedZones: [{ name: "example.com" }, { name: "example.org" }],
    assumeRole: { roleArn: "arn:aws:iam::${dnsAccount}:role/dns", externalId: "site" },
  },
  distributions: {
    shop: {
      comment: "Shop",
      waitForDeployment: false,
      aliases: ${JSON.stringify(aliases)},
      certificate: { keyAlgorithm: "EC_prime256v1" },
      minimumProtocolVersion: "TLSv1.2_2021",
      dnsRecords: {},
      canonicalHost: { host: "www.example.com" },
      origins: { pages: { type: "static", content: "content/shop" } },
      defaultBehavior: { origin: "pages" },
      defaultRootObject: "index.html",
    },
  },
} satisfies EnvironmentInput;
`;

const names = ["example.com", "www.example.com", "*.preview.example.org"];

let root: string;
let loopback: Loopback;
let zones: Readonly<Record<string, string>>;
/** The certificate before its names change. */
let first: string | undefined;

const run = async (...args: string[]) => {
  await succeed(args, { cwd: root });
};
const write = (aliases: readonly string[]) => writeFileSync(join(root, "environments", "qa.ts"), environment(aliases));
const dns = (...args: string[]) => awsTools(loopback, dnsAccount).cli("route53", ...args);

interface RecordSet {
  readonly Name: string;
  readonly Type: string;
  readonly AliasTarget?: { readonly HostedZoneId: string; readonly DNSName: string };
}

/** The records of a zone that the zone does not have by itself, sorted: `www.example.com. HTTPS`. */
async function recordsOf(zone: string): Promise<readonly RecordSet[]> {
  const { ResourceRecordSets } = await dns("list-resource-record-sets", "--hosted-zone-id", zones[zone] ?? "");
  return ResourceRecordSets.filter(({ Type }: RecordSet) => Type !== "NS" && Type !== "SOA");
}
const shown = (records: readonly RecordSet[]) =>
  records.map(({ Name, Type }) => `${Name.replace(/^_[0-9a-f]{32}\./, "_.")} ${Type}`).sort();

const certificates = async (): Promise<readonly { CertificateArn: string; Status: string; InUse: boolean }[]> =>
  (
    await awsTools(loopback, account).cli(
      "acm",
      "list-certificates",
      "--region=us-east-1",
      "--includes=keyTypes=EC_prime256v1",
    )
  ).CertificateSummaryList;

/** Requests a page by HTTPS, as a viewer that trusts the loopback's authority only. */
function requestTls(
  host: string,
  path = "/",
): Promise<{ status: number; location?: string | undefined; name: string }> {
  const ca = readFileSync(String(loopback.environment(account).AWS_CA_BUNDLE));
  const port = loopback.edge?.httpsPort ?? 0;
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, servername: host, path, ca, headers: { host }, agent: false });
    sent.once("error", reject);
    sent.once("response", (answer) => {
      const socket = answer.socket as import("node:tls").TLSSocket;
      const name = socket.getPeerCertificate().subjectaltname ?? "";
      answer.resume().once("end", () => {
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, name });
      });
    });
    sent.end();
  });
}

beforeAll(async () => {
  root = projectWith({ handlers: {}, kept: ["canonical-host"] });
  write(names);
  mkdirSync(join(root, "content", "shop"), { recursive: true });
  writeFileSync(join(root, "content", "shop", "index.html"), "<h1>Shop</h1>");
  loopback = await startProjectLoopback(root, {});
  const created = await Promise.all(
    ["example.com", "example.org"].map(async (name) => {
      const { HostedZone } = await dns("create-hosted-zone", "--name", name, "--caller-reference", name);
      return [name, HostedZone.Id.replace("/hostedzone/", "")];
    }),
  );
  zones = Object.fromEntries(created);
  await run("apply", "qa", "--loopback", "--yes");
});

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

describe("a site with names in the zones of another account", () => {
  it("has A, AAAA and HTTPS records for each name, and one that validates the certificate for it", async () => {
    const records = await recordsOf("example.com");
    expect(shown(records)).toEqual(
      ["", "www."]
        .flatMap((prefix) => [
          `${prefix}example.com. A`,
          `${prefix}example.com. AAAA`,
          `${prefix}example.com. HTTPS`,
          `_.${prefix}example.com. CNAME`,
        ])
        .sort(),
    );
    expect(shown(await recordsOf("example.org"))).toHaveLength(4);
    const [distribution] = loopback.deployment.distributions;
    const targets = new Set(
      records
        .flatMap(({ AliasTarget }) => (AliasTarget ? [AliasTarget] : []))
        .map((target) => JSON.stringify([target.HostedZoneId, target.DNSName.replace(/\.$/, "")])),
    );
    expect([...targets]).toEqual([JSON.stringify(["Z2FDTNDATAQYW2", distribution?.domainName])]);
  });

  it("has a certificate that ACM issued for its aliases", async () => {
    expect(await certificates()).toMatchObject([{ Status: "ISSUED", InUse: true }]);
    const [distribution] = loopback.deployment.distributions;
    expect(distribution?.config.ViewerCertificate).toMatchObject({
      ACMCertificateArn: (await certificates())[0]?.CertificateArn,
      MinimumProtocolVersion: "TLSv1.2_2021",
      SSLSupportMethod: "sni-only",
    });
  });

  it("is served by TLS at its canonical name, to which all other names are redirected", async () => {
    expect(await requestTls("www.example.com")).toMatchObject({ status: 200, name: "DNS:www.example.com" });
    expect(await requestTls("example.com", "/a?b=c")).toMatchObject({
      status: 301,
      location: "https://www.example.com/a?b=c",
      name: "DNS:example.com",
    });
    expect(await requestTls("42.preview.example.org")).toMatchObject({
      status: 301,
      name: "DNS:42.preview.example.org",
    });
    const plain = await requestEdge({ port: loopback.edge?.httpPort ?? 0, host: "example.com", path: "/a" });
    expect(plain).toMatchObject({ status: 301, headers: { location: "https://example.com/a" } });
  });

  it("has nothing to change in the next plan", async () => {
    expect(await plannedChanges(root, "qa")).toEqual([noChanges]);
  });

  it("does not take a name that has a record for another target", async () => {
    const taken = {
      Name: "blog.example.com",
      Type: "A",
      AliasTarget: { HostedZoneId: "Z2FDTNDATAQYW2", DNSName: "d1.cloudfront.net", EvaluateTargetHealth: false },
    };
    const change = (Action: string) =>
      dns(
        "change-resource-record-sets",
        `--hosted-zone-id=${zones["example.com"]}`,
        `--change-batch=${JSON.stringify({ Changes: [{ Action, ResourceRecordSet: taken }] })}`,
      );
    await change("CREATE");
    first = (await certificates())[0]?.CertificateArn;
    write(["example.com", "www.example.com", "blog.example.com"]);
    const { exitCode, stderr } = await featheredge(["apply", "qa", "--loopback", "--yes"], { cwd: root });
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain("Tried to create resource record set [name='blog.example.com.', type='A']");
    await change("DELETE");
  });

  it("gets a new certificate and records for new names, and is served by them", async () => {
    await run("apply", "qa", "--loopback", "--yes");
    const after = await certificates();
    expect(after).toMatchObject([{ Status: "ISSUED", InUse: true }]);
    expect(after[0]?.CertificateArn).not.toBe(first);
    expect(await requestTls("blog.example.com")).toMatchObject({ status: 301, name: "DNS:blog.example.com" });
    expect(shown(await recordsOf("example.com"))).toHaveLength(12);
    expect(await recordsOf("example.org")).toEqual([]);
    expect(await plannedChanges(root, "qa")).toEqual([noChanges]);
  });

  it("is destroyed with its certificate and records, and nothing is left", async () => {
    await run("destroy", "qa", "--loopback", "--yes");
    expect(await certificates()).toEqual([]);
    expect(await recordsOf("example.com")).toEqual([]);
    expect(await leftBehind(loopback, account)).toEqual(nothing(`state-${account}`));
  });
});
