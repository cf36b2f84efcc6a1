import { pages } from "../pages.ts";
import { handler, type Rule } from "./rule.ts";

const light = (body: string) => `function handler(event) {\n  ${body}\n}\n`;
const lambda = (body: string) =>
  `exports.handler = async (event) => {\n  const { request, response } = event.Records[0].cf;\n  ${body}\n};\n`;
const made = (status: string) =>
  lambda(`if (request.uri === '/a') return { ${status}, headers: {} };\n  return request;`);
const moved = (status: string) =>
  light(`return { ${status}, headers: { location: { value: '/b' + event.request.uri } } };`);

/** Rules about what a function returns: headers, statuses, bodies and URIs. CloudFront answers 502 to most mistakes. */
export const eventRules = {
  "FE-EVT-001": {
    title: "A header of CloudFront's own",
    reason: "CloudFront keeps some headers to itself, and answers 502 when a function adds or changes one.",
    page: pages.edgeFunctionRestrictions,
    examples: {
      code: handler(
        light("event.response.headers['x-cache'] = { value: 'a' };\n  return event.response;"),
        light("return event.response;"),
        { event: "viewer-response", fix: "Leave it alone." },
      ),
    },
  },
  "FE-EVT-002": {
    title: "A read-only header",
    reason: "At each event a function may read some headers but not change or delete them: CloudFront answers 502.",
    page: pages.edgeFunctionRestrictions,
    examples: {
      code: handler(
        light("event.request.headers.host = { value: 'a' };\n  return event.request;"),
        light("return event.request;"),
        { fix: "Leave it as it came." },
      ),
    },
  },
  "FE-EVT-003": {
    title: "New headers without the read-only ones",
    reason: "Replacing all headers deletes the read-only ones, which CloudFront answers with 502.",
    page: pages.edgeFunctionRestrictions,
    examples: {
      request: handler(
        light("event.request.headers = { 'x-a': { value: 'a' } };\n  return event.request;"),
        light("event.request.headers['x-a'] = { value: 'a' };\n  return event.request;"),
        { fix: "Change the headers of the event's request in place, or copy these." },
      ),
      response: handler(
        lambda("response.headers = { 'x-a': [{ key: 'X-A', value: 'a' }] };\n  return response;"),
        lambda(
          "response.headers = { 'x-a': [{ key: 'X-A', value: 'a' }], via: response.headers.via, 'transfer-encoding': response.headers['transfer-encoding'] };\n  return response;",
        ),
        {
          event: "origin-response",
          fix: "Change the headers of the event's response in place, or copy these.",
        },
      ),
    },
  },
  "FE-EVT-004": {
    title: "A header name with capitals",
    reason: "CloudFront Functions take header names in lower case only; CloudFront answers 502 to others.",
    page: pages.eventStructure,
    examples: {
      code: handler(
        light("event.response.headers['X-A'] = { value: 'a' };\n  return event.response;"),
        light("event.response.headers['x-a'] = { value: 'a' };\n  return event.response;"),
        { event: "viewer-response", fix: "Write 'x-a'." },
      ),
    },
  },
  "FE-EVT-005": {
    title: "A status outside of 200 to 599",
    reason: "CloudFront takes a whole number from 200 to 599 as a status, and answers 502 to any other.",
    page: pages.lambdaGeneratedResponses,
    examples: {
      cloudFrontFunction: handler(moved("statusCode: 700"), moved("statusCode: 302"), { fix: "Give one of these." }),
      lambdaAtEdge: handler(made("status: '99'"), made("status: '403'"), { fix: "Give one of these." }),
    },
  },
  "FE-EVT-006": {
    title: "A status under the other runtime's key",
    reason:
      "CloudFront Functions read a response's status from 'statusCode', Lambda@Edge reads it from 'status'. A response without one is answered with 502.",
    page: pages.eventStructure,
    examples: {
      lambdaAtEdge: handler(made("statusCode: 403"), made("status: '403'"), { fix: "Write status: '403'." }),
      cloudFrontFunction: handler(moved("status: '302'"), moved("statusCode: 302"), { fix: "Write statusCode: 302." }),
      notConstant: handler(moved("status: Number(event.request.uri)"), moved("statusCode: Number(event.request.uri)"), {
        fix: "Name the key statusCode.",
      }),
      changedInLambdaAtEdge: handler(
        lambda("response.statusCode = 404;\n  return response;"),
        lambda("response.status = '404';\n  return response;"),
        { event: "origin-response", fix: "Write status: '404'." },
      ),
      changedInCloudFrontFunction: handler(
        light("event.response.status = '404';\n  return event.response;"),
        light("event.response.statusCode = 404;\n  return event.response;"),
        { event: "viewer-response", fix: "Write statusCode: 404." },
      ),
    },
  },
  "FE-EVT-007": {
    title: "A status of the wrong type",
    reason: "The status is a number for CloudFront Functions and a string for Lambda@Edge.",
    page: pages.eventStructure,
    examples: {
      lambdaAtEdge: handler(made("status: 403"), made("status: '403'"), { fix: "Write '403'." }),
      cloudFrontFunction: handler(moved("statusCode: '302'"), moved("statusCode: 302"), { fix: "Write 302." }),
      outOfRange: handler(
        light("event.response.statusCode = '700';\n  return event.response;"),
        light("event.response.statusCode = 410;\n  return event.response;"),
        { event: "viewer-response", fix: "Write a number from 200 to 599." },
      ),
      inWords: handler(
        light("event.response.statusCode = 'gone';\n  return event.response;"),
        light("event.response.statusCode = 410;\n  return event.response;"),
        { event: "viewer-response", fix: "Write a number from 200 to 599." },
      ),
    },
  },
  "FE-EVT-008": {
    title: "A status that Lambda@Edge changes at viewer-response",
    reason: "Lambda@Edge can't change the status at viewer-response.",
    page: pages.lambdaAtEdgeRestrictions,
    examples: {
      atOriginResponse: handler(
        lambda("response.status = '404';\n  return response;"),
        lambda("response.status = '404';\n  return response;"),
        {
          event: "viewer-response",
          rightEvent: "origin-response",
          fix: "Change it at origin-response, or in a CloudFront Function.",
        },
      ),
      inCloudFrontFunction: handler(
        lambda("response.status = '404';\n  return response;"),
        light("event.response.statusCode = 404;\n  return event.response;"),
        { event: "viewer-response", fix: "Change it at origin-response, or in a CloudFront Function." },
      ),
    },
  },
  "FE-EVT-009": {
    title: "A body with status 204",
    reason: "A response of status 204 has no body; CloudFront answers 502 to one that has.",
    page: pages.lambdaGeneratedResponses,
    examples: {
      withoutBody: handler(made("status: '204', body: 'a'"), made("status: '204'"), {
        fix: "Omit the body, or answer 200.",
      }),
      otherStatus: handler(made("status: '204', body: 'a'"), made("status: '200', body: 'a'"), {
        fix: "Omit the body, or answer 200.",
      }),
    },
  },
  "FE-EVT-010": {
    title: "A body that is too large",
    reason: "The size of a response that a function makes is limited by event; CloudFront answers 502 to a larger one.",
    page: pages.quotas,
    examples: {
      code: handler(
        made(`status: '200', body: '${"a".repeat(40_961)}'`),
        made(`status: '200', body: '${"a".repeat(40_000)}'`),
        { fix: "Shorten it, or have an origin serve it." },
      ),
    },
  },
  "FE-EVT-011": {
    title: "A request body that is too large",
    reason: "The body with which a Lambda@Edge function replaces a request's is limited by event and encoding.",
    page: pages.lambdaAtEdgeRestrictions,
    examples: {
      code: handler(
        lambda(
          `request.body = { action: 'replace', encoding: 'text', data: '${"a".repeat(40_961)}' };\n  return request;`,
        ),
        lambda(
          `request.body = { action: 'replace', encoding: 'text', data: '${"a".repeat(40_960)}' };\n  return request;`,
        ),
        { fix: "Shorten it." },
      ),
    },
  },
  "FE-EVT-012": {
    title: "A URI that does not begin with '/'",
    reason: "CloudFront answers 502 to a request whose URI does not begin with '/'.",
    page: pages.edgeFunctionRestrictions,
    examples: {
      code: handler(
        light("event.request.uri = 'a.html';\n  return event.request;"),
        light("event.request.uri = '/a.html';\n  return event.request;"),
        { fix: "Begin it with '/'." },
      ),
    },
  },
  "FE-EVT-013": {
    title: "A URI that is too long",
    reason: "A URI with its query string is limited to 8,192 bytes.",
    page: pages.quotas,
    examples: {
      code: handler(
        light(`event.request.uri = '/${"a".repeat(8192)}';\n  return event.request;`),
        light(`event.request.uri = '/${"a".repeat(8000)}';\n  return event.request;`),
        { fix: "Shorten it." },
      ),
    },
  },
} as const satisfies Readonly<Record<`FE-EVT-${string}`, Rule>>;
