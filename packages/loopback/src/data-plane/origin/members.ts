import { LoopbackError } from "../../loopback-error.ts";
import type { OriginChange } from "../edge-functions.ts";
import type { Exchange } from "../stages/exchange.ts";
import { updatedTarget } from "./changes.ts";
import { type OriginTarget, originTarget } from "./target.ts";

/** The origins that a request may go to, the primary first, and the statuses that make it go to the next one. */
export interface OriginChoice {
  readonly members: readonly OriginTarget[];
  readonly failoverStatuses: ReadonlySet<number>;
}

const none: ReadonlySet<number> = new Set();

/** The origin, or origin group, of an exchange: its behavior's, or the one that a viewer-request function chose. */
export function chooseOrigin(exchange: Exchange): OriginChoice {
  const change = exchange.originChange;
  const chosen = choiceOf(exchange, change?.kind === "select" ? change.originId : exchange.behavior.targetOriginId);
  if (change === undefined || change.kind === "select") return chosen;
  if (change.kind === "group") return groupOf(exchange, change.properties);
  const [primary] = chosen.members;
  if (primary === undefined || change.kind !== "update") return chosen;
  return { members: [updatedTarget(primary, change.properties)], failoverStatuses: none };
}

function choiceOf(exchange: Exchange, id: string): OriginChoice {
  const group = exchange.distribution.originGroups.get(id);
  if (group === undefined) return { members: [memberOf(exchange, id)], failoverStatuses: none };
  return {
    members: (group.Members?.Items ?? []).map(({ OriginId = "" }) => memberOf(exchange, OriginId)),
    failoverStatuses: new Set(group.FailoverCriteria?.StatusCodes?.Items ?? []),
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html */
function groupOf(exchange: Exchange, properties: (OriginChange & { kind: "group" })["properties"]): OriginChoice {
  const { originIds, failoverCriteria } = properties as {
    originIds?: readonly { originId: string; originOverride?: Readonly<Record<string, unknown>> }[];
    failoverCriteria?: { statusCodes?: readonly number[] };
  };
  return {
    members: (originIds ?? []).map(({ originId }) => memberOf(exchange, originId)),
    failoverStatuses: new Set(failoverCriteria?.statusCodes ?? []),
  };
}

function memberOf({ distribution, plane }: Exchange, id: string): OriginTarget {
  const origin = distribution.origins.get(id);
  if (origin === undefined) {
    throw new LoopbackError(`The distribution ${distribution.id} has no origin '${id}'. Add it, or name another.`);
  }
  const vpcId = origin.VpcOriginConfig?.VpcOriginId;
  return originTarget(origin, vpcId === undefined ? undefined : plane.deployment.vpcOrigin(vpcId));
}
