import { checkFailoverStatuses, checkOriginProperties } from "@featheredge/aws-rules";
import type { OriginCall } from "@featheredge/runtimes";
import type { ChosenOrigin, OriginChange, OriginProperties } from "../../base/edge-functions.ts";
import { InvalidResult, rejectIf } from "../failure.ts";
import type { Warn } from "../returned-values.ts";
import { isRecord } from "../returned-values.ts";

/**
 * Reads a function's calls of the origin helpers. The last call counts.
 *
 * @param warn is called for each property that AWS's page does not document
 * @throws InvalidResult if an argument does not have the structure on AWS's page
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export function originChange(calls: readonly OriginCall[] | undefined, warn: Warn): OriginChange | undefined {
  const last = calls?.at(-1);
  if (last === undefined) return undefined;
  const [first, second] = last.arguments;
  const name = `cf.${last.method}()`;
  switch (last.method) {
    case "selectRequestOriginById": {
      if (typeof first !== "string" || first === "") {
        throw new InvalidResult(`${name}: the first argument must be the id of an origin of the distribution.`);
      }
      if (second === undefined) return { kind: "select", originId: first };
      return { kind: "select", originId: first, overrides: checked("originOverrides", second, name, warn) };
    }
    case "updateRequestOrigin":
      return { kind: "update", properties: checked("updateRequestOrigin", first, name, warn) };
    case "createRequestOriginGroup":
      return groupOf(checked("createRequestOriginGroup", first, name, warn), name, warn);
  }
}

function groupOf(properties: OriginProperties, name: string, warn: Warn): OriginChange {
  const { originIds, failoverCriteria, selectionCriteria } = properties as {
    readonly originIds: readonly unknown[];
    readonly failoverCriteria: { readonly statusCodes: readonly number[] };
    readonly selectionCriteria?: string;
  };
  if (selectionCriteria === "media-quality-score") {
    warn(`${name}: the loopback has no media quality scores, so the first origin is always the primary.`);
  }
  const { statusCodes } = failoverCriteria;
  rejectIf(checkFailoverStatuses(statusCodes), name);
  return { kind: "group", members: originIds.map((one) => memberOf(one, name, warn)), failoverStatuses: statusCodes };
}

function memberOf(member: unknown, name: string, warn: Warn): ChosenOrigin {
  const { originId, originOverrides } = checked("groupMember", member, `${name}: originIds`, warn) as {
    readonly originId: string;
    readonly originOverrides?: OriginProperties;
  };
  return { originId, overrides: originOverrides };
}

function checked(
  kind: Parameters<typeof checkOriginProperties>[0],
  properties: unknown,
  name: string,
  warn: Warn,
): OriginProperties {
  if (!isRecord(properties)) {
    throw new InvalidResult(`${name}: the argument is ${JSON.stringify(properties)}, but must be an object.`);
  }
  const { problems, unknown } = checkOriginProperties(kind, properties);
  const [problem] = problems;
  if (problem !== undefined) throw new InvalidResult(`${name}: ${problem}`);
  for (const one of unknown) {
    warn(`${name}: '${one}' has no effect: AWS's page does not document it. Remove it, or check its spelling.`);
  }
  return properties;
}
