import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { startCloudFront } from "@featheredge/loopback/testing";
import { type Compiled, compile, type ServedHandler } from "./compile.ts";
import { createDistribution } from "./create-distribution.ts";
import { domainNames, forwardedHeaders } from "./origins.ts";
import { sendRequest } from "./request.ts";
import { addVersion, importedFile, importedObject, publish, type Versions } from "./upload.ts";

export type { ServedHandler } from "./compile.ts";

interface RequestOptions {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

/** The answer to a viewer, and records of the request. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The URL of the last request to an origin; undefined if there was none. */
  readonly originUrl: string | undefined;
  /** The headers of the last request to an origin, by names in lower case. */
  readonly originHeaders: Readonly<Record<string, string>>;
  readonly logs: readonly string[];
  readonly warnings: readonly string[];
  readonly logData: string | undefined;
}

/** Answers in the name of all origins. @default 200 with the request's body */
export type OriginAnswer = (response: ServerResponse, body: string) => void;

/**
 * Compiles handlers and serves each by a separate distribution: the compiler, the control plane and the data plane run
 * in this process, without Terraform and moto.
 *
 * @param handlersDirectory has a folder for each handler
 * @param handlers by names that the tests choose
 * @throws DiagnosticError if the compiler rejects one
 */
export async function serveHandlers<Name extends string>(
  handlersDirectory: string,
  handlers: Readonly<Record<Name, ServedHandler>>,
) {
  const directory = mkdtempSync(path.join(tmpdir(), "featheredge-served-"));
  const names = Object.keys(handlers) as Name[];
  const compiled = await compile(handlersDirectory, handlers, directory);
  const compiledHandler = (name: Name): Compiled => {
    const result = compiled.get(name);
    if (result === undefined) throw new Error(`The build of '${name}' has no function.`);
    return result;
  };
  let answer: OriginAnswer = echo;
  const origin = createServer(async (asked, response) => {
    answer(response, Buffer.concat(await asked.toArray()).toString());
  });
  await new Promise<void>((listening) => origin.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
  const versions: Versions = new Map();
  const cloudFront = await startCloudFront({
    origins: Object.fromEntries(domainNames.map((name) => [name, address])),
    lambda: { version: async (arn) => versions.get(arn) },
    objects: Object.fromEntries(
      names.map((name) => [
        importedObject(name),
        importedFile(handlers[name].keyValues, compiledHandler(name).initialEntries),
      ]),
    ),
  });
  const { client } = cloudFront;
  const policy = await client.createOriginRequestPolicy({ OriginRequestPolicyConfig: forwardedHeaders });
  const policyId = policy.OriginRequestPolicy?.Id ?? "";
  const hosts = new Map<string, string>();
  for (const name of names) {
    const { artifact, code, initialEntries } = compiledHandler(name);
    const { keyValues, event, origin: originId = "app" } = handlers[name];
    const hasStore = keyValues !== undefined || initialEntries !== undefined;
    const arn =
      artifact.runtime === "lambda-at-edge"
        ? addVersion(versions, artifact, code, directory)
        : await publish(client, artifact, code, hasStore ? name : undefined);
    hosts.set(name, await createDistribution(client, { name, originId, policyId, event, arn, artifact }));
  }
  return {
    /** The compiler's warnings about a handler. */
    warnings: (name: Name) => compiledHandler(name).artifact.warnings,
    /** Sets the origins' answer; `undefined` restores the default. */
    answerBy(next: OriginAnswer | undefined) {
      answer = next ?? echo;
    },
    async ask(name: Name, url: string, { method = "GET", headers, body }: RequestOptions = {}): Promise<Answer> {
      cloudFront.traces.clear();
      const host = hosts.get(name) ?? "";
      const viewed = await sendRequest(cloudFront.httpPort, url, method, { host, ...headers }, body);
      const [trace] = cloudFront.traces.list();
      const sent = trace?.origin.at(-1);
      const stage = trace?.stages.at(-1);
      return {
        ...viewed,
        originUrl: sent?.url,
        originHeaders: Object.fromEntries((sent?.headers ?? []).map(([key, value]) => [key.toLowerCase(), value])),
        logs: stage?.logs ?? [],
        warnings: stage?.warnings ?? [],
        logData: stage?.logData?.value,
      };
    },
    async close() {
      await cloudFront.close();
      origin.close();
      rmSync(directory, { recursive: true });
    },
  };
}

const echo: OriginAnswer = (response, body) => response.end(body);
