import type { Answer } from "../../base/answer.ts";
import type { DataPlaneContext } from "../../base/context.ts";
import { errorAnswer } from "../../base/error-answer.ts";
import type { Exchange } from "../../base/exchange.ts";
import { peekBody } from "../../base/peek-body.ts";
import { viewerLocation } from "../../base/viewer-location.ts";
import type { WebAclReader } from "../../base/web-acl.ts";
import { combinedHeader, headerOf, withHeader } from "../../http/headers.ts";
import { evaluate } from "./evaluate.ts";

/** Answers of actions that do not let a request through. */
const statuses: Readonly<Record<string, number>> = { Block: 403, Captcha: 405, Challenge: 202 };

/** The lines that each data plane has logged: each is logged once. */
const logged = new WeakMap<DataPlaneContext, Set<string>>();

/** The answer to a request that is not let through; otherwise the exchange, whose body can still be read. */
type Checked = { readonly answer: Answer } | Exchange;

/**
 * Evaluates the distribution's web ACL, before CloudFront itself looks at the request.
 *
 * @returns no promise for a distribution without a web ACL
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works.html
 */
export function checkWebAcl(exchange: Exchange): Promise<Checked> | Checked {
  const { context, distribution } = exchange;
  const arn = distribution.deployed.config.WebACLId ?? "";
  return arn === "" || context.webAcls === undefined ? exchange : evaluateAcl(exchange, context.webAcls, arn);
}

async function evaluateAcl(exchange: Exchange, webAcls: WebAclReader, arn: string): Promise<Checked> {
  const { context, viewer, trace } = exchange;
  const acl = await webAcls.webAcl(arn);
  if (acl === undefined) {
    logOnce(context, `There is no web ACL ${arn}: all requests pass.`);
    return exchange;
  }
  const { peeked, body } = await peekBody(exchange.body, acl.bodyInspectionLimit);
  const { action, status, rule } = evaluate({
    acl,
    labels: new Set(),
    now: context.clock(),
    unknown: (what) => logOnce(context, `The loopback does not emulate ${what} (web ACL ${acl.Name}): requests pass.`),
    request: {
      method: viewer.method,
      path: viewer.uri,
      query: viewer.querystring,
      header: (name) => combinedHeader(viewer.headers, name, ","),
      clientIp: viewer.clientIp,
      country: viewerLocation(viewer).country,
      body: peeked.data,
      bodyBytes: peeked.truncated
        ? Number(headerOf(viewer.headers, "content-length") ?? acl.bodyInspectionLimit + 1)
        : peeked.data.length,
    },
  });
  const refused = statuses[action];
  if (refused === undefined) return { ...exchange, body };
  trace.note = `The web ACL ${acl.Name} answers with ${action}: ${rule === undefined ? "its default action" : `rule ${rule}`}.`;
  const answer = errorAnswer(status ?? refused, "Request blocked.", trace.id, context.clock());
  if (action === "Block") return { answer };
  // A browser that runs AWS's script solves the puzzle; other clients learn by this header why they got no content.
  return { answer: { ...answer, headers: withHeader(answer.headers, "x-amzn-waf-action", action.toLowerCase()) } };
}

function logOnce(context: DataPlaneContext, line: string): void {
  const lines = logged.get(context) ?? new Set<string>();
  logged.set(context, lines);
  if (lines.has(line)) return;
  lines.add(line);
  context.log(line);
}
