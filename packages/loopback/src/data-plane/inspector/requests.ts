import { type OperationAnswer, parseFilter, type RequestDetail } from "@featheredge/inspector/api";
import type { RequestTrace } from "../base/trace.ts";
import { type InspectorContext, InspectorFault } from "./context.ts";
import { maskFor, readSecrets } from "./masking/mask-texts.ts";
import { stagesOf } from "./stages/stages.ts";
import { summarize } from "./summary.ts";
import { explain } from "./why.ts";

/** Requests that one answer has unless the client limits it. */
const defaultLimit = 100;

export async function listRequests(
  { traces, project }: InspectorContext,
  given: { limit?: number | undefined; before?: string | undefined; filter?: string | undefined },
): Promise<OperationAnswer<"listRequests">> {
  const { limit = defaultLimit, before, filter = "" } = given;
  const all = traces.list();
  const from = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
  // The request may have left the ring: then there are no older ones.
  if (before !== undefined && from === 0) return { requests: [] };
  const matches = parseFilter(filter);
  const maskOf = await readSecrets(project);
  const requests: OperationAnswer<"listRequests">["requests"] = [];
  for (const trace of all.slice(from)) {
    const summary = summarize(trace);
    if (!matches(summary)) continue;
    if (requests.length === limit) {
      const last = requests.at(-1)?.id;
      return { requests, ...(last === undefined ? {} : { next: last }) };
    }
    requests.push(maskOf(trace)(summary));
  }
  return { requests };
}

export async function readRequest(context: InspectorContext, id: string): Promise<RequestDetail> {
  const trace = findTrace(context, id);
  const stages = await stagesOf(trace, context);
  const why = await explain(trace, stages, context.project);
  const mask = await maskFor(context.project, trace);
  return mask({ ...summarize(trace), stages, why, canSendAgain: !trace.hasBody });
}

/** @throws {InspectorFault} 404 for a request that is not kept any more */
export function findTrace({ traces }: Pick<InspectorContext, "traces">, id: string): RequestTrace {
  const trace = traces.find(id);
  if (trace !== undefined) return trace;
  throw new InspectorFault(
    404,
    `There is no request '${id}'. The inspector keeps the last ${traces.capacity} requests.`,
  );
}
