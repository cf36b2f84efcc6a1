import type { CloudFrontFunctionEvent, Field } from "@featheredge/runtimes";
import type { EdgeCall } from "../../base/edge-functions.ts";
import type { HeaderList } from "../../http/headers.ts";

type Value = Omit<Field, "multiValue">;
type Grouped = Record<string, { value: string; attributes?: string; multiValue?: Value[] }>;

/**
 * Creates the event that a CloudFront Function receives.
 *
 * @param requestHeaders the headers that functions see, like `responseHeaders`
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export function eventOf(
  call: EdgeCall,
  requestHeaders: HeaderList,
  responseHeaders: HeaderList,
): CloudFrontFunctionEvent & { readonly request: { readonly rawQueryString: string | undefined } } {
  const { distribution, event, request, response } = call;
  const described = {
    version: "1.0" as const,
    context: {
      distributionDomainName: distribution.domainName,
      distributionId: distribution.id,
      eventType: event,
      requestId: call.requestId,
    },
    viewer: { ip: call.clientIp },
    request: {
      method: request.method,
      uri: request.uri,
      rawQueryString: call.rawQueryString,
      querystring: pairs(request.querystring, "&"),
      headers: fields(requestHeaders, "cookie"),
      cookies: requestCookies(requestHeaders),
    },
  };
  if (response === undefined) return described;
  return {
    ...described,
    response: {
      statusCode: response.status,
      ...(response.statusDescription !== undefined && { statusDescription: response.statusDescription }),
      headers: fields(responseHeaders, "set-cookie"),
      cookies: setCookies(responseHeaders),
    },
  };
}

function fields(headers: HeaderList, omitted: string): Grouped {
  const grouped = group();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (lower !== omitted) add(grouped, lower, { value });
  }
  return grouped;
}

/** Splits a query or a Cookie header into names and values, without decoding them. */
function pairs(text: string, separator: string): Grouped {
  const grouped = group();
  if (text === "") return grouped;
  for (const part of text.split(separator)) {
    const trimmed = part.trim();
    if (trimmed === "") continue;
    const at = trimmed.indexOf("=");
    if (at < 0) add(grouped, trimmed, { value: "" });
    else add(grouped, trimmed.slice(0, at), { value: trimmed.slice(at + 1) });
  }
  return grouped;
}

function requestCookies(headers: HeaderList): Grouped {
  return pairs(cookieHeader(headers), ";");
}

/** Joins all Cookie headers; empty if there are none. */
export function cookieHeader(headers: HeaderList): string {
  let text = "";
  for (const [name, value] of headers) {
    if (name.length === 6 && name.toLowerCase() === "cookie") text = text === "" ? value : `${text}; ${value}`;
  }
  return text;
}

function setCookies(headers: HeaderList): Grouped {
  const grouped = group();
  for (const [name, header] of headers) {
    if (name.length !== 10 || name.toLowerCase() !== "set-cookie") continue;
    const end = header.indexOf(";");
    const pair = end < 0 ? header : header.slice(0, end);
    const at = pair.indexOf("=");
    const attributes = end < 0 ? "" : header.slice(end + 1).trim();
    const value = at < 0 ? "" : pair.slice(at + 1).trim();
    add(grouped, (at < 0 ? pair : pair.slice(0, at)).trim(), attributes === "" ? { value } : { value, attributes });
  }
  return grouped;
}

function group(): Grouped {
  return {};
}

/** Viewers choose the names: `__proto__` and `constructor` are ordinary ones. */
function add(grouped: Grouped, name: string, value: Value): void {
  const known = Object.hasOwn(grouped, name) ? grouped[name] : undefined;
  if (known !== undefined) {
    const { multiValue: _, ...first } = known;
    known.multiValue ??= [first];
    known.multiValue.push(value);
  } else if (name === "__proto__") {
    Object.defineProperty(grouped, name, { value, enumerable: true, writable: true, configurable: true });
  } else {
    grouped[name] = value;
  }
}
