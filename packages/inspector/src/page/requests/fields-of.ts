import type { RequestView, ResponseView, Sides } from "../../api/index.ts";
import type { Field } from "../ui/diff-fields.ts";

/** The fields of a request, in the order in which one reads it: method, path, each query parameter, headers, cookies. */
export function fieldsOfRequest({ method, uri, querystring, headers, bodyBytes }: RequestView): Field[] {
  return [
    { name: "method", value: method },
    { name: "path", value: uri },
    ...parametersOf(querystring).map(([name, value]) => ({ name: `?${name}`, value })),
    ...fieldsOfHeaders(headers),
    ...(bodyBytes === undefined ? [] : [{ name: "body", value: `${bodyBytes} bytes` }]),
  ];
}

/** The fields of a response: status and headers. */
export function fieldsOfResponse({ status, statusText, headers, bodyBytes }: ResponseView): Field[] {
  return [
    { name: "status", value: [status, statusText].filter(Boolean).join(" ") },
    ...fieldsOfHeaders(headers),
    ...(bodyBytes === undefined ? [] : [{ name: "body", value: `${bodyBytes} bytes` }]),
  ];
}

/** Cookies are compared one by one, since a function often adds one to a long list. */
function fieldsOfHeaders(headers: RequestView["headers"]): Field[] {
  return headers.flatMap(({ name, value }) => {
    if (name.toLowerCase() !== "cookie") return [{ name: name.toLowerCase(), value }];
    return value.split(/;\s*/).map((cookie) => {
      const [cookieName = "", ...rest] = cookie.split("=");
      return { name: `cookie ${cookieName}`, value: rest.join("=") };
    });
  });
}

/** Undecoded, since CloudFront compares query strings as they are sent. */
const parametersOf = (querystring: string): [string, string][] =>
  querystring
    .split("&")
    .filter(Boolean)
    .map((pair) => {
      const [name = "", ...rest] = pair.split("=");
      return [name, rest.join("=")];
    });

/** A stage's request and response, before and after it. Undefined for a side that the stage neither got nor made. */
export interface Comparison {
  readonly name: "request" | "response";
  readonly before: readonly Field[];
  readonly after: readonly Field[];
}

/** Compares the messages of a stage. A function that answers a request itself got a request and made a response. */
export function compareSides(before: Sides | undefined, after: Sides | undefined): Comparison[] {
  const request = after?.request ?? before?.request;
  const response = after?.response ?? before?.response;
  return [
    ...(request && before?.request && after?.request
      ? [{ name: "request" as const, before: fieldsOfRequest(before.request), after: fieldsOfRequest(after.request) }]
      : []),
    ...(response
      ? [
          {
            name: "response" as const,
            before: before?.response ? fieldsOfResponse(before.response) : [],
            after: after?.response ? fieldsOfResponse(after.response) : [],
          },
        ]
      : []),
  ];
}
