import { nativeMembers } from "../group-members.ts";
import type { Origin } from "../types.ts";

/** A call of the module `cloudfront`, as the engines of CloudFront Functions record it too. */
export interface OriginCall {
  readonly method: "selectRequestOriginById" | "updateRequestOrigin" | "createRequestOriginGroup";
  readonly arguments: readonly unknown[];
}

/** An origin that records its calls in the form that the SDK gives to CloudFront. */
export function recordedOrigin(calls: OriginCall[]): Origin {
  const record = (method: OriginCall["method"], ...given: unknown[]) =>
    void calls.push({ method, arguments: structuredClone(given) });
  return {
    select: (id, overrides) => record("selectRequestOriginById", id, ...(overrides === undefined ? [] : [overrides])),
    update: (changes) => record("updateRequestOrigin", changes),
    group: (members, statusCodes = [500, 502, 503, 504]) =>
      record("createRequestOriginGroup", { originIds: nativeMembers(members), failoverCriteria: { statusCodes } }),
  };
}
