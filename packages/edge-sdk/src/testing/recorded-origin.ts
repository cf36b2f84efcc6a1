import type { Origin } from "../types.ts";

/** A call of the module `cloudfront`, as the engines of CloudFront Functions record it too. */
export interface OriginCall {
  readonly method: "selectRequestOriginById" | "updateRequestOrigin" | "createRequestOriginGroup";
  readonly arguments: readonly unknown[];
}

/** An origin that writes down what it is told. */
export function recordedOrigin(calls: OriginCall[]): Origin {
  const record = (method: OriginCall["method"], argument: unknown) =>
    void calls.push({ method, arguments: [argument] });
  return {
    select: (id) => record("selectRequestOriginById", id),
    update: (changes) => record("updateRequestOrigin", structuredClone(changes)),
    group: (originIds, statusCodes = [500, 502, 503, 504]) =>
      record("createRequestOriginGroup", { originIds, failoverCriteria: { statusCodes } }),
  };
}
