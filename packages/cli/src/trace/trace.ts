import type { InspectorClient, RequestSummary } from "@featheredge/inspector/api";
import { parseFilter } from "@featheredge/inspector/api";
import type { Context } from "../context.ts";
import { formatLogs, formatRequest, formatWhy } from "./format-requests.ts";
import { asking } from "./open-inspector.ts";

export interface TraceOptions {
  /** As `parseFilter` takes it; empty for all requests. */
  readonly filter: string;
  /** Goes on with each new request until the command is stopped. */
  readonly follow: boolean;
  /** Prints JSON: one document, or with `follow` one for each line. */
  readonly json: boolean;
  /** Adds the reasons of each answer, and the lines that functions logged; as JSON, the stages. */
  readonly why: boolean;
  /** How many of the last requests are printed first. */
  readonly limit: number;
}

/** Prints the last requests to the loopback that match a filter, the newest last, and perhaps each new one. */
export async function printRequests(
  client: InspectorClient,
  { output, interruption }: Pick<Context, "output" | "interruption">,
  { filter, follow, json, why, limit }: TraceOptions,
): Promise<void> {
  const detailOf = async ({ id }: RequestSummary) => (why ? await asking(() => client.readRequest({ id })) : undefined);
  const print = async (request: RequestSummary) => {
    const detail = await detailOf(request);
    if (json) output.print(`${JSON.stringify(detail ?? request)}\n`);
    else output.print(`${formatRequest(request)}\n${formatWhy(detail?.why ?? [])}${formatLogs(detail?.stages ?? [])}`);
  };
  // The events are followed first, so that no request is missed in between.
  const events = follow ? client.events(interruption.stop) : undefined;
  const firstEvent = events?.next();
  firstEvent?.catch(() => {});
  const { requests } = await asking(() => client.listRequests({ filter, limit }));
  const oldestFirst = [...requests].reverse();
  if (json && !follow) {
    const documents = await Promise.all(oldestFirst.map(async (request) => (await detailOf(request)) ?? request));
    output.print(`${JSON.stringify({ requests: documents }, undefined, 2)}\n`);
    return;
  }
  for (const request of oldestFirst) await print(request);
  if (events === undefined || firstEvent === undefined) return;
  const printed = new Set(requests.map(({ id }) => id));
  const matches = parseFilter(filter);
  for (let next = await firstEvent; !next.done; next = await events.next()) {
    const { value } = next;
    if (value.event === "request" && matches(value.data) && !printed.has(value.data.id)) await print(value.data);
  }
  output.progress("The loopback has ended.");
}
