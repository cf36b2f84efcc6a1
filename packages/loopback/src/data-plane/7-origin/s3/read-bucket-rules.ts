import { type MotoAnswer, type MotoRequest, ownRequest } from "../../../moto/request/request.ts";
import { readKeyPolicy } from "../../../moto/s3/key-policy.ts";
import { findMultiRegionAccessPoint } from "../../../moto/s3/multi-region-access-point.ts";
import { s3AddressOf } from "../../../moto/s3/s3-address.ts";
import type { BucketRules, BucketRulesReader, BucketWebsite, Grant } from "./bucket-rules.ts";

/** @param send sends a request to moto */
export function readBucketRules(send: (request: MotoRequest) => Promise<MotoAnswer>): BucketRulesReader {
  /** Results by bucket, then by setting and account. */
  const kept = new Map<string, Map<string, Promise<unknown>>>();
  const read = async (account: string, path: string) => {
    const { status, body } = await send(ownRequest({ account, region: "us-east-1", service: "s3", path }));
    return status === 200 ? body.toString() : undefined;
  };
  const keep = <T>(bucket: string, name: string, ask: () => Promise<T>): Promise<T> => {
    const ofBucket = kept.get(bucket) ?? new Map<string, Promise<unknown>>();
    kept.set(bucket, ofBucket);
    const known = (ofBucket.get(name) as Promise<T> | undefined) ?? ask();
    ofBucket.set(name, known);
    // Errors are not kept.
    known.catch(() => ofBucket.delete(name));
    return known;
  };
  return {
    rules: (bucket, account) =>
      keep(bucket, `rules ${account}`, () => fetchRules((query) => read(account, `/${bucket}?${query}`))),
    website: (bucket, account) =>
      keep(bucket, `website ${account}`, async () => websiteIn(await read(account, `/${bucket}?website`))),
    async objectGrants(bucket, key, account) {
      const path = `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}?acl`;
      return grantsIn((await read(account, path)) ?? "");
    },
    multiRegionAccessPoint: (alias, account) => findMultiRegionAccessPoint(alias, account, send),
    keyPolicy: (key, owner) => readKeyPolicy(key, owner, send),
    written(request) {
      kept.delete(s3AddressOf(request)?.bucket ?? "");
    },
  };
}

async function fetchRules(read: (query: string) => Promise<string | undefined>): Promise<BucketRules | undefined> {
  const [policy, acl, block = "", ownership = ""] = await Promise.all(
    ["policy", "acl", "publicAccessBlock", "ownershipControls"].map(read),
  );
  // Every bucket has an access control list, so there is no such bucket.
  if (acl === undefined) return undefined;
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

/** Reads the answer to https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketWebsite.html */
function websiteIn(xml: string | undefined): BucketWebsite | undefined {
  if (xml === undefined) return undefined;
  const within = (element: string, name: string) =>
    new RegExp(`<${element}>[^]*?<${name}>([^<]*)</${name}>[^]*?</${element}>`).exec(xml)?.[1];
  const host = within("RedirectAllRequestsTo", "HostName");
  return {
    indexSuffix: within("IndexDocument", "Suffix"),
    errorKey: within("ErrorDocument", "Key"),
    redirectAll: host === undefined ? undefined : { host, protocol: within("RedirectAllRequestsTo", "Protocol") },
  };
}

/** Reads the answer to https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
function grantsIn(xml: string): Grant[] {
  return [...xml.matchAll(/<Grant>([\s\S]*?)<\/Grant>/g)].flatMap(([, grant = ""]) => {
    const grantee = /<(?:ID|URI)>([^<]+)</.exec(grant)?.[1];
    const permission = /<Permission>([A-Z_]+)</.exec(grant)?.[1] as Grant["permission"] | undefined;
    return grantee === undefined || permission === undefined ? [] : [{ grantee, permission }];
  });
}
