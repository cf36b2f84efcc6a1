import { z } from "zod";
import type { MotoGateway } from "../gateway.ts";
import type { Journal } from "../journal/journal.ts";
import { headerOf, ownRequest } from "../request/request.ts";
import { s3AddressOf } from "./s3-address.ts";

/** The content of a lock file of Terraform's S3 backend. */
const lockInfo = z.object({ ID: z.string(), Operation: z.string(), Who: z.string() });

/**
 * Deletes the lock files that Terraform's S3 backend left on the previous loopback of this directory. Its clients reached
 * that loopback by its ports, so no run that holds such a lock can continue.
 * @returns one line for each lock.
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
 */
export async function freeStaleLocks(journal: Journal, send: MotoGateway["send"]): Promise<string[]> {
  const freed: string[] = [];
  for (const entry of journal.entries) {
    const address = s3AddressOf(entry);
    if (entry.method !== "PUT" || !address?.key.endsWith(".tflock") || address.query.size > 1) continue;
    const account = headerOf(entry, "x-moto-account-id") ?? "";
    const path = `/${address.bucket}/${address.key.split("/").map(encodeURIComponent).join("/")}`;
    const about = { account, region: "us-east-1", service: "s3", path };
    const { status, body } = await send(ownRequest(about));
    const who = status === 200 ? ownerOf(body.toString()) : undefined;
    if (who === undefined) continue;
    await send(ownRequest({ ...about, method: "DELETE" }));
    freed.push(`Freed the lock s3:/${path}: the terraform of ${who} that held it can't reach this loopback any more.`);
  }
  return freed;
}

function ownerOf(text: string): string | undefined {
  try {
    return lockInfo.parse(JSON.parse(text)).Who;
  } catch {
    return undefined;
  }
}
