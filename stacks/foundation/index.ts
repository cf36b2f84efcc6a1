import type { StackKind } from "../kind.ts";
import { FoundationStack, foundationId } from "./stack.ts";

/**
 * What an account needs before the first deploy: the bucket of states, the roles of the workflows, and a budget. Only
 * `featheredge bootstrap` applies it, with an administrator's credentials.
 */
export const foundation: StackKind = {
  name: "foundation",
  isFoundation: true,
  idsOf: (environment) => (environment.foundation === undefined ? [] : [foundationId]),
  create(app, id, input) {
    const stack = new FoundationStack(app, id, input);
    return { stack, files: new Map(), outputs: stack.outputNames };
  },
};
