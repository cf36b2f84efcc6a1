import { LoopbackError } from "../../loopback-error.ts";
import { type OriginTarget, originTarget } from "../7-origin/target.ts";
import type { OriginChange, OriginProperties } from "../base/edge-functions.ts";
import type { Exchange } from "../base/exchange.ts";
import { updatedTarget } from "./change-origin.ts";

/** The origins that a request may be sent to, the primary first, and the statuses after which the next one is tried. */
export interface OriginChoice {
  readonly members: readonly OriginTarget[];
  readonly failoverStatuses: ReadonlySet<number>;
}

const noStatuses: ReadonlySet<number> = new Set();

/**
 * Chooses the origin or origin group of an exchange: its behavior's, or the one that a viewer-request function chose.
 * @throws {LoopbackError} if the distribution has no such origin
 */
export function chooseOrigin(exchange: Exchange): OriginChoice {
  const change = exchange.originChange;
  switch (change?.kind) {
    case "select":
      return choiceOf(exchange, change.originId, change.overrides);
    case "group":
      return {
        members: change.members.map(({ originId, overrides }) => memberOf(exchange, originId, overrides)),
        failoverStatuses: new Set(change.failoverStatuses),
      };
    case "update": {
      // In an origin group, only the primary is updated; the failover criteria stay.
      const { members, failoverStatuses } = choiceOf(exchange, exchange.behavior.targetOriginId);
      const [primary, ...others] = members;
      if (primary === undefined) return { members, failoverStatuses };
      return { members: [updatedTarget(primary, change.properties), ...others], failoverStatuses };
    }
    default:
      return choiceOf(exchange, exchange.behavior.targetOriginId);
  }
}

/**
 * The reason why a function's decision about the origin is impossible for a distribution.
 * @returns undefined if it is possible
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export function originChangeProblem(
  { distribution, behavior }: Pick<Exchange, "distribution" | "behavior">,
  change: OriginChange,
): string | undefined {
  const { origins, originGroups } = distribution;
  if (change.kind === "update") {
    const primary = originGroups.get(behavior.targetOriginId)?.Members?.Items?.[0]?.OriginId;
    const origin = origins.get(primary ?? behavior.targetOriginId);
    if (origin?.VpcOriginConfig === undefined) return undefined;
    return `cf.updateRequestOrigin() can't update '${origin.Id}', which is a VPC origin. Select another with cf.selectRequestOriginById().`;
  }
  const chosen = change.kind === "select" ? [change] : change.kind === "group" ? change.members : [];
  const missing = chosen.find(({ originId }) => !origins.has(originId));
  if (missing === undefined) return undefined;
  return `The distribution ${distribution.id} has no origin '${missing.originId}'. It has ${[...origins.keys()].join(", ")}.`;
}

function choiceOf(exchange: Exchange, id: string, overrides?: OriginProperties): OriginChoice {
  const group = exchange.distribution.originGroups.get(id);
  if (group === undefined) return { members: [memberOf(exchange, id, overrides)], failoverStatuses: noStatuses };
  return {
    members: (group.Members?.Items ?? []).map(({ OriginId = "" }) => memberOf(exchange, OriginId, overrides)),
    failoverStatuses: new Set(group.FailoverCriteria?.StatusCodes?.Items ?? []),
  };
}

function memberOf({ distribution, context }: Exchange, id: string, overrides?: OriginProperties): OriginTarget {
  const origin = distribution.origins.get(id);
  if (origin === undefined) {
    throw new LoopbackError(`The distribution ${distribution.id} has no origin '${id}'. Add it, or use another one.`);
  }
  const vpcId = origin.VpcOriginConfig?.VpcOriginId;
  const target = originTarget(origin, vpcId === undefined ? undefined : context.deployment.vpcOrigin(vpcId));
  return overrides === undefined ? target : updatedTarget(target, overrides);
}
