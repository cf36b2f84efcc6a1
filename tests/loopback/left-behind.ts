import { readFile } from "node:fs/promises";
import type { LoopbackClient } from "@featheredge/loopback";
import { awsTools } from "./aws-tools.ts";

const script = new URL("left_behind.py", import.meta.url);

/** The resources that an account has on a loopback, as AWS's own API reports them. */
export interface LeftBehind {
  readonly distributions: number;
  readonly functions: number;
  readonly stores: number;
  readonly access: number;
  readonly policies: number;
  readonly keys: number;
  readonly lambdas: readonly string[];
  readonly buckets: readonly string[];
  readonly roles: readonly string[];
}

/** Lists the resources that an account still has on a loopback. */
export async function leftBehind(loopback: Pick<LoopbackClient, "environment">, account: string): Promise<LeftBehind> {
  return awsTools(loopback, account).python(await readFile(script, "utf8"));
}

/** The resources of an account after everything was destroyed, with the buckets that no stack made. */
export const nothing = (...buckets: readonly string[]): LeftBehind => ({
  distributions: 0,
  functions: 0,
  stores: 0,
  access: 0,
  policies: 0,
  keys: 0,
  lambdas: [],
  buckets,
  roles: [],
});
