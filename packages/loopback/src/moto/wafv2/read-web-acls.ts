import { addressesIn, type WebAcl, type WebAclReader } from "../../data-plane/base/web-acl.ts";
import { headerOf, type MotoAnswer, type MotoRequest, ownRequest } from "../request/request.ts";

/** Reads web ACLs from moto, and keeps them until any request changes something of AWS WAF. */
export interface KeptWebAcls extends WebAclReader {
  /** Called with each request that moto has answered and that may have changed something. */
  written(request: MotoRequest): void;
}

const service = "AWSWAF_20190729";
const defaultInspectionLimit = 16;

/** @param send sends a request to moto */
export function readWebAcls(send: (request: MotoRequest) => Promise<MotoAnswer>): KeptWebAcls {
  const kept = new Map<string, Promise<WebAcl | undefined>>();
  return {
    webAcl(arn) {
      const known = kept.get(arn) ?? fetchWebAcl(arn, send);
      kept.set(arn, known);
      // Errors are not kept.
      known.catch(() => kept.delete(arn));
      return known;
    },
    written(request) {
      if (headerOf(request, "x-amz-target")?.startsWith(service) === true) kept.clear();
    },
  };
}

async function fetchWebAcl(
  arn: string,
  send: (request: MotoRequest) => Promise<MotoAnswer>,
): Promise<WebAcl | undefined> {
  const acl = await get("GetWebACL", "WebACL", arn, send);
  if (acl === undefined) return undefined;
  const limit: string = acl.AssociationConfig?.RequestBody?.CLOUDFRONT?.DefaultSizeInspectionLimit ?? "";
  const sets = [...new Set(JSON.stringify(acl.Rules ?? []).match(/arn:aws:wafv2:[^"]*\/ipset\/[^"]*/g) ?? [])];
  const addresses = await Promise.all(sets.map((set) => get("GetIPSet", "IPSet", set, send)));
  return {
    Name: acl.Name,
    DefaultAction: acl.DefaultAction,
    Rules: [...(acl.Rules ?? [])].sort((a, b) => a.Priority - b.Priority),
    bodyInspectionLimit: Number(/^KB_(\d+)$/.exec(limit)?.[1] ?? defaultInspectionLimit) * 1024,
    ipSets: new Map(sets.map((set, index) => [set, addressesIn(addresses[index]?.Addresses ?? [])])),
  };
}

/** Reads a resource by its ARN: `arn:aws:wafv2:us-east-1:<account>:global/webacl/<name>/<id>`. */
async function get(
  operation: string,
  answerKey: string,
  arn: string,
  send: (request: MotoRequest) => Promise<MotoAnswer>,
) {
  const [, , , region = "us-east-1", account = "", resource = ""] = arn.split(":");
  const [, , Name, Id] = resource.split("/");
  const body = JSON.stringify({ Name, Id, Scope: "CLOUDFRONT" });
  const request = ownRequest({ account, region, service: "wafv2", path: "/", method: "POST", body });
  const type = ["Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", `${service}.${operation}`];
  const answer = await send({ ...request, headers: [...request.headers, ...type] });
  return answer.status === 200 ? JSON.parse(answer.body.toString())[answerKey] : undefined;
}
