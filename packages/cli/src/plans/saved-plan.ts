import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";
import { makePrivateFolder, replaceFile } from "@featheredge/loopback/files";
import type { PlanSummary } from "../plan-summary/model.ts";
import type { StateVersion } from "../terraform/state-version.ts";
import { type Files, pack, unpack } from "./archive.ts";
import { checkProvenance, type Provenance } from "./provenance.ts";
import { seal, unseal } from "./seal.ts";

/** A plan of an environment as it is kept: everything that applying it needs. */
export interface SavedPlan {
  readonly environment: string;
  readonly account: string;
  readonly provenance: Provenance;
  /** The changes, as they were shown. */
  readonly summary: PlanSummary;
  readonly stacks: readonly SavedStack[];
}

export interface SavedStack {
  readonly name: string;
  /** The state that was planned against. */
  readonly state: StateVersion;
  /** Terraform's plan file. */
  readonly plan: Buffer;
  /** The synthesized folder that was planned, by path. */
  readonly files: Files;
}

/** Sealed with the plan, so that no one can change what the plan is bound to. */
interface Header extends Pick<SavedPlan, "environment" | "account" | "provenance" | "summary"> {
  readonly version: typeof version;
  readonly stacks: readonly Pick<SavedStack, "name" | "state">[];
}

/** Changes with the header's form. */
const version = 3;

const purpose = (environment: string) => `featheredge saved plan ${version} of ${environment}`;

/** Where an environment's plan is kept. */
function planDirectory(root: string, environment: string): string {
  return join(root, ".featheredge", "plans", environment);
}

/**
 * Keeps a plan: `plan.sealed` when there is a key, and nothing else; else `plan.archive`, and `plan.txt` to be read.
 * Plans hold secrets, so only the user may read the files.
 * @returns The file that `apply` reads, relative to the root.
 */
export function writePlan(root: string, saved: SavedPlan, text: string, key: Buffer | undefined): string {
  const { environment, account, provenance, summary, stacks } = saved;
  const bound = stacks.map(({ name, state }) => ({ name, state }));
  const header: Header = { version, environment, account, provenance, summary, stacks: bound };
  const packed = pack(header, new Map(stacks.flatMap(stackFiles)));
  const directory = planDirectory(root, environment);
  rmSync(directory, { recursive: true, force: true });
  makePrivateFolder(directory);
  const file = join(directory, key === undefined ? "plan.archive" : "plan.sealed");
  replaceFile(file, key === undefined ? packed : seal(packed, key, purpose(environment)));
  if (key === undefined) {
    replaceFile(join(directory, "plan.txt"), text);
  }
  return relative(root, file);
}

function stackFiles({ name, plan, files }: SavedStack): [string, Buffer][] {
  const inFolder = [...files].map(([path, data]): [string, Buffer] => [`${name}/stack/${path}`, data]);
  return [[`${name}/tfplan`, plan], ...inFolder];
}

/**
 * Opens an environment's saved plan.
 * @param here - Where this command runs: the plan must have been made there.
 * @param key - Given: only a sealed plan is accepted, since anyone could have replaced the file.
 * @throws {DiagnosticError} when there is none, or when it is damaged, altered, or of another environment, commit or run.
 */
export function readPlan(root: string, environment: string, here: Provenance, key: Buffer | undefined): SavedPlan {
  const saved = openPlan(root, environment, key);
  checkProvenance(environment, saved.provenance, here);
  return saved;
}

/**
 * SHA-256 of an environment's saved plan in hex, by which an approval is bound to the plan.
 * @returns undefined if there is no saved plan
 */
export function planDigest(root: string, environment: string): string | undefined {
  const directory = planDirectory(root, environment);
  const file = ["plan.sealed", "plan.archive"].map((name) => join(directory, name)).find((path) => existsSync(path));
  return file === undefined ? undefined : createHash("sha256").update(readFileSync(file)).digest("hex");
}

/**
 * Checks that the saved plan is the one that was approved.
 * @param expected - Its digest, in hex.
 * @throws {DiagnosticError} when another plan was saved since
 */
export function checkPlanDigest(root: string, environment: string, expected: string): void {
  const digest = planDigest(root, environment);
  if (digest === undefined || digest === expected) return;
  throw unusable(
    environment,
    `The saved plan of '${environment}' has the digest ${digest.slice(0, 16)}…, but ${expected.slice(0, 16)}… was approved.`,
    `Plan again, and have that plan approved: featheredge plan ${environment} --save`,
  );
}

function openPlan(root: string, environment: string, key: Buffer | undefined): SavedPlan {
  const directory = planDirectory(root, environment);
  const [sealed, archive] = [join(directory, "plan.sealed"), join(directory, "plan.archive")];
  if (key !== undefined && existsSync(sealed)) {
    return restore(unseal(readFileSync(sealed), key, purpose(environment)), environment);
  }
  if (key !== undefined && existsSync(archive)) {
    throw unusable(environment, `FEATHEREDGE_PLAN_KEY is set, but the saved plan of '${environment}' is not sealed.`);
  }
  if (existsSync(sealed)) {
    throw unusable(
      environment,
      `The saved plan of '${environment}' is sealed.`,
      "Set FEATHEREDGE_PLAN_KEY to the key that sealed it.",
    );
  }
  if (!existsSync(archive)) {
    throw unusable(environment, `There is no saved plan of '${environment}'.`);
  }
  return restore(readFileSync(archive), environment);
}

function restore(packed: Buffer, environment: string): SavedPlan {
  const { header, files } = unpack(packed);
  const { account, provenance, summary, stacks, environment: planned, version: written } = header as Header;
  if (written !== version) {
    throw unusable(environment, `The saved plan of '${environment}' was written by another version of featheredge.`);
  }
  if (planned !== environment) {
    throw unusable(environment, `The saved plan is of '${planned}', not of '${environment}'.`);
  }
  const under = (prefix: string) =>
    new Map(
      [...files].filter(([path]) => path.startsWith(prefix)).map(([path, data]) => [path.slice(prefix.length), data]),
    );
  const restored = stacks.map(({ name, state }) => ({
    name,
    state,
    plan: files.get(`${name}/tfplan`) ?? Buffer.alloc(0),
    files: under(`${name}/stack/`),
  }));
  return { environment, account, provenance, summary, stacks: restored };
}

function unusable(
  environment: string,
  message: string,
  fix = `Make one by: featheredge plan ${environment} --save`,
): DiagnosticError {
  return DiagnosticError.of("FE-CLI-020", { subject: environment, message, fix });
}

/** Takes an environment's saved plan away: it can be applied once. */
export function removePlan(root: string, environment: string): void {
  rmSync(planDirectory(root, environment), { recursive: true, force: true });
}
