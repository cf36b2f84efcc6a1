import { existsSync } from "node:fs";
import path from "node:path";
import type { EdgeEvent } from "@featheredge/aws-rules";
import { DiagnosticError, diagnose } from "@featheredge/diagnostics";
import { loadCases } from "@featheredge/edge-sdk/testing";
import type { ComputeCase } from "./estimate.ts";

/**
 * The events next to handlers that a function at an event can be given: those with a response for viewer response,
 * those without for viewer request.
 *
 * @param folders of the handlers that the function is composed of, below `handlersDirectory`
 * @throws DiagnosticError for a file that is not a case
 */
export function findCases(handlersDirectory: string, folders: readonly string[], event: EdgeEvent): ComputeCase[] {
  const isResponse = event.endsWith("response");
  return [...new Set(folders)].flatMap((folder) => {
    const directory = path.join(handlersDirectory, folder, "events");
    if (!existsSync(directory)) return [];
    return readCases(directory)
      .filter((found) => (found.event.response !== undefined) === isResponse)
      .map((found) => ({ file: `${folder}/events/${found.file}`, event: found.event, kvs: found.kvs }));
  });
}

function readCases(directory: string) {
  try {
    return loadCases(directory);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new DiagnosticError([diagnose("FE-HND-023", { message })]);
  }
}
