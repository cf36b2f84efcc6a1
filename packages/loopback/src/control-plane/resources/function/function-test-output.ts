import { edgeEvents } from "@featheredge/aws-rules";
import type { CloudFrontFunctionEvent, Fields } from "@featheredge/runtimes";
import { returnedBy } from "../../../data-plane/functions/cloudfront-function/result.ts";
import { splitHeaders } from "../../../data-plane/functions/headers.ts";

/**
 * Makes the FunctionOutput of TestFunction: the request or response that the function returned, with the members that
 * CloudFront always adds, and the body as an object.
 * @throws {InvalidResult} when CloudFront would reject what the function returned.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/test-function.html
 */
export function testOutput(output: unknown, event: object): object {
  const returned = returnedBy(output, givenBy(event), () => {});
  if (returned.kind === "request") {
    return {
      request: { ...(output as object), ...withDefaults(output as object, ["headers", "cookies", "querystring"]) },
    };
  }
  const { body } = output as { readonly body?: unknown };
  return {
    response: {
      ...(output as object),
      ...withDefaults(output as object, ["headers", "cookies"]),
      ...(typeof body === "string" ? { body: { encoding: "text", data: body } } : {}),
    },
  };
}

function withDefaults(value: object | undefined, names: readonly string[]): object {
  const members = value as Readonly<Record<string, unknown>> | undefined;
  return Object.fromEntries(names.map((name) => [name, members?.[name] ?? {}]));
}

/** Completes a test's event, of which any member may be missing, to an event of the data plane. */
function givenBy(given: object): Parameters<typeof returnedBy>[1] {
  const { context, request, response } = given as Partial<CloudFrontFunctionEvent>;
  const names = ["headers", "cookies", "querystring"];
  const event = {
    request: { method: "GET", uri: "/", ...request, ...withDefaults(request, names) },
    ...(response === undefined ? {} : { response: { ...response, ...withDefaults(response, names) } }),
  } as CloudFrontFunctionEvent;
  const type = edgeEvents.find((one) => one === context?.eventType);
  const isResponse = type === "viewer-response" || (type === undefined && response !== undefined);
  return {
    call: {
      event: isResponse ? "viewer-response" : "viewer-request",
      runtime: "cloudfront-function",
      arn: "",
      distribution: { id: "", domainName: "" },
      requestId: "",
      clientIp: "",
      rawQueryString: undefined,
      request: { method: event.request.method, uri: event.request.uri, querystring: "", headers: [] },
    },
    event,
    request: splitHeaders(headerList(event.request.headers)),
    response: event.response && splitHeaders(headerList(event.response.headers)),
  };
}

function headerList(fields: Fields): [name: string, value: string][] {
  return Object.entries(fields).flatMap(([name, field]) =>
    (field.multiValue ?? [field]).map(({ value }): [string, string] => [name, value]),
  );
}
