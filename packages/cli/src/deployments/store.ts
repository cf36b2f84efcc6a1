import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DiagnosticError } from "@featheredge/diagnostics";
import { makePrivateFolder } from "@featheredge/loopback/files";
import { isChanged, openBucket, textBody } from "../aws/s3/bucket.ts";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import type { Environment } from "../project/registry.ts";
import {
  type Deployment,
  type DeploymentRecord,
  emptyRecord,
  formatRecord,
  lastApplied,
  parseRecord,
  withDeployment,
} from "./record.ts";

/** Where an environment's record is; the message of errors names it. */
export interface DeploymentStore {
  readonly name: string;
  /** @returns the record's text and version; undefined if there is no record */
  read(): Promise<{ readonly text: string; readonly etag: string } | undefined>;
  /**
   * Writes the record if it still is the version that was read.
   * @param expected - That version; undefined: there must be no record.
   * @returns false if it is another version now
   */
  write(text: string, expected: string | undefined): Promise<boolean>;
}

/** The record of an environment: next to its states in S3, or below `.featheredge` where the states are local. */
export function deploymentStore(
  { root, env }: Pick<Context, "root" | "env">,
  target: Pick<AwsTarget, "variables">,
  environment: string,
  { state }: Pick<Environment, "state">,
): DeploymentStore {
  const key = recordKey(environment);
  if (state.type === "local") return localStore(join(root, ".featheredge", "deployments", environment));
  const bucket = openBucket({ name: state.bucket, region: state.region }, env, target);
  return {
    name: `s3://${state.bucket}/${key}`,
    read: () => bucket.read(key),
    async write(text, expected) {
      const headers = { "content-type": "application/json" };
      try {
        await bucket.put({ key, body: textBody(text), headers, ifMatch: expected ?? null });
        return true;
      } catch (error) {
        if (isChanged(error)) return false;
        throw error;
      }
    },
  };
}

/** The key of an environment's record in its state bucket. */
function recordKey(environment: string): string {
  return `${environment}/deployments.json`;
}

/** @throws {DiagnosticError} when the record is not in its form */
export async function readDeployments(store: DeploymentStore): Promise<DeploymentRecord> {
  const stored = await store.read();
  return stored === undefined ? emptyRecord : parse(store, stored.text);
}

/** The last deployment of an environment that was applied to its end; undefined before the first. */
export async function lastDeployment(store: DeploymentStore): Promise<Deployment | undefined> {
  return lastApplied(await readDeployments(store));
}

const attempts = 20;

/**
 * Adds a deployment to the record, or replaces its earlier entry. When another writer was faster, the record is read
 * again, so that neither entry is lost.
 * @throws {DiagnosticError} when the record is not in its form
 */
export async function appendDeployment(store: DeploymentStore, deployment: Deployment): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await store.read();
    const record = stored === undefined ? emptyRecord : parse(store, stored.text);
    if (await store.write(formatRecord(withDeployment(record, deployment)), stored?.etag)) return;
    await sleep(10 * attempt);
  }
  throw new Error(`${store.name} was changed by others at each of ${attempts} attempts to write it.`);
}

function parse({ name }: DeploymentStore, text: string): DeploymentRecord {
  try {
    return parseRecord(text);
  } catch (cause) {
    throw DiagnosticError.of(
      "FE-CLI-140",
      {
        subject: name,
        message: `${name} is not a record of deployments in the form that this version of featheredge writes.`,
        fix: "Restore an earlier version of it, or delete it: the next apply begins a new one.",
      },
      { cause },
    );
  }
}

/**
 * A record in a folder of numbered files, of which the last is valid. A writer links the next number, which succeeds for
 * one writer only, and a kill leaves a whole file.
 */
function localStore(directory: string): DeploymentStore {
  const numbers = () =>
    readdirSync(directory)
      .flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  const fileOf = (number: number) => join(directory, `${number}.json`);
  return {
    name: directory,
    async read() {
      makePrivateFolder(directory);
      const last = numbers().at(-1);
      return last === undefined ? undefined : { text: readFileSync(fileOf(last), "utf8"), etag: String(last) };
    },
    async write(text, expected) {
      makePrivateFolder(directory);
      const written = join(directory, `${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);
      writeFileSync(written, text, { mode: 0o600 });
      const next = Number(expected ?? 0) + 1;
      try {
        if (numbers().some((number) => number >= next)) return false;
        linkSync(written, fileOf(next));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
        throw error;
      } finally {
        rmSync(written, { force: true });
      }
      for (const older of numbers().filter((number) => number < next - 20)) rmSync(fileOf(older), { force: true });
      return true;
    },
  };
}
