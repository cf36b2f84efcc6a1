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
    const files = new Map([
      ["import-ids.json", jsonFile(importIds(stack, input.environment.account))],
      ["permissions.json", jsonFile(permissions(stack))],
    ]);
    return { stack, files, outputs: stack.outputNames };
  },
};

/** The actions and resources that the policies of the workflows' roles allow, which `plan` compares with what they allowed at the last bootstrap. */
function permissions({ roleStatements }: FoundationStack): object {
  return Object.fromEntries(
    Object.entries(roleStatements).map(([role, statements]) => [
      role,
      statements.filter(({ effect }) => effect !== "Deny").map(({ actions, resources }) => ({ actions, resources })),
    ]),
  );
}

function jsonFile(content: object): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(content, undefined, 2)}\n`);
}
