import type { EdgeCall } from "../../base/edge-functions.ts";
import type { HeaderList } from "../../http/headers.ts";

type LambdaHeaders = Record<string, { readonly key: string; readonly value: string }[]>;

/**
 * Creates the event that a Lambda@Edge function receives.
 *
 * @param requestHeaders the headers that functions see, like `responseHeaders`
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */
export function eventOf(call: EdgeCall, requestHeaders: HeaderList, responseHeaders: HeaderList): object {
  const { distribution, request, response, body, origin } = call;
  const config = {
    distributionDomainName: distribution.domainName,
    distributionId: distribution.id,
    eventType: call.event,
    requestId: call.requestId,
  };
  const record = {
    config,
    request: {
      clientIp: call.clientIp,
      ...(body && {
        body: {
          action: "read-only",
          data: body.data.toString("base64"),
          encoding: "base64",
          inputTruncated: body.truncated,
        },
      }),
      headers: headersOf(requestHeaders),
      method: request.method,
      ...(origin && call.event.startsWith("origin-") && { origin }),
      querystring: request.querystring,
      uri: request.uri,
    },
    ...(response && {
      response: {
        headers: headersOf(responseHeaders),
        status: String(response.status),
        statusDescription: response.statusDescription ?? "",
      },
    }),
  };
  return { Records: [{ cf: record }] };
}

function headersOf(headers: HeaderList): LambdaHeaders {
  // Viewers choose the names. In an object without a prototype, `__proto__` is an ordinary name.
  const grouped: LambdaHeaders = Object.create(null);
  for (const [key, value] of headers) {
    const name = key.toLowerCase();
    grouped[name] ??= [];
    grouped[name].push({ key, value });
  }
  return grouped;
}
