import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type OperationInput,
  type OperationName,
  operations,
  parseFilter,
  type RequestSummary,
  safeHeaders,
} from "../api/index.ts";
import { buildPage } from "../build-page.ts";
import { sampleDetail, sampleFailure, sampleSummary } from "./sample-requests.ts";
import {
  sampleDistribution,
  sampleEntry,
  sampleFunctions,
  sampleInvalidation,
  sampleStatus,
  sampleStore,
  sampleTerraform,
} from "./sample-resources.ts";

/** A server of the page and of an API whose answers are samples. */
export interface SampleServer {
  readonly url: string;
  /** Requests that the page sent to the API, such as `POST /requests`, with what each had. */
  readonly calls: { readonly name: string; readonly input: Readonly<Record<string, unknown>> }[];
  /** Announces new requests, as the loopback does when they are answered. */
  add(count: number): void;
  /** Ends the streams of events, as a lost connection does. Pages connect again after some milliseconds. */
  disconnect(): void;
  /** Announces that Terraform's plan, log or drift has changed. */
  changeTerraform(): void;
  close(): Promise<void>;
}

/** @param count the number of requests at first */
export async function startSampleServer(count: number): Promise<SampleServer> {
  const files = await buildPage();
  const calls: SampleServer["calls"] = [];
  const requests: RequestSummary[] = Array.from({ length: count }, (_, index) => sampleSummary(index));
  const values = new Map([
    ["banner", "off"],
    ["locale/de", "de"],
    ["signing/secret", "‹hidden:32›"],
  ]);
  const listeners = new Set<ServerResponse>();
  const announce = (event: string, data: unknown) => {
    for (const listener of listeners) listener.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const add = (added: RequestSummary) => {
    requests.push(added);
    announce("request", added);
  };
  const detailOf = (id: string) => {
    const summary = requests.find((request) => request.id === id);
    if (!summary) throw new Error(`There is no request '${id}'.`);
    return summary.failures.length > 0 ? sampleFailure(summary) : sampleDetail(summary);
  };

  const answers: { [Name in OperationName]: (input: OperationInput<Name>) => unknown } = {
    listRequests({ limit, before, filter }) {
      const newestFirst = requests.filter(parseFilter(filter ?? "")).reverse();
      const start = before === undefined ? 0 : newestFirst.findIndex(({ id }) => id === before) + 1;
      const listed = newestFirst.slice(start, start + Number(limit ?? 100));
      const isLast = start + listed.length >= newestFirst.length;
      return { requests: listed, ...(isLast ? {} : { next: listed.at(-1)?.id }) };
    },
    readRequest: ({ id }) => detailOf(id),
    sendRequest({ path, viewer }) {
      const { country: usual, ...summary } = sampleSummary(requests.length);
      const country = viewer?.country === undefined ? usual : viewer.country;
      add({ ...summary, ...(path !== undefined && { path }), ...(country && { country }) });
      return { id: summary.id, status: 200, headers: [], body: "<h1>Hallo</h1>\n", bytes: 15, cut: false };
    },
    writeTest: ({ form }) => ({
      file: form === "event" ? "edge-handlers/country-router/events/de.json" : "tests/site/guides.test.ts",
      text: form === "event" ? '{ "request": {} }\n' : 'it("answers /guides/caching", async () => {});\n',
      command: "npx vitest run tests/site",
    }),
    listDistributions: () => ({ distributions: [sampleDistribution] }),
    readDistribution: () => sampleDistribution,
    listFunctions: () => ({ functions: sampleFunctions }),
    readFunction: ({ name }) => sampleFunctions.find((candidate) => candidate.name === name),
    listKeyValueStores: () => ({ stores: [sampleStore] }),
    listKeys: ({ prefix }) => ({
      keys: [...values].filter(([key]) => key.startsWith(prefix ?? "")).map(([key, value]) => ({ key, value })),
    }),
    putKey({ key, value }) {
      values.set(key, value);
      return {};
    },
    deleteKey({ key }) {
      values.delete(key);
      return {};
    },
    listCache: () => ({ entries: [sampleEntry], total: 1, bytes: sampleEntry.bytes }),
    evict: () => ({}),
    clearCache: () => ({}),
    listInvalidations: () => ({ invalidations: [sampleInvalidation] }),
    invalidate: ({ paths }) => ({ invalidation: { ...sampleInvalidation, paths } }),
    readStatus: () => sampleStatus,
    openSource: () => ({}),
    readTerraform: () => sampleTerraform,
    applyTerraform: () => ({}),
    checkDrift: () => ({}),
  };

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const file = files.get(pathname);
    if (file) return response.writeHead(200, { ...safeHeaders, "content-type": file.type }).end(file.body);
    if (pathname === "/api/v1/events") {
      response.writeHead(200, { "content-type": "text/event-stream" }).write("retry: 50\n\n");
      listeners.add(response);
      response.on("close", () => listeners.delete(response));
      return announce("status", sampleStatus);
    }
    const called = findOperation(request.method ?? "GET", pathname);
    if (!called) return response.writeHead(404).end('{"message":"There is no such operation."}');
    const input = { ...called.path, ...Object.fromEntries(searchParams), ...(await readJson(request)) };
    calls.push({ name: called.name, input });
    const answer = answers[called.name] as (given: unknown) => unknown;
    try {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer(input)));
    } catch (error) {
      response.writeHead(404).end(JSON.stringify({ message: (error as Error).message }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    add(added) {
      for (let index = 0; index < added; index += 1) add(sampleSummary(requests.length));
    },
    disconnect() {
      for (const listener of listeners) listener.end();
      listeners.clear();
    },
    changeTerraform: () => announce("terraform", {}),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Finds the operation of a request, and the values of its path. */
function findOperation(method: string, pathname: string) {
  for (const [name, operation] of Object.entries(operations)) {
    const pattern = operation.route.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
    const match = new RegExp(`^/api/v1${pattern}$`).exec(pathname);
    if (operation.method !== method || !match) continue;
    const path = Object.entries(match.groups ?? {}).map(([part, value]) => [part, decodeURIComponent(value)]);
    return { name: name as OperationName, path: Object.fromEntries(path) as Record<string, string> };
  }
  return undefined;
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}
