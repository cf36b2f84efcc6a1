import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type MotoGateway, openGateway } from "../gateway.ts";
import { openJournal } from "../journal/journal.ts";
import { ownRequest, withBody } from "../request/request.ts";
import { startMoto } from "../server/moto.ts";

let directory: string;
let gateway: MotoGateway;
let users: string[];
let end: () => Promise<void>;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "acm-"));
  users = [];
  await start();
});
afterEach(async () => {
  await end();
  rmSync(directory, { recursive: true });
});

async function start() {
  const moto = await startMoto(process.env);
  const journal = openJournal(directory);
  gateway = openGateway({ moto: moto.address, journal, certificateUsers: () => users, log: () => {} });
  end = async () => {
    journal.close();
    await moto.close();
  };
}

const account = "111111111111";
const dnsAccount = "222222222222";

// biome-ignore lint/suspicious/noExplicitAny: the answers of several operations.
async function acm(operation: string, input: object): Promise<any> {
  const own = { account, region: "us-east-1", service: "acm", path: "/", method: "POST" };
  const request = withBody(ownRequest(own), JSON.stringify(input));
  const headers = [...request.headers, "X-Amz-Target", `CertificateManager.${operation}`];
  const { status, body } = await gateway.send({
    ...request,
    headers: [...headers, "Content-Type", "application/x-amz-json-1.1"],
  });
  return { status, ...(body.length === 0 ? {} : JSON.parse(body.toString())) };
}

async function route53(path: string, body: string): Promise<string> {
  const own = { account: dnsAccount, region: "us-east-1", service: "route53", method: "POST", path, body };
  const answer = await gateway.send(ownRequest(own));
  expect(answer.status, answer.body.toString()).toBeLessThan(300);
  return answer.body.toString();
}

const namespace = 'xmlns="https://route53.amazonaws.com/doc/2013-04-01/"';

async function createZone(name: string): Promise<string> {
  const body = `<CreateHostedZoneRequest ${namespace}><Name>${name}</Name><CallerReference>1</CallerReference></CreateHostedZoneRequest>`;
  const answer = await route53("/2013-04-01/hostedzone", body);
  return /<Id>\/hostedzone\/(\w+)<\/Id>/.exec(answer)?.[1] ?? "";
}

interface Option {
  readonly DomainName: string;
  readonly ResourceRecord: { readonly Name: string; readonly Value: string };
}

async function changeRecord(action: string, zone: string, { ResourceRecord: { Name, Value } }: Option): Promise<void> {
  const set = `<Name>${Name}</Name><Type>CNAME</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>${Value}</Value></ResourceRecord></ResourceRecords>`;
  const change = `<Change><Action>${action}</Action><ResourceRecordSet>${set}</ResourceRecordSet></Change>`;
  const body = `<ChangeResourceRecordSetsRequest ${namespace}><ChangeBatch><Changes>${change}</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`;
  await route53(`/2013-04-01/hostedzone/${zone}/rrset/`, body);
}

const describeCertificate = async (CertificateArn: string) =>
  (await acm("DescribeCertificate", { CertificateArn })).Certificate;

describe("a certificate of ACM", () => {
  it("is pending until the record of each name exists, in whichever account, and then stays issued", async () => {
    const { CertificateArn: arn } = await acm("RequestCertificate", {
      DomainName: "example.com",
      SubjectAlternativeNames: ["*.example.com", "www.example.com", "example.com"],
      ValidationMethod: "DNS",
      KeyAlgorithm: "EC_prime256v1",
    });
    const pending = await describeCertificate(arn);
    expect(pending).toMatchObject({
      Status: "PENDING_VALIDATION",
      KeyAlgorithm: "EC_prime256v1",
      SubjectAlternativeNames: ["example.com", "*.example.com", "www.example.com"],
    });
    expect(pending).not.toHaveProperty("NotAfter");
    const [apex, wildcard, www]: [Option, Option, Option] = pending.DomainValidationOptions;
    expect(wildcard.ResourceRecord).toEqual(apex.ResourceRecord);
    expect(www.ResourceRecord.Name).toMatch(/^_[0-9a-f]{32}\.www\.example\.com\.$/);
    const zone = await createZone("example.com");
    await changeRecord("CREATE", zone, apex);
    expect(await describeCertificate(arn)).toMatchObject({ Status: "PENDING_VALIDATION" });
    expect(gateway.findCertificate(arn)).toMatchObject({ isIssued: false });
    await changeRecord("CREATE", zone, www);
    expect(await describeCertificate(arn)).toMatchObject({ Status: "ISSUED", NotAfter: expect.any(Number) });
    await changeRecord("DELETE", zone, www);
    expect(await describeCertificate(arn)).toMatchObject({ Status: "ISSUED" });
    // A restart replays the journal.
    await end();
    await start();
    expect(await describeCertificate(arn)).toMatchObject({ Status: "ISSUED", CertificateArn: arn });
    const next = await acm("RequestCertificate", { DomainName: "www.example.com", ValidationMethod: "DNS" });
    expect(await describeCertificate(next.CertificateArn)).toMatchObject({ Status: "PENDING_VALIDATION" });
  });

  it("is listed by its status and key, and can't be deleted while a distribution uses it", async () => {
    const { CertificateArn: arn } = await acm("RequestCertificate", {
      DomainName: "a.example.com",
      ValidationMethod: "DNS",
    });
    const listed = async (...CertificateStatuses: string[]) =>
      (await acm("ListCertificates", { CertificateStatuses })).CertificateSummaryList.length;
    expect([await listed("ISSUED"), await listed("PENDING_VALIDATION"), await listed()]).toEqual([0, 1, 1]);
    await acm("RequestCertificate", {
      DomainName: "b.example.com",
      ValidationMethod: "DNS",
      KeyAlgorithm: "EC_prime256v1",
    });
    const { CertificateSummaryList: elliptic } = await acm("ListCertificates", {
      Includes: { keyTypes: ["EC_prime256v1"] },
    });
    expect(elliptic).toMatchObject([{ DomainName: "b.example.com", Status: "PENDING_VALIDATION" }]);
    users = [`arn:aws:cloudfront::${account}:distribution/E1`];
    expect(await describeCertificate(arn)).toMatchObject({ InUseBy: users });
    expect(await acm("DeleteCertificate", { CertificateArn: arn })).toMatchObject({
      status: 400,
      __type: "ResourceInUseException",
    });
    users = [];
    expect(await acm("DeleteCertificate", { CertificateArn: arn })).toMatchObject({ status: 200 });
    expect(gateway.findCertificate(arn)).toBeUndefined();
  });
});
