import { LoopbackError } from "../../loopback-error.ts";
import { type MotoAnswer, type MotoRequest, ownRequest } from "../request/request.ts";
import { readObject } from "./read-object.ts";

/** An object of S3 whose content is text. */
export interface FoundObject {
  readonly bucket: string;
  readonly key: string;
  readonly text: string;
}

/** Selects objects in all buckets of an account by the suffix of their keys. */
export interface ObjectQuery {
  readonly account: string;
  readonly suffix: string;
}

type Send = (request: MotoRequest) => Promise<MotoAnswer>;

/**
 * Finds and reads objects in all buckets of an account.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export async function findObjects({ account, suffix }: ObjectQuery, send: Send): Promise<FoundObject[]> {
  const list = async (path: string) => {
    const { status, body } = await send(ownRequest({ account, region: "us-east-1", service: "s3", path }));
    if (status !== 200) throw new LoopbackError(`moto did not list s3:/${path}: ${status} ${body.toString()}`);
    return body.toString();
  };
  const objects: FoundObject[] = [];
  for (const bucket of textsOf("Name", await list("/"))) {
    for (const key of (await keysOf(bucket, list)).filter((one) => one.endsWith(suffix))) {
      const text = await readObject(account, `arn:aws:s3:::${bucket}/${key}`, send);
      if (text !== undefined) objects.push({ bucket, key, text });
    }
  }
  return objects;
}

/** Lists all keys of a bucket, of which S3 lists 1,000 at a time. */
async function keysOf(bucket: string, list: (path: string) => Promise<string>): Promise<string[]> {
  const keys: string[] = [];
  for (;;) {
    const after = keys.length === 0 ? "" : `&start-after=${encodeURIComponent(keys.at(-1) ?? "")}`;
    const page = await list(`/${bucket}?list-type=2${after}`);
    const listed = textsOf("Key", page);
    keys.push(...listed);
    if (listed.length === 0 || !page.includes("<IsTruncated>true</IsTruncated>")) return keys;
  }
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The texts of all elements of a name in an XML answer. */
function textsOf(element: string, xml: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "g"))].map(([, text = ""]) =>
    text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? ""),
  );
}
