import { relative } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";
import type { Stack } from "../project/stacks.ts";
import { type Backend, backendName, configuredBackend, initializedBackend, isSameBackend } from "./backend.ts";
import { isInUse, type StoredState, stateFile } from "./stored-state.ts";

/**
 * Checks that a stack's state is where its configuration says: with another, empty one Terraform would make everything
 * a second time, and the first would never be destroyed.
 * @param states - Those on the loopback; undefined on AWS, where only what this checkout was initialized for is known.
 * @throws {DiagnosticError} with both backends and how to move the state.
 */
export function checkStateNotMoved(root: string, stack: Stack, states: readonly StoredState[] | undefined): void {
  const configured = configuredBackend(stack.directory);
  const before =
    states === undefined ? initializedBackend(stack.directory) : storedElsewhere(stack, configured, states);
  const local: Backend = { type: "local" };
  const earlier =
    before === undefined && configured.type !== "local" && isInUse(local, stack.directory, []) ? local : before;
  if (earlier === undefined || isSameBackend(earlier, configured)) return;
  if (earlier.type === "s3" && isOfEarlierName(earlier, configured, stack)) return;
  if (earlier.type === "local" && !isInUse(earlier, stack.directory, [])) return;
  throw DiagnosticError.of("FE-CLI-024", {
    subject: stack.name,
    at: { file: `environments/${stack.environment}.ts`, key: "state" },
    message: `The state of ${stack.name} is in ${backendName(earlier)}, but the environment names ${backendName(configured)}. With an empty state, Terraform would make everything a second time.`,
    fix: `Write 'state' as it was, or move the state: ${moveCommand(root, stack, earlier, configured, states !== undefined)}`,
  });
}

/** True if a state is where the stack had it before it was renamed: an apply moves it from there. */
function isOfEarlierName(earlier: Backend, configured: Backend, { renamedFrom = [] }: Stack): boolean {
  return renamedFrom.some((name) => isSameBackend(earlier, { ...configured, key: `${name}${stateFile}` } as Backend));
}

/** A state with resources that has the stack's key in another bucket, while the configured one is not in use. */
function storedElsewhere(stack: Stack, configured: Backend, states: readonly StoredState[]): Backend | undefined {
  if (isInUse(configured, stack.directory, states)) return undefined;
  return states
    .filter(({ key }) => key === `${stack.name}/terraform.tfstate`)
    .map(({ bucket, key }): Backend => ({ type: "s3", bucket, key }))
    .find((backend) => !isSameBackend(backend, configured) && isInUse(backend, stack.directory, states));
}

function moveCommand(root: string, stack: Stack, from: Backend, to: Backend, onLoopback: boolean): string {
  const folder = relative(root, stack.directory);
  if (!onLoopback) return `terraform -chdir=${folder} init -migrate-state`;
  const location = (backend: Backend) =>
    backend.type === "local" ? `${folder}/terraform.tfstate` : backendName(backend);
  return `featheredge loopback --environment ${stack.environment} -- aws s3 mv ${location(from)} ${location(to)}`;
}
