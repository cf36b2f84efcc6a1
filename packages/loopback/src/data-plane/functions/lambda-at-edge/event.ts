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
  const grouped = new Map<string, { readonly key: string; readonly value: string }[]>();
  for (const [key, value] of headers) {
    const name = key.toLowerCase();
    const known = grouped.get(name);
    if (known === undefined) grouped.set(name, [{ key, value }]);
    else known.push({ key, value });
  }
  // Viewers choose the names: `__proto__` is an ordinary one here.
  return Object.fromEntries(grouped);
}
