import { evaluatePolicy } from "./data-plane/7-origin/resource-policy.ts";
import type { InvokeOrigin } from "./data-plane/base/origin.ts";
import type { createEdgeFunctions } from "./data-plane/functions/create-edge-functions.ts";
import { headerOf } from "./data-plane/http/headers.ts";
import type { Deployment, LambdaCode } from "./deployment.ts";
import type { MotoGateway } from "./moto/gateway.ts";
import { type FoundFunction, findFunctionUrl, readFunctionPolicy } from "./moto/lambda/function-urls.ts";

export interface FunctionUrlOrigins {
  readonly deployment: Deployment;
  readonly functions: Pick<ReturnType<typeof createEdgeFunctions>, "runFunctionUrl">;
  readonly lambda: LambdaCode;
  readonly gateway: MotoGateway;
}

/** Answers requests to the URLs of Lambda functions, if Lambda would accept them. */
export function functionUrlOrigin({ deployment, functions, lambda, gateway }: FunctionUrlOrigins) {
  return (host: string): InvokeOrigin =>
    async (request) => {
      const accounts = new Set(Array.from(deployment.distributions, ({ account }) => account));
      const target = await findFunctionUrl(host, accounts, gateway.send);
      const arn = target && `arn:aws:lambda:${target.region}:${target.account}:function:${target.functionName}:$LATEST`;
      const version = arn && (await lambda.version(arn));
      if (!version || !(await mayInvoke(target, request, gateway))) {
        return { status: 403, headers: [], body: bytes('{"Message":"Forbidden"}') };
      }
      const [path = "/", querystring = ""] = request.url.split(/\?(.*)/s);
      const chunks: Buffer[] = [];
      for await (const chunk of request.body) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      const { method, headers } = request;
      const call = { method, path, querystring, headers, body, clientIp: "127.0.0.1", domainName: host };
      const answer = await functions.runFunctionUrl(arn, version, call);
      return { ...answer, body: bytes(answer.body) };
    };
}

/**
 * True if Lambda accepts a request to a function's URL. CloudFront needs two permissions since October 2025. A signature
 * of the viewer's own is accepted, since the loopback knows no policies of users.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
async function mayInvoke(
  target: FoundFunction,
  { headers, signedFor }: Pick<Parameters<InvokeOrigin>[0], "headers" | "signedFor">,
  gateway: MotoGateway,
): Promise<boolean> {
  if (target.isPublic) return true;
  if (signedFor === undefined) return headerOf(headers, "authorization") !== undefined;
  const policy = await readFunctionPolicy(target, gateway.send);
  return ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"].every((action) => {
    const request = {
      principals: [["Service", "cloudfront.amazonaws.com"] as const],
      action,
      resource: `arn:aws:lambda:${target.region}:${target.account}:function:${target.functionName}`,
      context: { "aws:sourcearn": signedFor.arn, "aws:sourceaccount": signedFor.account },
    };
    return evaluatePolicy(policy, request) === "allowed";
  });
}

async function* bytes(data: Buffer | string): AsyncGenerator<Buffer> {
  yield Buffer.from(data);
}
