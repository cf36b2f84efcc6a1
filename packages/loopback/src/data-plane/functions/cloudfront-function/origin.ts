import type { OriginCall } from "@featheredge/runtimes";
import type { OriginChange } from "../../edge-functions.ts";
import { InvalidResult } from "../failure.ts";
import { isRecord } from "../headers.ts";

/**
 * What a function's calls of the origin helpers come to: the last one holds.
 *
 * @throws InvalidResult where an argument is not what AWS's page says
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export function originChange(calls: readonly OriginCall[] | undefined): OriginChange | undefined {
  const last = calls?.at(-1);
  if (last === undefined) return undefined;
  const [argument] = last.arguments;
  if (last.method === "selectRequestOriginById") {
    if (typeof argument === "string" && argument !== "") return { kind: "select", originId: argument };
    throw new InvalidResult(`cf.${last.method}() takes the id of an origin of the distribution, a string.`);
  }
  if (!isRecord(argument)) throw new InvalidResult(`cf.${last.method}() takes an object. Write it out.`);
  return { kind: last.method === "updateRequestOrigin" ? "update" : "group", properties: argument };
}
