import * as sdk from "@aws-sdk/client-cloudfront";
import { XmlShapeSerializer } from "@aws-sdk/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import { type CloudFrontError, commonCodes } from "./errors.ts";
import type { Route } from "./routes.ts";
import { namespace, xmlSettings } from "./xml-settings.ts";

export interface HttpOutput {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array;
}

/** Writes an operation's output as an HTTP answer, by its schema. Undefined members are omitted. */
export function writeOutput(route: Route, output: Readonly<Record<string, unknown>>): HttpOutput {
  const schema = NormalizedSchema.of(route.schema[5]);
  const headers: Record<string, string> = {};
  let body: string | Uint8Array = "";
  if (schema.isUnitSchema()) {
    return { status: route.status, headers, body };
  }
  let payload: readonly [NormalizedSchema, unknown] | undefined;
  let isInBody = false;
  for (const [name, member] of schema.structIterator()) {
    const traits = member.getMergedTraits();
    const value = output[name];
    if (traits.httpHeader !== undefined) {
      if (value !== undefined) headers[traits.httpHeader.toLowerCase()] = String(value);
    } else if (traits.httpPayload) {
      payload = [member, value];
    } else {
      isInBody = true;
    }
  }
  const [written, value] = payload ?? [schema, isInBody ? output : undefined];
  if (value !== undefined) {
    const serializer = new XmlShapeSerializer(xmlSettings);
    serializer.write(written, written.isBlobSchema() ? value : withoutEmptyItems(value));
    const flushed = serializer.flush();
    body = typeof flushed === "string" ? `<?xml version="1.0"?>\n${flushed}` : flushed;
    headers["content-type"] ??= typeof flushed === "string" ? "text/xml" : "application/octet-stream";
  }
  return { status: route.status, headers, body };
}

/** CloudFront omits `Items` where `Quantity` is 0; lists without a quantity, such as tags, have an empty `Items`. */
function withoutEmptyItems(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutEmptyItems);
  }
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof Uint8Array) {
    return value;
  }
  const kept = Object.entries(value).filter(
    ([name, member]) => !("Quantity" in value && name === "Items" && Array.isArray(member) && member.length === 0),
  );
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutEmptyItems(member)]));
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/CommonErrors.html */
export function writeError({ code, message, status = statusOf(code) }: CloudFrontError, requestId: string): HttpOutput {
  const type = status < 500 ? "Sender" : "Receiver";
  return {
    status,
    headers: { "content-type": "text/xml" },
    body:
      `<?xml version="1.0"?>\n<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type><Code>${code}</Code>` +
      `<Message>${escapeXml(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  };
}

/** The HTTP status of an error, by the SDK's schema of it. */
export function statusOf(code: string): number {
  if (code in commonCodes) return commonCodes[code as keyof typeof commonCodes];
  const schema = (sdk as Readonly<Record<string, unknown>>)[`${code}$`];
  return Number(NormalizedSchema.of(schema as typeof sdk.NoSuchDistribution$).getMergedTraits().httpError ?? 400);
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
