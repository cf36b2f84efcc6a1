import type { OperationAnswer, TestedRequest } from "@featheredge/inspector/api";
import type { EdgeRequest } from "../base/edge-functions.ts";
import type { RequestTrace } from "../base/trace.ts";
import { type HeaderList, hostName } from "../http/headers.ts";
import { type InspectorContext, InspectorFault } from "./context.ts";
import { customHeadersOf, type Mask, maskFor } from "./masking/mask-texts.ts";
import { omitSecretHeaders, omitSecretParameters } from "./masking/omit-secrets.ts";
import { functionName } from "./names.ts";
import { findTrace } from "./requests.ts";
import { uriAndQuery } from "./stages/messages.ts";

/** Makes a test of a request by the project, which knows where tests belong. The test has no secret. */
export async function writeTest(
  context: InspectorContext,
  id: string,
  form: "event" | "vitest",
): Promise<OperationAnswer<"writeTest">> {
  const trace = findTrace(context, id);
  const mask = await maskFor(context.project, trace);
  const test = await context.project?.testOf(testedRequest(trace, mask), form);
  if (test !== undefined) return mask(test);
  throw new InspectorFault(
    404,
    "An event file is for the handler that ran first: one of the project that uses the SDK, and that runs without the " +
      "request's secrets and without entries of a KeyValueStore. Copy the request as a vitest case instead.",
  );
}

/** @throws {InspectorFault} for a request that no test can repeat */
function testedRequest(trace: RequestTrace, mask: Mask): TestedRequest {
  const { id, distribution, result, stages, host, protocol, clientIp, simulated } = trace;
  if (distribution === undefined || result === undefined) {
    throw new InspectorFault(404, `No distribution answered the request '${id}'.`);
  }
  if (trace.hasBody) {
    throw new InspectorFault(409, "The request had a body, which is not kept, so no test can repeat it.");
  }
  const target = uriAndQuery(trace.url);
  if (mask(target.uri) !== target.uri) {
    throw new InspectorFault(409, `The path ${mask(target.uri)} holds a secret, which a test must not have.`);
  }
  const isSecret = customHeadersOf(trace);
  const requestOf = ({ method, uri, querystring, headers }: EdgeRequest): TestedRequest["request"] => {
    const query = omitSecretParameters(querystring, mask);
    const rest = omitSecretHeaders(headers, mask, isSecret);
    return {
      method,
      uri,
      querystring: query.kept,
      headers: rest.kept.map(([name, value]) => ({ name, value })),
      omitted: [...new Set([...query.omitted, ...rest.omitted])],
    };
  };
  const responseOf = ({ status, headers }: { readonly status: number; readonly headers: HeaderList }) => ({
    status,
    headers: omitSecretHeaders(headers, mask, isSecret).kept,
  });
  // The id and the domain name belong to one deployment; a test also runs on the next one.
  const name = hostName(host).replace(/\.localhost$/, "");
  const isOwn = [distribution.id, distribution.domainName].some((one) => one.toLowerCase() === name);
  return {
    comment: distribution.deployed.config.Comment ?? "",
    ...(isOwn ? {} : { host }),
    protocol,
    request: requestOf({ ...trace, ...target }),
    address: clientIp,
    simulated: Object.fromEntries(simulated),
    runs: stages.map(({ event, arn, before: { request, response } }) => ({
      name: functionName(arn),
      event,
      request: requestOf(request),
      ...(response === undefined ? {} : { response: responseOf(response) }),
    })),
    answer: { ...responseOf(result), xCache: result.xCache },
  };
}
