import type { IncomingHttpHeaders } from "node:http";
import { XmlShapeDeserializer } from "@aws-sdk/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import { checkShape } from "./check-shape.ts";
import { CloudFrontError } from "./errors.ts";
import type { Route } from "./routes.ts";
import { xmlSettings } from "./xml-settings.ts";

/** The parts of an HTTP request that an operation's input is read from. */
export interface HttpInput {
  /** The labels in the path, percent-encoded as the client sent them. */
  readonly labels: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

type Members = Record<string, unknown>;

/**
 * Reads an operation's input from labels, query, headers and body, as its schema assigns them.
 * @throws {CloudFrontError} `MalformedXML`, `MissingBody`, `InconsistentQuantities` or `InvalidArgument`.
 */
export function readInput(route: Route, http: HttpInput): Members {
  const schema = NormalizedSchema.of(route.schema[4]);
  const input: Members = {};
  const inBody: [string, NormalizedSchema][] = [];
  let payload: [string, NormalizedSchema] | undefined;
  if (schema.isUnitSchema()) {
    return input;
  }
  for (const [name, member] of schema.structIterator()) {
    const traits = member.getMergedTraits();
    if (traits.httpLabel) {
      input[name] = decode(http.labels[name] ?? "");
    } else if (traits.httpQuery !== undefined) {
      input[name] = readText(member, http.query.get(traits.httpQuery) ?? undefined);
    } else if (traits.httpHeader !== undefined) {
      input[name] = readText(member, http.headers[traits.httpHeader.toLowerCase()]?.toString());
    } else if (traits.httpPayload) {
      payload = [name, member];
    } else {
      inBody.push([name, member]);
    }
  }
  if (payload !== undefined) {
    const [name, member] = payload;
    input[name] = member.isBlobSchema() ? http.body : readXml(member, http.body);
  } else if (inBody.length > 0) {
    const read = readXml(schema, http.body) as Members | undefined;
    for (const [name] of inBody) {
      input[name] = read?.[name];
    }
  }
  for (const name of Object.keys(input)) {
    if (input[name] === undefined) delete input[name];
  }
  requireIfMatch(schema, input);
  checkShape(schema, input, "");
  return input;
}

function readXml(schema: NormalizedSchema, body: Uint8Array): unknown {
  if (body.length === 0) {
    return undefined;
  }
  try {
    return new XmlShapeDeserializer(xmlSettings).read(schema, body);
  } catch (error) {
    throw new CloudFrontError(
      "MalformedXML",
      `The XML document is malformed: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function readText(schema: NormalizedSchema, text: string | undefined): unknown {
  if (text === undefined || schema.isStringSchema()) {
    return text;
  }
  if (schema.isBooleanSchema()) {
    return text === "true";
  }
  const number = Number(text);
  if (text === "" || !Number.isInteger(number)) {
    throw new CloudFrontError("InvalidArgument", `'${text}' is not a number.`);
  }
  return number;
}

/** Some operations' models require If-Match. AWS answers the same error for them as for those that do not. */
function requireIfMatch(schema: NormalizedSchema, input: Members): void {
  for (const [name, member] of schema.structIterator()) {
    if (member.getMergedTraits().httpHeader === "If-Match" && input[name] === undefined) {
      throw new CloudFrontError(
        "InvalidIfMatchVersion",
        "The If-Match version is missing or not valid for the resource.",
      );
    }
  }
}

function decode(label: string): string {
  try {
    return decodeURIComponent(label);
  } catch {
    throw new CloudFrontError("InvalidArgument", `'${label}' is not percent-encoded UTF-8.`);
  }
}
