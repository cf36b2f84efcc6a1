/// <reference path="../src/runtime/cloudfront.d.ts" />

/**
 * The globals and modules of CloudFront Functions, in place of Node.js's: with these, `fetch`, `process`, timers and
 * Node.js's modules are errors in the editor. ECMAScript's own are those of `lib`; the compiler checks them too.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */

declare const console: {
  /** Takes one argument; a line is cut at 10 KB. */
  log(message: unknown): void;
};

declare function atob(base64: string): string;
declare function btoa(binary: string): string;

declare class TextEncoder {
  encode(text?: string): Uint8Array;
}

declare class TextDecoder {
  constructor(encoding?: "utf-8", options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array | ArrayBuffer): string;
}

type BufferEncoding = "utf8" | "utf-8" | "hex" | "base64" | "base64url";

declare class Buffer extends Uint8Array {
  static from(text: string, encoding?: BufferEncoding): Buffer;
  static from(bytes: ArrayLike<number>): Buffer;
  static alloc(size: number): Buffer;
  static byteLength(text: string, encoding?: BufferEncoding): number;
  static concat(list: readonly Uint8Array[]): Buffer;
  static isBuffer(value: unknown): value is Buffer;
  equals(other: Uint8Array): boolean;
  toString(encoding?: BufferEncoding): string;
}

declare module "crypto" {
  interface Hash {
    update(data: string | Uint8Array): Hash;
    digest(): Buffer;
    digest(encoding: "hex" | "base64" | "base64url"): string;
  }
  const crypto: {
    createHash(algorithm: "md5" | "sha1" | "sha256"): Hash;
    createHmac(algorithm: "md5" | "sha1" | "sha256", key: string | Uint8Array): Hash;
  };
  export default crypto;
}

declare module "querystring" {
  const querystring: {
    parse(text: string): Record<string, string | string[]>;
    stringify(fields: Readonly<Record<string, string | readonly string[]>>): string;
    escape(text: string): string;
    unescape(text: string): string;
  };
  export default querystring;
}
