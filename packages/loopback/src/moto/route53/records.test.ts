import { describe, expect, it } from "vitest";
import type { MotoRequest } from "../request/request.ts";
import { keepRecords } from "./records.ts";

/** Records over a moto that accepts everything, and the bodies that it got. */
function started() {
  const sent: string[] = [];
  const records = keepRecords(async (request) => {
    sent.push(request.body.toString());
    return { status: 200, statusMessage: "OK", headers: [], body: Buffer.from("<ok/>") };
  });
  const change = async (zone: string, action: string, name: string, { type = "A", value = "192.0.2.1" } = {}) => {
    const set = `<Name>${name}</Name><Type>${type}</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>${value}</Value></ResourceRecord></ResourceRecords>`;
    const changes = `<Change><Action>${action}</Action><ResourceRecordSet>${set}</ResourceRecordSet></Change>`;
    const body = `<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Changes>${changes}</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`;
    const { status, body: answered } = await records.ask(asked("POST", `/2013-04-01/hostedzone/${zone}/rrset/`, body));
    return { status, text: answered.toString() };
  };
  return { records, sent, change };
}

const asked = (method: string, path: string, body = ""): MotoRequest => ({
  method,
  path,
  headers: ["Host", "route53.amazonaws.com"],
  body: Buffer.from(body),
});

describe("the records of hosted zones", () => {
  it("reject a record that exists, by Route 53's code and message", async () => {
    const { sent, change } = started();
    expect(await change("Z1", "CREATE", "www.example.com")).toMatchObject({ status: 200 });
    const { status, text } = await change("Z1", "CREATE", "WWW.example.com.");
    expect(status).toBe(400);
    expect(text).toContain("<Code>InvalidChangeBatch</Code>");
    expect(text).toContain(
      "Tried to create resource record set [name='www.example.com.', type='A'] but it already exists",
    );
    expect(sent).toHaveLength(1);
  });

  it("accept the same name with another type or in another zone, and again after it was deleted", async () => {
    const { sent, change } = started();
    await change("Z1", "CREATE", "www.example.com");
    expect(await change("Z1", "CREATE", "www.example.com", { type: "AAAA" })).toMatchObject({ status: 200 });
    expect(await change("Z2", "CREATE", "www.example.com")).toMatchObject({ status: 200 });
    await change("Z1", "DELETE", "www.example.com");
    expect(await change("Z1", "CREATE", "www.example.com")).toMatchObject({ status: 200 });
    // moto would compare a CREATE with all earlier changes.
    expect(sent.some((body) => body.includes("CREATE"))).toBe(false);
  });

  it("are found by name, type and value, until their zone is deleted", async () => {
    const { records, change } = started();
    await change("Z1", "UPSERT", "_a.example.com", { type: "CNAME", value: "_b.acm-validations.aws." });
    expect(records.has("_a.EXAMPLE.com.", "CNAME", "_b.acm-validations.aws.")).toBe(true);
    expect(records.has("_a.example.com.", "CNAME", "_c.acm-validations.aws.")).toBe(false);
    await records.ask(asked("DELETE", "/2013-04-01/hostedzone/Z1"));
    expect(records.has("_a.example.com.", "CNAME", "_b.acm-validations.aws.")).toBe(false);
  });
});
