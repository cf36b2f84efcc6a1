import { setTimeout as sleep } from "node:timers/promises";

/** The result of an attempt to delete a function. */
type Deletion =
  | "deleted"
  /** AWS refuses to delete a function until it has removed its replicas. */
  | "replicated";

/** A function with the name of the stack that made it, as its tag has it. */
export interface EdgeFunction {
  readonly name: string;
  readonly stack: string;
}

/** The Lambda@Edge functions of an environment. */
export interface EdgeFunctions {
  /** All that exist, in use or not. */
  list(): Promise<readonly EdgeFunction[]>;
  remove(name: string): Promise<Deletion>;
}

export interface PruneOptions {
  /** The names of functions that the state of a stack has: Terraform manages them. It may have no configuration any more. */
  readonly managedBy: (stack: string) => Promise<ReadonlySet<string>>;
  /** When to stop trying again, in milliseconds since 1970; a time that has passed tries once. */
  readonly deadline: number;
  /** Between two attempts. */
  readonly intervalMilliseconds: number;
  readonly stop: AbortSignal;
  readonly onDeleted: (name: string) => void;
}

/**
 * Deletes the functions that no state has. AWS refuses those that have replicas: they are tried again until the
 * deadline.
 * @returns the names of those that still have replicas
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-delete-replicas.html
 */
export async function pruneFunctions(functions: EdgeFunctions, options: PruneOptions): Promise<string[]> {
  const { managedBy, deadline, intervalMilliseconds, stop, onDeleted } = options;
  let retained: string[] = [];
  for (const { name, stack } of await functions.list()) if (!(await managedBy(stack)).has(name)) retained.push(name);
  retained.sort();
  for (;;) {
    const replicated: string[] = [];
    for (const name of retained) {
      if ((await functions.remove(name)) === "replicated") replicated.push(name);
      else onDeleted(name);
    }
    retained = replicated;
    if (retained.length === 0 || Date.now() + intervalMilliseconds > deadline) return retained;
    await sleep(intervalMilliseconds, undefined, { signal: stop });
  }
}

/** The names of the Lambda functions in a state, as `terraform state pull` prints it. */
export function functionsInState(pulled: string): string[] {
  if (pulled.trim() === "") return [];
  const state: State = JSON.parse(pulled);
  return state.resources
    .filter(({ mode, type }) => mode === "managed" && type === "aws_lambda_function")
    .flatMap(({ instances }) => instances.map(({ attributes }) => attributes.function_name));
}

/** The part of a state that is read here. */
interface State {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly instances: readonly { readonly attributes: { readonly function_name: string } }[];
  }[];
}
