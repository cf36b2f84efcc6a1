import type { Answer } from "../../base/answer.ts";
import { errorAnswer } from "../../base/error-answer.ts";
import type { Exchange } from "../../base/exchange.ts";
import { peekBody } from "../../base/peek-body.ts";
import { viewerLocation } from "../../base/viewer-location.ts";
import type { WebAcl } from "../../base/web-acl.ts";
import { evaluate } from "./evaluate.ts";

/** Answers of actions that do not let a request through. */
const statuses: Readonly<Record<string, number>> = { Block: 403, Captcha: 405, Challenge: 202 };

/** The names of what is not evaluated, by the web ACL that has it: each is logged once. */
const logged = new WeakMap<WebAcl, Set<string>>();

/**
 * Evaluates the distribution's web ACL, before CloudFront itself looks at the request.
 *
 * @returns the answer to a request that is not let through; otherwise the exchange, whose body can still be read
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works.html
 */
export async function checkWebAcl(exchange: Exchange): Promise<{ readonly answer: Answer } | Exchange> {
  const { context, distribution, viewer, trace } = exchange;
  const arn = distribution.deployed.config.WebACLId ?? "";
  if (arn === "" || context.webAcls === undefined) return exchange;
  const acl = await context.webAcls.webAcl(arn);
  if (acl === undefined) {
    logOnce(context.log, missing, `There is no web ACL ${arn}: all requests pass.`);
    return exchange;
  }
  const { peeked, body } = await peekBody(exchange.body, acl.bodyInspectionLimit);
  const header = (name: string) => {
    const values = viewer.headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
    return values.length === 0 ? undefined : values.join(",");
  };
  const known = logged.get(acl) ?? new Set<string>();
  logged.set(acl, known);
  const { action, status, rule } = evaluate({
    acl,
    labels: new Set(),
    now: context.clock(),
    unknown: (what) =>
      logOnce(context.log, known, `The loopback does not emulate ${what} (web ACL ${acl.Name}): requests pass.`),
    request: {
      method: viewer.method,
      path: viewer.uri,
      query: viewer.querystring,
      header,
      clientIp: viewer.clientIp,
      country: viewerLocation(viewer).country,
      body: peeked.data,
      bodyBytes: peeked.truncated
        ? Number(header("content-length") ?? acl.bodyInspectionLimit + 1)
        : peeked.data.length,
    },
  });
  const refused = statuses[action];
  if (refused === undefined) return { ...exchange, body };
  trace.note = `The web ACL ${acl.Name} answers with ${action}: ${rule === undefined ? "its default action" : `rule ${rule}`}.`;
  const answer = errorAnswer(status ?? refused, "Request blocked.", trace.id, context.clock());
  // A browser that runs AWS's script solves the puzzle; other clients learn by this header why they got no content.
  const headers =
    action === "Block" ? answer.headers : [...answer.headers, ["x-amzn-waf-action", action.toLowerCase()] as const];
  return { answer: { ...answer, headers: headers.map(([name, value]): [string, string] => [name, value]) } };
}

const missing = new Set<string>();

function logOnce(log: (line: string) => void, known: Set<string>, line: string): void {
  if (known.has(line)) return;
  known.add(line);
  log(line);
}
