import { posix } from "node:path";
import type { FieldStatement } from "../../base/web-acl.ts";

/** The parts of a request that a web ACL's statements see. */
export interface InspectedRequest {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** The value of a header by its name in lower case; several are joined by commas. */
  readonly header: (name: string) => string | undefined;
  readonly clientIp: string;
  /** Two capital letters; undefined if it is not known. */
  readonly country: string | undefined;
  /** The beginning of the body, up to the web ACL's limit. */
  readonly body: Buffer;
  /** The whole body's length in bytes, or one more than the limit if the viewer does not state it. */
  readonly bodyBytes: number;
}

/** The content of the field that a statement looks at; undefined if the loopback does not know such a field. */
export function fieldOf({ FieldToMatch = {} }: FieldStatement, request: InspectedRequest): string | undefined {
  const [[name, { Name = "" }] = ["", {}]] = Object.entries(FieldToMatch);
  switch (name) {
    case "UriPath":
      return request.path;
    case "QueryString":
      return request.query;
    case "Method":
      return request.method;
    case "SingleHeader":
      return request.header(Name.toLowerCase()) ?? "";
    case "SingleQueryArgument":
      return new URLSearchParams(request.query).get(Name) ?? "";
    case "Body":
      return request.body.toString("latin1");
    default:
      return undefined;
  }
}

/**
 * Transforms a field's content before it is compared.
 * @returns undefined if the loopback does not know one of the transformations
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html
 */
export function transform(content: string, { TextTransformations = [] }: FieldStatement): string | undefined {
  const ordered = [...TextTransformations].sort((a, b) => a.Priority - b.Priority);
  let text = content;
  for (const { Type } of ordered) {
    const transformation = transformations[Type];
    if (transformation === undefined) return undefined;
    text = transformation(text);
  }
  return text;
}

const transformations: Readonly<Record<string, (text: string) => string>> = {
  NONE: (text) => text,
  LOWERCASE: (text) => text.toLowerCase(),
  COMPRESS_WHITE_SPACE: (text) => text.replace(/\s+/g, " "),
  URL_DECODE: (text) => text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
  NORMALIZE_PATH: (text) => posix.normalize(text),
};
