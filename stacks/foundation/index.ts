import type { StackKind } from "../kind.ts";
import { importIds } from "./import-ids.ts";
import { FoundationStack, foundationId } from "./stack.ts";

/**
 * The things that an account needs before the first deploy: the bucket of states, the roles of the workflows, and a budget. Only
 * `featheredge bootstrap` applies it, with an administrator's credentials.
 */
export const foundation: StackKind = {
  name: "foundation",
  isFoundation: true,
  idsOf: (environment) => (environment.foundation === undefined ? [] : [foundationId]),
  create(app, id, input) {
    const stack = new FoundationStack(app, id, input);
    const ids = new TextEncoder().encode(
      `${JSON.stringify(importIds(stack, input.environment.account), undefined, 2)}\n`,
    );
    return { stack, files: new Map([["import-ids.json", ids]]), outputs: stack.outputNames };
  },
};
