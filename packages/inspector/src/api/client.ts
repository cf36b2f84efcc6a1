import { basePath } from "./open-api.ts";
import {
  errorAnswer,
  type Operation,
  type OperationAnswer,
  type OperationInput,
  type OperationName,
  operations,
  type ServerEvent,
} from "./operations.ts";

export interface ClientOptions {
  /** Such as `http://inspector.localhost:8080`; empty for a page of the inspector itself. */
  readonly baseUrl: string;
  /** @default the global `fetch` */
  readonly fetch?: typeof fetch;
}

/** An operation answered with an error. */
export class InspectorError extends Error {
  override readonly name = "InspectorError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The operations of a running inspector as functions. */
export type InspectorClient = {
  readonly [Name in OperationName]: (
    ...input: object extends OperationInput<Name> ? [input?: OperationInput<Name>] : [input: OperationInput<Name>]
  ) => Promise<OperationAnswer<Name>>;
} & {
  /** Follows the events, until the signal is aborted or the loopback ends. */
  events(signal?: AbortSignal): AsyncGenerator<ServerEvent>;
};

/**
 * Makes a client of a running inspector. Its functions throw an {@link InspectorError} for every answer that is not 2xx,
 * and whatever `fetch` throws if the inspector does not answer.
 */
export function createInspectorClient(options: ClientOptions): InspectorClient {
  const send = options.fetch ?? fetch;
  const base = `${options.baseUrl}${basePath}`;
  const call = async (operation: Operation, input: Readonly<Record<string, unknown>>) => {
    const { method, body } = operation;
    const response = await send(`${base}${targetOf(operation, input)}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(membersOf(body.shape, input)) }),
    });
    if (!response.ok) throw new InspectorError(response.status, await messageOf(response));
    return response.json();
  };
  const calls = Object.entries(operations).map(([name, operation]) => [
    name,
    (input: Readonly<Record<string, unknown>> = {}) => call(operation as Operation, input),
  ]);
  return {
    ...Object.fromEntries(calls),
    events: (signal?: AbortSignal) => readEvents(() => send(`${base}/events`, signal === undefined ? {} : { signal })),
  } as InspectorClient;
}

function targetOf({ route, query }: Operation, input: Readonly<Record<string, unknown>>): string {
  const path = route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])));
  const searched = Object.entries(membersOf(query.shape, input)).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return searched.length === 0 ? path : `${path}?${new URLSearchParams(searched)}`;
}

function membersOf(shape: object, input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([name, value]) => name in shape && value !== undefined));
}

async function messageOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    return errorAnswer.parse(JSON.parse(text)).message;
  } catch {
    return `The inspector answered ${response.status}: ${text.slice(0, 200)}`;
  }
}

/** Parses server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream */
async function* readEvents(open: () => Promise<Response>): AsyncGenerator<ServerEvent> {
  const response = await open();
  if (!response.ok || response.body === null) throw new InspectorError(response.status, await messageOf(response));
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = /^event: (.+)$/m.exec(block)?.[1];
        const data = /^data: (.+)$/m.exec(block)?.[1];
        if (event !== undefined && data !== undefined) yield { event, data: JSON.parse(data) } as ServerEvent;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
