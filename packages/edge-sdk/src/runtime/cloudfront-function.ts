import cf from "cloudfront";
import { nativeMembers } from "../group-members.ts";
import type { KeyValueStore, Origin } from "../types.ts";

// Modules that only CloudFront Functions has. The bundler takes this for `#runtime` by the condition of that name.

export const kvs: KeyValueStore = {
  get: async (key) => {
    try {
      return await cf.kvs().get(key);
    } catch {
      return undefined;
    }
  },
};

const origin: Origin = {
  select: (id, overrides) => {
    if (overrides) cf.selectRequestOriginById(id, overrides);
    else cf.selectRequestOriginById(id);
  },
  update: (changes) => {
    cf.updateRequestOrigin(changes);
  },
  group: (members, statusCodes) => {
    cf.createRequestOriginGroup({
      originIds: nativeMembers(members),
      failoverCriteria: { statusCodes: statusCodes || [500, 502, 503, 504] },
    });
  },
};

export function originOf(): Origin {
  return origin;
}

export function writeLogData(text: string): void {
  cf.logCustomData(text);
}
