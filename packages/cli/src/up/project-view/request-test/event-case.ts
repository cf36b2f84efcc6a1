import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RequestTest, TestedRequest } from "@featheredge/inspector/api";
import type { RunInput } from "../../../run/engine.ts";
import { runPortableApart } from "../../../run/portable-process.ts";
import { findBuiltFunction } from "../built-function.ts";
import type { BuiltEnvironment } from "../positions.ts";
import { secretTexts } from "../secrets.ts";
import { describeOmitted, describeRequest, fileNameOf, headersToSend } from "./values.ts";

type Fields = Record<string, { value: string; multiValue?: { value: string }[] }>;

/**
 * Writes an event file for the first handler that the request ran. The expected result is that of the handler alone, with
 * the environment's config. If that holds a secret, the case has the config that the handler's other cases share.
 * @param env - The variables of the process that runs the handler.
 * @returns undefined if no handler of the project that uses the SDK ran, or if it fails without the request's secrets and
 *   without entries of a KeyValueStore
 */
export async function eventCase(
  built: BuiltEnvironment,
  tested: TestedRequest,
  env: NodeJS.ProcessEnv,
): Promise<RequestTest | undefined> {
  const { root, environment, manifest } = built;
  const run = tested.runs[0];
  const artifact = run && findBuiltFunction(manifest, run.name);
  const [instance, source] = [artifact?.handlers[0], artifact?.sources[0]];
  if (run === undefined || instance === undefined || source === undefined || !source.endsWith(".ts")) return undefined;
  const folder = source.slice(0, source.lastIndexOf("/"));
  const own = environment.handlers[instance]?.config;
  const isShared = secretTexts(own).length > 0;
  const config = isShared ? sharedConfig(join(root, folder)) : own;
  const event = eventOf(run, tested.address);
  const at = run.event as RunInput["at"];
  const input = { root, instance, file: join(root, source), config, at, kvs: {}, env: {} };
  const ran = await runPortableApart({ ...input, event: event as RunInput["event"] }, env);
  if (ran?.outcome === undefined) return undefined;
  const { request, response } = ran.outcome;
  const expected = response === undefined ? { request } : { response };
  const file = `${folder}/events/${fileNameOf(tested)}.json`;
  const withConfig = isShared ? ", with the config of _config.json, since the environment's holds a secret" : "";
  const title = `as recorded: ${describeRequest(tested)}${describeOmitted(run.request)}${withConfig}`;
  const written = { case: title, ...(isShared ? {} : { config }), event, expected };
  return { file, text: `${JSON.stringify(written, undefined, 2)}\n`, command: `npx vitest run ${folder}` };
}

function sharedConfig(folder: string): unknown {
  const file = join(folder, "events", "_config.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

function eventOf({ event, request, response }: TestedRequest["runs"][number], address: string) {
  return {
    version: "1.0",
    context: { eventType: event },
    viewer: { ip: address },
    request: {
      method: request.method,
      uri: request.uri,
      querystring: fieldsOf(queryOf(request.querystring)),
      headers: fieldsOf(headersToSend(request).map(({ name, value }) => [name.toLowerCase(), value])),
      cookies: {},
    },
    ...(response === undefined
      ? {}
      : {
          response: {
            statusCode: response.status,
            cookies: {},
            headers: fieldsOf(response.headers.map(([name, value]) => [name.toLowerCase(), value])),
          },
        }),
  };
}

const queryOf = (querystring: string): [string, string][] =>
  querystring
    .split("&")
    .filter(Boolean)
    .map((pair) => {
      const [name = "", ...rest] = pair.split("=");
      return [name, rest.join("=")];
    });

/** Fields of an event of CloudFront Functions: one with several values has them all in `multiValue`. */
function fieldsOf(pairs: readonly (readonly [name: string, value: string])[]): Fields {
  const fields: Fields = {};
  for (const [name, value] of pairs) {
    const present = fields[name];
    if (present === undefined) fields[name] = { value };
    else present.multiValue = [...(present.multiValue ?? [{ value: present.value }]), { value }];
  }
  return fields;
}
