import type { EdgeEvent } from "@featheredge/aws-rules";
import type { WriteRule } from "../../writes/check.ts";

/** A native handler that breaks a rule, and the same one after its advice was followed literally. */
export interface WriteRow {
  readonly event: EdgeEvent;
  /** The rule's whole advice, as the message gives it. */
  readonly advice: string;
  readonly broken: string;
  readonly fixed: string;
  /** The event that the advice names, where it is another. */
  readonly fixedEvent?: EdgeEvent;
}

const light = (body: string, before = "") => `${before}function handler(event) {\n  ${body}\n}\n`;
const lambda = (body: string) =>
  `exports.handler = async (event) => {\n  const { request, response } = event.Records[0].cf;\n  ${body}\n};\n`;
const cloudfront = "import cf from 'cloudfront';\n";
const made = (status: string) =>
  lambda(`if (request.uri === '/a') return { ${status}, headers: {} };\n  return request;`);
const moved = (status: string) =>
  light(`return { ${status}, headers: { location: { value: '/b' + event.request.uri } } };`);
const group = (statuses: string) =>
  `cf.createRequestOriginGroup({ originIds: [{ originId: 'a' }, { originId: 'b' }], failoverCriteria: { statusCodes: [${statuses}] } });\n  return event.request;`;

/** Rows for each rule of the check of written values. */
export const writeRows: Readonly<Record<WriteRule, readonly WriteRow[]>> = {
  "failover-status": [
    {
      event: "viewer-request",
      advice: "Omit the others.",
      broken: light(group("500, 418"), cloudfront),
      fixed: light(group("500"), cloudfront),
    },
  ],
  "forbidden-header": [
    {
      event: "viewer-response",
      advice: "Leave it alone.",
      broken: light("event.response.headers['x-cache'] = { value: 'a' };\n  return event.response;"),
      fixed: light("return event.response;"),
    },
  ],
  "header-case": [
    {
      event: "viewer-response",
      advice: "Write 'x-a'.",
      broken: light("event.response.headers['X-A'] = { value: 'a' };\n  return event.response;"),
      fixed: light("event.response.headers['x-a'] = { value: 'a' };\n  return event.response;"),
    },
  ],
  "header-value-length": [
    {
      event: "viewer-request",
      advice: "Shorten it, or set the header in a function.",
      broken: light(
        `cf.updateRequestOrigin({ customHeaders: { 'x-a': '${"a".repeat(1784)}' } });\n  return event.request;`,
        cloudfront,
      ),
      fixed: light(
        `cf.updateRequestOrigin({ customHeaders: { 'x-a': '${"a".repeat(1783)}' } });\n  return event.request;`,
        cloudfront,
      ),
    },
  ],
  "lambda-variable": [
    {
      event: "origin-request",
      advice: "Write the value into the source",
      broken: lambda("request.uri = process.env.PREFIX + request.uri;\n  return request;"),
      fixed: lambda("request.uri = '/a' + request.uri;\n  return request;"),
    },
    {
      event: "origin-request",
      advice: "Write the value into the source",
      broken: lambda("if (process.env.DEBUG) console.log(request.uri);\n  return request;"),
      fixed: lambda("const isDebugged = true;\n  if (isDebugged) console.log(request.uri);\n  return request;"),
    },
  ],
  "origin-setting": [
    {
      event: "viewer-request",
      advice: "Give one of these.",
      broken: light("cf.updateRequestOrigin({ timeouts: { readTimeout: 121 } });\n  return event.request;", cloudfront),
      fixed: light("cf.updateRequestOrigin({ timeouts: { readTimeout: 120 } });\n  return event.request;", cloudfront),
    },
  ],
  "read-only-header": [
    {
      event: "viewer-request",
      advice: "Leave it as it came.",
      broken: light("event.request.headers.host = { value: 'a' };\n  return event.request;"),
      fixed: light("return event.request;"),
    },
  ],
  "replaced-body-size": [
    {
      event: "viewer-request",
      advice: "Shorten it.",
      broken: lambda(
        `request.body = { action: 'replace', encoding: 'text', data: '${"a".repeat(40_961)}' };\n  return request;`,
      ),
      fixed: lambda(
        `request.body = { action: 'replace', encoding: 'text', data: '${"a".repeat(40_960)}' };\n  return request;`,
      ),
    },
  ],
  "replaced-headers": [
    {
      event: "viewer-request",
      advice: "Change the headers of the event's request in place, or copy these.",
      broken: light("event.request.headers = { 'x-a': { value: 'a' } };\n  return event.request;"),
      fixed: light("event.request.headers['x-a'] = { value: 'a' };\n  return event.request;"),
    },
    {
      event: "origin-response",
      advice: "Change the headers of the event's response in place, or copy these.",
      broken: lambda("response.headers = { 'x-a': [{ key: 'X-A', value: 'a' }] };\n  return response;"),
      fixed: lambda(
        "response.headers = { 'x-a': [{ key: 'X-A', value: 'a' }], via: response.headers.via, 'transfer-encoding': response.headers['transfer-encoding'] };\n  return response;",
      ),
    },
  ],
  "response-body-with-204": [
    {
      event: "viewer-request",
      advice: "Omit the body, or answer 200.",
      broken: made("status: '204', body: 'a'"),
      fixed: made("status: '204'"),
    },
    {
      event: "viewer-request",
      advice: "Omit the body, or answer 200.",
      broken: made("status: '204', body: 'a'"),
      fixed: made("status: '200', body: 'a'"),
    },
  ],
  "response-size": [
    {
      event: "viewer-request",
      advice: "Shorten it, or have an origin serve it.",
      broken: made(`status: '200', body: '${"a".repeat(40_961)}'`),
      fixed: made(`status: '200', body: '${"a".repeat(40_000)}'`),
    },
  ],
  "response-status": [
    {
      event: "viewer-request",
      advice: "Give one of these.",
      broken: moved("statusCode: 700"),
      fixed: moved("statusCode: 302"),
    },
    {
      event: "viewer-request",
      advice: "Give one of these.",
      broken: made("status: '99'"),
      fixed: made("status: '403'"),
    },
  ],
  "response-status-key": [
    {
      event: "viewer-request",
      advice: "Write status: '403'.",
      broken: made("statusCode: 403"),
      fixed: made("status: '403'"),
    },
    {
      event: "viewer-request",
      advice: "Write statusCode: 302.",
      broken: moved("status: '302'"),
      fixed: moved("statusCode: 302"),
    },
    {
      event: "viewer-request",
      advice: "Name the key statusCode.",
      broken: moved("status: Number(event.request.uri)"),
      fixed: moved("statusCode: Number(event.request.uri)"),
    },
    {
      event: "origin-response",
      advice: "Write status: '404'.",
      broken: lambda("response.statusCode = 404;\n  return response;"),
      fixed: lambda("response.status = '404';\n  return response;"),
    },
    {
      event: "viewer-response",
      advice: "Write statusCode: 404.",
      broken: light("event.response.status = '404';\n  return event.response;"),
      fixed: light("event.response.statusCode = 404;\n  return event.response;"),
    },
  ],
  "response-status-type": [
    {
      event: "viewer-request",
      advice: "Write '403'.",
      broken: made("status: 403"),
      fixed: made("status: '403'"),
    },
    {
      event: "viewer-request",
      advice: "Write 302.",
      broken: moved("statusCode: '302'"),
      fixed: moved("statusCode: 302"),
    },
    {
      event: "viewer-response",
      advice: "Write a number from 200 to 599.",
      broken: light("event.response.statusCode = '700';\n  return event.response;"),
      fixed: light("event.response.statusCode = 410;\n  return event.response;"),
    },
    {
      event: "viewer-response",
      advice: "Write a number from 200 to 599.",
      broken: light("event.response.statusCode = 'gone';\n  return event.response;"),
      fixed: light("event.response.statusCode = 410;\n  return event.response;"),
    },
  ],
  "uri-length": [
    {
      event: "viewer-request",
      advice: "Shorten it.",
      broken: light(`event.request.uri = '/${"a".repeat(8192)}';\n  return event.request;`),
      fixed: light(`event.request.uri = '/${"a".repeat(8000)}';\n  return event.request;`),
    },
  ],
  "uri-start": [
    {
      event: "viewer-request",
      advice: "Put a '/' in front.",
      broken: light("event.request.uri = 'a.html';\n  return event.request;"),
      fixed: light("event.request.uri = '/a.html';\n  return event.request;"),
    },
  ],
  "viewer-response-status": [
    {
      event: "viewer-response",
      advice: "Change it at origin-response, or in a CloudFront Function.",
      broken: lambda("response.status = '404';\n  return response;"),
      fixed: lambda("response.status = '404';\n  return response;"),
      fixedEvent: "origin-response",
    },
    {
      event: "viewer-response",
      advice: "Change it at origin-response, or in a CloudFront Function.",
      broken: lambda("response.status = '404';\n  return response;"),
      fixed: light("event.response.statusCode = 404;\n  return event.response;"),
    },
  ],
};
