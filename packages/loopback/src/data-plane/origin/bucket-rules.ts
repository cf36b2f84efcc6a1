import { type MotoAnswer, type MotoRequest, ownRequest } from "../../moto/request.ts";
import { s3AddressOf } from "../../moto/s3-address.ts";
import type { BucketRules, Grant } from "./s3-access.ts";

/** Reads what decides on access to buckets from moto, and keeps it until a write to the bucket. */
export interface BucketRulesReader {
  /** @param account - In whose name to ask: twelve digits. */
  rules(bucket: string, account: string): Promise<BucketRules>;
  objectGrants(bucket: string, key: string, account: string): Promise<readonly Grant[]>;
  /** To be told of every write that moto answered. */
  written(request: MotoRequest): void;
}

export function readBucketRules(send: (request: MotoRequest) => Promise<MotoAnswer>): BucketRulesReader {
  const kept = new Map<string, Map<string, Promise<BucketRules>>>();
  const read = async (account: string, path: string) => {
    const { status, body } = await send(ownRequest({ account, region: "us-east-1", service: "s3", path }));
    return status === 200 ? body.toString() : undefined;
  };
  return {
    rules(bucket, account) {
      const byAccount = kept.get(bucket) ?? new Map<string, Promise<BucketRules>>();
      kept.set(bucket, byAccount);
      const known = byAccount.get(account) ?? fetchRules((query) => read(account, `/${bucket}?${query}`));
      byAccount.set(account, known);
      // A failure is not kept.
      known.catch(() => byAccount.delete(account));
      return known;
    },
    async objectGrants(bucket, key, account) {
      const path = `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}?acl`;
      return grantsIn((await read(account, path)) ?? "");
    },
    written(request) {
      kept.delete(s3AddressOf(request)?.bucket ?? "");
    },
  };
}

async function fetchRules(read: (query: string) => Promise<string | undefined>): Promise<BucketRules> {
  const [policy, acl = "", block = "", ownership = ""] = await Promise.all(
    ["policy", "acl", "publicAccessBlock", "ownershipControls"].map(read),
  );
  const isOn = (name: string) => new RegExp(`<${name}>\\s*true\\s*</${name}>`, "i").test(block);
  return {
    policy: policy === undefined ? undefined : JSON.parse(policy),
    grants: grantsIn(acl),
    publicAccessBlock: {
      ignorePublicAcls: isOn("IgnorePublicAcls"),
      restrictPublicBuckets: isOn("RestrictPublicBuckets"),
    },
    aclsDisabled: ownership.includes("BucketOwnerEnforced"),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
function grantsIn(xml: string): Grant[] {
  return [...xml.matchAll(/<Grant>([\s\S]*?)<\/Grant>/g)].flatMap(([, grant = ""]) => {
    const grantee = /<(?:ID|URI)>([^<]+)</.exec(grant)?.[1];
    const permission = /<Permission>([A-Z_]+)</.exec(grant)?.[1] as Grant["permission"] | undefined;
    return grantee === undefined || permission === undefined ? [] : [{ grantee, permission }];
  });
}
