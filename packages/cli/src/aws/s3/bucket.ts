import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { AwsAgent } from "../agent.ts";
import { credentialsOf } from "../clients.ts";
import type { AwsTarget } from "../target.ts";
import { type S3Body, s3Sender } from "./request.ts";

/** An object that is written. */
interface PutObject {
  readonly key: string;
  readonly body: S3Body;
  /** Content-Type, Cache-Control and `x-amz-meta-*`, by their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Writes only if the object has this ETag, or, with `null`, only if it does not exist. @default writes anyway */
  readonly ifMatch?: string | null | undefined;
}

/** A bucket of S3. ETags are as S3 writes them, without quotes. */
export interface Bucket {
  /** The ETag of each object, by its key. @param prefix of the keys; by default all are listed */
  list(prefix?: string): Promise<ReadonlyMap<string, string>>;
  /** The number of objects, without their earlier versions. */
  count(): Promise<number>;
  /** The headers of an object; undefined if it does not exist. */
  head(key: string): Promise<Readonly<Record<string, string>> | undefined>;
  /**
   * An object as text; undefined if it does not exist.
   * @throws an error named NoSuchBucket if the bucket does not exist
   */
  read(key: string): Promise<{ readonly text: string; readonly etag: string } | undefined>;
  /**
   * @returns the object's ETag
   * @throws an error that `isChanged` recognizes if `ifMatch` does not hold
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
   */
  put(object: PutObject): Promise<string>;
  remove(key: string): Promise<void>;
}

/**
 * A bucket, through S3's REST API, addressed by path as names with dots need it.
 *
 * @param env the caller's environment variables
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function openBucket(
  { name, region }: { readonly name: string; readonly region: string },
  env: NodeJS.ProcessEnv,
  target: Pick<AwsTarget, "variables">,
): Bucket {
  const agent = new AwsAgent({ ...env, ...target.variables });
  const ask = s3Sender(region, agent, credentialsOf(env, target));
  const pathOf = (key: string) => `/${name}/${key.split("/").map(encodeSegment).join("/")}`;
  async function* contents(prefix = "") {
    let token: string | undefined;
    do {
      const query = {
        "list-type": "2",
        "encoding-type": "url",
        ...(prefix && { prefix }),
        ...(token && { "continuation-token": token }),
      };
      const { text } = await ask({ method: "GET", path: `/${name}`, query });
      for (const [, content = ""] of text.matchAll(/<Contents>(.*?)<\/Contents>/gs)) yield content;
      token = /<IsTruncated>true</.test(text) ? field(text, "NextContinuationToken") : undefined;
    } while (token !== undefined);
  }
  return {
    async list(prefix) {
      const objects = new Map<string, string>();
      for await (const content of contents(prefix)) {
        const key = decodeURIComponent(field(content, "Key").replaceAll("+", " "));
        objects.set(key, unquoted(field(content, "ETag")));
      }
      return objects;
    },
    async count() {
      let count = 0;
      for await (const _ of contents()) count++;
      return count;
    },
    async head(key) {
      const { status, headers } = await ask({ method: "HEAD", path: pathOf(key) }, [404]);
      if (status === 404) return undefined;
      return Object.fromEntries(Object.entries(headers).map(([header, value]) => [header, String(value)]));
    },
    async read(key) {
      const answer = await ask({ method: "GET", path: pathOf(key) }).catch(unlessMissing);
      return answer && { text: answer.text, etag: unquoted(String(answer.headers.etag)) };
    },
    async put({ key, body, headers, ifMatch }) {
      const condition: Record<string, string> =
        ifMatch === undefined ? {} : ifMatch === null ? { "if-none-match": "*" } : { "if-match": `"${ifMatch}"` };
      const answer = await ask({ method: "PUT", path: pathOf(key), headers: { ...headers, ...condition }, body });
      return unquoted(String(answer.headers.etag));
    },
    async remove(key) {
      await ask({ method: "DELETE", path: pathOf(key) }, [404]);
    },
  };
}

/** True if a conditional write failed because the object is another version now, or is being written by another writer. */
export function isChanged(error: unknown): boolean {
  return error instanceof Error && ["PreconditionFailed", "ConditionalRequestConflict"].includes(error.name);
}

function unlessMissing(error: Error): undefined {
  if (error.name !== "NoSuchKey") throw error;
}

/** A text as the body of a request. */
export function textBody(text: string): S3Body {
  const bytes = Buffer.from(text);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { open: () => Readable.from([bytes]), bytes: bytes.length, sha256 };
}

function field(xml: string, name: string): string {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? "";
  const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", "#34": '"' };
  return text.replace(/&(#?\w+);/g, (whole, entity: string) => entities[entity] ?? whole);
}

function unquoted(etag: string): string {
  return etag.replace(/^"|"$/g, "");
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
