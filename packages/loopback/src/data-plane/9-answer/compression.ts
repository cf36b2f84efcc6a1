import { pipeline, Readable, type Transform } from "node:stream";
import { constants, createBrotliCompress, createGzip } from "node:zlib";
import { isCompressible } from "@featheredge/aws-rules";
import type { Body } from "../base/body.ts";
import { parseCacheControl } from "../http/cache-control.ts";
import { combinedHeader, type HeaderList, headerOf, withoutHeaders } from "../http/headers.ts";

/** The part of an answer that compression reads and changes. */
export interface Compressible {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Body | undefined;
}

/** Headers that describe one encoding, and are written again. */
const ofEncoding: ReadonlySet<string> = new Set(["content-length", "etag", "vary"]);

/**
 * Compresses an origin's answer before it is stored and sent, if the viewer accepts it, and CloudFront compresses answers
 * of this status, size and type. The body is compressed while it is streamed.
 *
 * @param method for HEAD, only the headers are changed
 * @param encoding the encodings that the viewer accepts, as in the cache key: `br,gzip`; undefined if the behavior does
 * not compress
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

/** Makes a strong ETag weak, and removes an invalid one. */
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
  // If the origin breaks off, the pipeline destroys the compressor, so its reader gets the error.
  pipeline(source, compressor, () => undefined);
  return { kind: "stream", stream: compressor, length: undefined };
}

/** 5 of 11 is about as fast as gzip; 11 takes seconds for bodies that CloudFront compresses while streaming. */
const brotliQuality = 5;
