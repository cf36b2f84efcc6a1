import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import type { Stack } from "../project/stacks.ts";
import { AlreadyReported } from "../report/failure.ts";
import { hasResources } from "../state/stored-state.ts";
import { applyStack } from "../terraform/apply-stack.ts";
import { rememberInitialized } from "../terraform/initialized.ts";
import { checkState, forgetState, isStateDamaged, setAside } from "../terraform/local-state.ts";
import { planStack } from "../terraform/plan-stack.ts";
import { color, initialize, openSession, runTerraform, type Session } from "../terraform/session.ts";
import { adoptExisting } from "./adopt.ts";
import { findStage } from "./find-stage.ts";

/** The state in the bucket: its text, or the reason why there is none. */
export type StoredState = { readonly text: string } | "no state" | "no bucket";

export interface BootstrapOptions {
  readonly environment: string;
  /** For messages: `s3://bucket/key`. */
  readonly location: string;
  /** Reads the foundation's state from the bucket. */
  readonly readStored: () => Promise<StoredState>;
  /** Asked when the plan has been shown, before anything is changed. */
  readonly agree: () => Promise<boolean>;
  /** Prints only the summary, without Terraform's text. */
  readonly quiet: boolean;
}

/** The result of a bootstrap. */
export interface Bootstrapped {
  readonly result: "changed" | "unchanged" | "declined";
  /** The outputs of the stack, such as the ARNs of roles. */
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Makes or changes a foundation. Its state is a local file until the bucket exists; then the state moves into the bucket.
 * However a run ends, the next one goes on where it stopped.
 *
 * @throws {AlreadyReported} when terraform fails, after what it said
 * @throws {DiagnosticError} when a local state and the bucket's are not of the same foundation
 */
export async function bootstrapStack(
  context: Context,
  target: AwsTarget,
  stack: Stack,
  options: BootstrapOptions,
): Promise<Bootstrapped> {
  const { progress } = context.output;
  const session = await openSession(context, [stack], target);
  const stored = await options.readStored();
  // A run that was killed while Terraform wrote the state may have left a part of it.
  const isDamaged = isStateDamaged(stack);
  if (isDamaged) setAside(stack);
  const local = readLocal(stack);
  const storedText = typeof stored === "string" ? undefined : stored.text;
  const stage = findStage({ environment: options.environment, stored: storedText, local });
  if (stage === "stored") {
    removeLocal(context.root, stack);
    await target.withRegistry(session.setup, () => initialize(context, session, stack));
    const result = await change(context, session, stack, options);
    return { result, outputs: await readOutputs(context, session, stack) };
  }
  writeFileSync(overrideFile(stack), localBackend);
  await target.withRegistry(session.setup, () => initialize(context, session, stack));
  if (target.runs !== undefined) await checkState(context, target.runs, stack, false);
  const wasCutShort = local !== undefined || isDamaged || existsSync(markerFile(stack));
  if (wasCutShort || stored === "no state") {
    progress(
      wasCutShort
        ? "An earlier run was cut short: looking for what it made."
        : `${options.location}: the bucket exists without the foundation's state.`,
    );
    for (const address of await adoptExisting(context, session, stack)) progress(`Taken into the state: ${address}`);
  }
  const result = await change(context, session, stack, options);
  if (result === "declined") return { result, outputs: {} };
  await moveState(context, session, stack, options);
  return { result: "changed", outputs: await readOutputs(context, session, stack) };
}

async function change(
  context: Context,
  session: Session,
  stack: Stack,
  { agree, quiet }: BootstrapOptions,
): Promise<Bootstrapped["result"]> {
  context.output.progress(`Planning ${stack.name}`);
  const { hasChanges, saved } = await planStack(context, session, stack, { quiet });
  if (!hasChanges) return "unchanged";
  if (!(await agree())) return "declined";
  context.output.progress(`Applying ${stack.name}`);
  writeFileSync(markerFile(stack), "");
  await applyStack(context, session, { ...stack, plan: saved.plan }, { quiet });
  rmSync(markerFile(stack), { force: true });
  return "changed";
}

/** Moves the local state into the bucket that it describes. */
async function moveState(context: Context, session: Session, stack: Stack, options: BootstrapOptions): Promise<void> {
  context.output.progress(`Moving the state of ${stack.name} to ${options.location}`);
  rmSync(overrideFile(stack));
  const args = ["init", "-input=false", "-lockfile=readonly", "-migrate-state", "-force-copy", ...color(context)];
  // The loopback would undo the move of a killed run, in which Terraform may have emptied the local state already.
  const unreported: Session = { ...session, runs: undefined };
  const { exitCode, stdout, stderr } = await runTerraform(context, unreported, stack, args);
  if (exitCode !== 0) {
    context.output.passOn(stdout + stderr);
    throw new AlreadyReported(`The state of ${stack.name} could not be moved to ${options.location}`);
  }
  const stored = await options.readStored();
  if (typeof stored === "string" || !hasResources(stored.text)) {
    throw DiagnosticError.of("FE-CLI-081", {
      subject: stack.name,
      message: `Terraform has moved the state, but ${options.location} does not have it.`,
      fix: `Run 'featheredge bootstrap ${options.environment}' again; the state is still in ${stack.directory}.`,
    });
  }
  rememberInitialized(stack.directory, session.terraform);
  removeLocal(context.root, stack);
}

/** Overrides the backend of the configuration, as long as there is no bucket. */
const localBackend = 'terraform {\n  backend "local" {}\n}\n';

/** @see https://developer.hashicorp.com/terraform/language/files/override */
function overrideFile({ directory }: Stack): string {
  return join(directory, "bootstrap_override.tf");
}

/** Exists while an apply runs, and after one that was cut short. */
function markerFile({ directory }: Stack): string {
  return join(directory, "bootstrap-applying");
}

function readLocal({ directory }: Stack): string | undefined {
  const file = join(directory, "terraform.tfstate");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return text.trim() === "" ? undefined : text;
}

/** Removes the local state, which the bucket has, and the copy that the loopback keeps of it. */
function removeLocal(root: string, stack: Stack): void {
  for (const name of ["terraform.tfstate", "terraform.tfstate.backup"]) {
    rmSync(join(stack.directory, name), { force: true });
  }
  forgetState(root, stack);
}

async function readOutputs(context: Context, session: Session, stack: Stack): Promise<Record<string, string>> {
  const { exitCode, stdout, stderr } = await runTerraform(context, session, stack, ["output", "-json"]);
  if (exitCode !== 0) {
    context.output.passOn(stderr);
    throw new AlreadyReported(`terraform output failed for ${stack.name}`);
  }
  const outputs: Record<string, { readonly value: unknown }> = JSON.parse(stdout);
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([name, { value }]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}
