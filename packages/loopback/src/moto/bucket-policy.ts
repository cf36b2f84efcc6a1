import type { MotoAddress } from "./address.ts";
import { type MotoAnswer, type MotoRequest, sendToMoto } from "./request.ts";
import { s3AddressOf } from "./s3-address.ts";

/**
 * Sends a request to moto with what it gets wrong of bucket policies mended: it passes over conditions, so that a
 * denial without HTTPS, which many buckets have, would deny every request. moto gets the policy without its
 * conditional denials, and carries the policy as it was beside it.
 */
export async function askMoto(moto: MotoAddress, request: MotoRequest): Promise<MotoAnswer> {
  const method = isAboutPolicy(request) ? request.method : "";
  if (method === "PUT") {
    return sendToMoto(moto, { ...request, ...withCopy(request) });
  }
  const answer = await sendToMoto(moto, request);
  return method === "GET" && answer.status === 200 ? { ...answer, ...original(answer) } : answer;
}

/** Whether a request reads, replaces or deletes a bucket's policy. */
export function isAboutPolicy(request: Pick<MotoRequest, "headers" | "path">): boolean {
  const address = s3AddressOf(request);
  return address?.key === "" && address.query.has("policy");
}

interface Statement {
  readonly Effect?: string;
  readonly Condition?: object;
}

function withCopy({ body, headers }: MotoRequest): Pick<MotoRequest, "body" | "headers"> {
  const text = body.toString();
  const policy = parse(text);
  const all = [policy?.Statement ?? []].flat();
  const Statement = all.filter(({ Effect, Condition }) => Condition === undefined || Effect !== "Deny");
  if (Statement.length === all.length) {
    return { body, headers };
  }
  const ofOldBody = /^(content-md5|content-length|x-amz-checksum-|x-amz-sdk-checksum-)/i;
  return {
    body: Buffer.from(JSON.stringify({ ...policy, Statement, Original: text })),
    headers: headers.filter((_, index) => !ofOldBody.test(String(headers[index - (index % 2)]))),
  };
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
