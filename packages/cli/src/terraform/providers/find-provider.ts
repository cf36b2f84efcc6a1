import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readLockFile } from "../lock-file.ts";
import { terraformPlatform } from "../mirrors.ts";

/** The address of the AWS provider. */
export const awsProvider = "registry.terraform.io/hashicorp/aws";

/** Finds the program of the AWS provider that a stack's folder is initialized with; undefined if there is none. */
export function findProvider(directory: string): string | undefined {
  const version = readLockFile(directory).providers.get(awsProvider);
  if (version === undefined) return undefined;
  const folder = join(directory, ".terraform", "providers", awsProvider, version, terraformPlatform());
  const name = existsSync(folder)
    ? readdirSync(folder).find((one) => one.startsWith("terraform-provider-aws"))
    : undefined;
  return name === undefined ? undefined : join(folder, name);
}
