import type { ProjectStatus, ServerEvent } from "@featheredge/inspector/api";
import type { ViewerResponse } from "../9-answer/send-answer.ts";
import type { InspectorContext } from "./context.ts";
import { type MaskOf, readSecrets } from "./masking/mask-texts.ts";
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
  const { project } = context;
  let isOpen = true;
  const write = (text: string) => {
    if (!isOpen) return;
    stream.write(text);
    if (stream.writableLength > mostWaiting) stream.destroy();
  };
  let reading = readSecrets(project);
  const send = async (event: ServerEvent["event"], dataFor: (maskOf: MaskOf) => unknown) => {
    try {
      const data = dataFor(await reading);
      write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    } catch (error) {
      context.log(`The inspector's events failed: ${(error as Error).message}`);
      stream.destroy();
    }
  };
  const sendStatus = (status: ProjectStatus) => void send("status", (maskOf) => maskOf()(status));
  write(": connected\n\n");
  if (project !== undefined) sendStatus(project.status());
  const ends = [
    context.traces.onAdd((trace) => void send("request", (maskOf) => maskOf(trace)(summarize(trace)))),
    project?.onStatus((status) => {
      // A build may have brought a secret. One reading follows the other, so that events keep their order.
      reading = reading.then(() => readSecrets(project));
      sendStatus(status);
    }),
    project?.onTerraform(() => void send("terraform", () => ({}))),
  ];
  const ping = setInterval(() => write(": ping\n\n"), pingMs);
  stream.once("close", () => {
    isOpen = false;
    clearInterval(ping);
    for (const end of ends) end?.();
  });
}
