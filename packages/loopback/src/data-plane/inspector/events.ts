import type { ServerEvent } from "@featheredge/inspector/api";
import type { ViewerResponse } from "../9-answer/send-answer.ts";
import type { InspectorContext } from "./context.ts";
import { summarize } from "./summary.ts";

/** A comment, so that proxies and clients see that the connection is alive. */
const pingMs = 15_000;
/** Bytes that wait for a client that does not read, such as a page in a sleeping tab; beyond them, it is disconnected. */
const mostWaiting = 4 * 1024 * 1024;

/**
 * Streams the events until the client goes away.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function streamEvents(context: InspectorContext, response: ViewerResponse): void {
  const stream = response as NodeJS.WritableStream & { readonly writableLength: number; destroy(): void };
  const write = (text: string) => {
    stream.write(text);
    if (stream.writableLength > mostWaiting) stream.destroy();
  };
  const send = ({ event, data }: ServerEvent) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  write(": connected\n\n");
  const { project } = context;
  if (project !== undefined) send({ event: "status", data: project.status() });
  const ends = [
    context.traces.onAdd((trace) => send({ event: "request", data: summarize(trace) })),
    project?.onStatus((status) => send({ event: "status", data: status })),
  ];
  const ping = setInterval(() => write(": ping\n\n"), pingMs);
  stream.once("close", () => {
    clearInterval(ping);
    for (const end of ends) end?.();
  });
}
