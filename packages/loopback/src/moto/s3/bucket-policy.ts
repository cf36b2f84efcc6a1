import { type MotoAnswer, type MotoRequest, withBody } from "../request/request.ts";
import { sendToMoto } from "../request/send.ts";
import type { MotoAddress } from "../server/address.ts";
import { readsMultiRegionPolicy, withProposedPolicy } from "./multi-region-access-point.ts";
import { s3AddressOf } from "./s3-address.ts";
import { sendWithVersions } from "./suspended-versions.ts";

/**
 * Sends a request to moto, without the denials in bucket policies that have conditions or are for some principals. moto
 * ignores both, so a policy that denies requests without HTTPS, as many buckets have, would deny every request. The
 * original policy is kept in an extra member of the policy that moto stores. Versions of objects are deleted as S3 does.
 */
export async function askMoto(moto: MotoAddress, request: MotoRequest): Promise<MotoAnswer> {
  const method = isAboutPolicy(request) ? request.method : "";
  if (method === "PUT") {
    return sendToMoto(moto, withCopy(request));
  }
  const answer = await sendWithVersions((one) => sendToMoto(moto, one), request);
  if (readsMultiRegionPolicy(request)) return withProposedPolicy(answer);
  return method === "GET" && answer.status === 200 ? { ...answer, ...original(answer) } : answer;
}

/** True if a request reads, replaces or deletes a bucket's policy. */
function isAboutPolicy(request: Pick<MotoRequest, "headers" | "path">): boolean {
  const address = s3AddressOf(request);
  return address?.key === "" && address.query.has("policy");
}

/** True if a request is about a policy or a bucket's logging, for which the loopback corrects moto's answer. */
export function isCorrected(request: Pick<MotoRequest, "headers" | "path" | "method">): boolean {
  if (readsMultiRegionPolicy(request)) return true;
  const address = s3AddressOf(request);
  return address?.key === "" && (address.query.has("policy") || address.query.has("logging"));
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | { readonly AWS?: string | readonly string[] };
  readonly Condition?: object;
}

function withCopy(request: MotoRequest): MotoRequest {
  const text = request.body.toString();
  const policy = parse(text);
  const all = [policy?.Statement ?? []].flat();
  const Statement = all.filter((statement) => statement.Effect !== "Deny" || isForEveryRequest(statement));
  if (Statement.length === all.length) return request;
  return withBody(request, JSON.stringify({ ...policy, Statement, Original: text }));
}

function isForEveryRequest({ Principal, Condition }: Statement): boolean {
  const aws = typeof Principal === "object" ? [Principal.AWS ?? []].flat() : [Principal];
  return Condition === undefined && aws.includes("*");
}

function original({ body, headers }: MotoAnswer): Pick<MotoAnswer, "body" | "headers"> {
  const text = parse(body.toString())?.Original;
  if (text === undefined) {
    return { body, headers };
  }
  const bytes = Buffer.from(text);
  return {
    body: bytes,
    headers: headers.map((value, index) =>
      index % 2 === 1 && headers[index - 1]?.toLowerCase() === "content-length" ? String(bytes.length) : value,
    ),
  };
}

function parse(text: string): { Statement?: Statement | Statement[]; Original?: string } | undefined {
  try {
    const policy = JSON.parse(text);
    return typeof policy === "object" && policy !== null ? policy : undefined;
  } catch {
    return undefined;
  }
}
