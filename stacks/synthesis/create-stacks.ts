import { type Diagnostic, DiagnosticError, diagnose } from "@featheredge/diagnostics";
import type { StackIdentity } from "@featheredge/synth";
import type { App } from "cdktf";
import { type Environment, environmentFile } from "#environments";
import type { CreatedStack } from "../environment-stack.ts";
import type { StackKind, SynthesisInput } from "../kind.ts";

/** The stacks of all environments, each after the stacks whose outputs it uses. */
export interface CreatedStacks {
  readonly stacks: readonly (CreatedStack & { readonly environment: Environment })[];
  /** Mistakes for which a stack could not be created. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Creates a stack for each entry of each kind in each environment.
 * @throws DiagnosticError when two stacks would have the same name
 */
export function createStacks(
  app: App,
  kinds: readonly StackKind[],
  inputs: readonly SynthesisInput[],
  root: string,
): CreatedStacks {
  const identities = new Map<string, StackIdentity>();
  const stacks: (CreatedStack & { readonly environment: Environment })[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const input of inputs) {
    const { name, environment } = input;
    const created = new Map<string, CreatedStack>();
    const creating = new Set<string>();
    const stackOf = <Output extends string>(kind: StackKind<Output>, id: string): CreatedStack<Output> => {
      const key = JSON.stringify([kind.name, id]);
      const known = created.get(key);
      // The cast is safe: this kind's create() returned the stack that the map has under this key.
      if (known !== undefined) return known as CreatedStack<Output>;
      checkCircle(creating, key, id, name);
      creating.add(key);
      checkName(identities, { kind: kind.name, environment: name, name: id });
      const stack = kind.create(app, id, { ...input, root, stackOf, stackNamed, stacksSoFar });
      creating.delete(key);
      created.set(key, stack);
      stacks.push({ ...stack, environment });
      return stack;
    };
    const stacksSoFar = () => [...created.values()];
    const stackNamed = (id: string): CreatedStack => {
      const kind = kinds.find((one) => one.idsOf(environment).includes(id));
      if (kind === undefined) throw new Error(`The environment '${name}' has no stack '${id}'.`);
      return stackOf(kind, id);
    };
    for (const kind of kinds.toSorted((a, b) => Number(a.isFoundation ?? false) - Number(b.isFoundation ?? false))) {
      for (const id of kind.idsOf(environment)) {
        try {
          stackOf(kind, id);
        } catch (error) {
          if (!(error instanceof DiagnosticError)) throw error;
          diagnostics.push(...error.diagnostics);
        }
      }
    }
  }
  return { stacks, diagnostics };
}

/** All stacks share one name space, since their folders, states and tags are named by entry and environment only. */
function checkName(identities: Map<string, StackIdentity>, identity: StackIdentity): void {
  const stackName = `${identity.name}-${identity.environment}`;
  const taken = identities.get(stackName);
  identities.set(stackName, identity);
  if (taken === undefined) return;
  const describe = ({ kind, environment, name }: StackIdentity) =>
    `${kind} '${name}' in ${environmentFile(environment)}`;
  throw new DiagnosticError([
    diagnose("FE-STK-005", {
      subject: stackName,
      message: `The stacks of the ${describe(taken)} and of the ${describe(identity)} would both be named '${stackName}'.`,
      fix: "Rename one of the two.",
    }),
  ]);
}

/** A stack that is being created can't be created for the outputs that it uses: Terraform could apply neither first. */
function checkCircle(creating: ReadonlySet<string>, key: string, id: string, environment: string): void {
  if (!creating.has(key)) return;
  throw new DiagnosticError([
    diagnose("FE-STK-011", {
      subject: id,
      message: `The stack '${id}' of ${environmentFile(environment)} uses an output of a stack that uses an output of '${id}'.`,
      fix: "Remove one of the references: Terraform applies a stack after those whose outputs it uses.",
    }),
  ]);
}
