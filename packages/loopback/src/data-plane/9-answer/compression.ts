import { pipeline, Readable, type Transform } from "node:stream";
import { constants, createBrotliCompress, createGzip } from "node:zlib";
import { isCompressible } from "@featheredge/aws-rules";
import type { Body } from "../base/body.ts";
import { parseCacheControl } from "../http/cache-control.ts";
import { combinedHeader, type HeaderList, headerOf, withoutHeaders } from "../http/headers.ts";

export interface Compressible {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Body | undefined;
}

/** Written anew, as they are of one encoding. */
const ofEncoding: ReadonlySet<string> = new Set(["content-length", "etag", "vary"]);

/**
 * An origin's answer as it is to be stored and sent: compressed where the viewer takes that, and its status, size and
 * type are among those that CloudFront compresses. The body is compressed as it passes by.
 *
 * @param method of HEAD the answer has the headers alone
 * @param encoding what the viewer takes, as in the cache key: `br,gzip`; undefined where the behavior does not compress
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
 */
export function compressAnswer<Given extends Compressible>(
  given: Given,
  method: string,
  encoding: string | undefined,
): Given {
  const { status, headers, body } = given;
  if (encoding === undefined || headerOf(headers, "content-encoding") !== undefined) return given;
  const length = headerOf(headers, "content-length");
  const bytes = length === undefined ? undefined : Number(length);
  if (!isCompressible(status, headerOf(headers, "content-type"), bytes)) return given;
  // https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.6
  if (parseCacheControl(combinedHeader(headers, "cache-control")).noTransform) return given;
  const brotli = encoding.includes("br");
  return {
    ...given,
    headers: [
      ...withoutHeaders(headers, ofEncoding),
      ["Content-Encoding", brotli ? "br" : "gzip"],
      ["Vary", varyOf(headers)],
      ...weakTag(headers),
    ],
    body: method === "HEAD" || body === undefined ? body : compressed(body, brotli),
  };
}

function varyOf(headers: HeaderList): string {
  const vary = combinedHeader(headers, "vary");
  if (vary === undefined) return "Accept-Encoding";
  return /(^|,)\s*(accept-encoding|\*)\s*(,|$)/i.test(vary) ? vary : `${vary}, Accept-Encoding`;
}

/** A strong tag becomes a weak one; what is no tag goes. */
function weakTag(headers: HeaderList): HeaderList {
  const tag = headerOf(headers, "etag");
  if (tag === undefined || !/^(W\/)?"/.test(tag)) return [];
  return [["ETag", tag.startsWith("W/") ? tag : `W/${tag}`]];
}

function compressed(body: Body, brotli: boolean): Body {
  const source =
    body.kind === "buffer" ? Readable.from([body.data]) : body.kind === "spool" ? body.spool.read() : body.stream;
  const compressor: Transform = brotli
    ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } })
    : createGzip();
  // An origin that breaks off destroys the compressor, which whoever reads it hears of.
  pipeline(source, compressor, () => undefined);
  return { kind: "stream", stream: compressor, length: undefined };
}

/** Of 11: about as fast as gzip, where the highest takes seconds for what CloudFront compresses as it passes by. */
const brotliQuality = 5;
