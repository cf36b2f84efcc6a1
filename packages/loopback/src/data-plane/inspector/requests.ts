import { type OperationAnswer, parseFilter, type RequestDetail } from "@featheredge/inspector/api";
import type { EdgeRequest } from "../base/edge-functions.ts";
import type { RequestTrace } from "../base/trace.ts";
import { type InspectorContext, InspectorFault } from "./context.ts";
import { createMask, secretsOf } from "./masking/mask-texts.ts";
import { functionName } from "./names.ts";
import { uriAndQuery } from "./stages/messages.ts";
import { stagesOf } from "./stages/stages.ts";
import { summarize } from "./summary.ts";
import { explain } from "./why.ts";

/** Requests that one answer has unless the client limits it. */
const defaultLimit = 100;

export function listRequests(
  { traces }: InspectorContext,
  given: { limit?: number | undefined; before?: string | undefined; filter?: string | undefined },
): OperationAnswer<"listRequests"> {
  const { limit = defaultLimit, before, filter = "" } = given;
  const all = traces.list();
  const from = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
  // The request may have left the ring: then there are no older ones.
  if (before !== undefined && from === 0) return { requests: [] };
  const matches = parseFilter(filter);
  const requests: OperationAnswer<"listRequests">["requests"] = [];
  for (const trace of all.slice(from)) {
    const summary = summarize(trace);
    if (!matches(summary)) continue;
    if (requests.length === limit) {
      const last = requests.at(-1)?.id;
      return { requests, ...(last === undefined ? {} : { next: last }) };
    }
    requests.push(summary);
  }
  return { requests };
}

export async function readRequest(context: InspectorContext, id: string): Promise<RequestDetail> {
  const trace = findTrace(context, id);
  const stages = await stagesOf(trace, context);
  const why = await explain(trace, stages, context.project);
  const mask = createMask([...secretsOf(trace), ...((await context.project?.secrets()) ?? [])]);
  return mask({ ...summarize(trace), stages, why, canSendAgain: !trace.hasBody });
}

/** Makes a test of a request by the project, which knows where tests belong. */
export async function writeTest(
  context: InspectorContext,
  id: string,
  form: "event" | "vitest",
): Promise<OperationAnswer<"writeTest">> {
  const trace = findTrace(context, id);
  const { distribution, result, stages } = trace;
  const message = { ...trace, ...uriAndQuery(trace.url) };
  if (distribution === undefined || result === undefined) {
    throw new InspectorFault(404, `No distribution answered the request '${id}'.`);
  }
  const test = await context.project?.testOf(
    {
      comment: distribution.deployed.config.Comment ?? "",
      host: trace.host,
      protocol: trace.protocol,
      request: rawRequest(message),
      address: trace.clientIp,
      simulated: Object.fromEntries(trace.simulated),
      runs: stages.map(({ event, arn, before }) => ({
        name: functionName(arn),
        event,
        request: rawRequest(before.request),
        ...(before.response === undefined
          ? {}
          : { response: { status: before.response.status, headers: [...before.response.headers] } }),
      })),
      answer: { status: result.status, headers: [...result.headers], xCache: result.xCache },
    },
    form,
  );
  if (test !== undefined) return test;
  throw new InspectorFault(
    404,
    "No function of the project ran for this request, so there is no event to test it with.",
  );
}

/** A request with its secrets, for the project alone. */
function rawRequest({ method, uri, querystring, headers }: EdgeRequest) {
  return { method, uri, querystring, headers: headers.map(([name, value]) => ({ name, value })) };
}

function findTrace({ traces }: Pick<InspectorContext, "traces">, id: string): RequestTrace {
  const trace = traces.find(id);
  if (trace !== undefined) return trace;
  throw new InspectorFault(
    404,
    `There is no request '${id}'. The inspector keeps the last ${traces.capacity} requests.`,
  );
}
