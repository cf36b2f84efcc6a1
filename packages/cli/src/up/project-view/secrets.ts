import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loopbackDirectory } from "../../aws/target.ts";
import type { Environment } from "../../project/registry.ts";

/** Names of config fields that hold a secret itself. A field that names a secret's parameter is not one. */
const secretField =
  /(?:^|[a-z_-])(?:secret|token|password|passphrase|apikey|api_key|privatekey|hash|hashes|users|credentials?)s?$/i;
const nameOfSecret = /(?:parameter|name|arn|id|cookie|header|url|uri|field)$/i;

/**
 * The values of an environment that must not be shown: those of secret fields in handlers' configs, and the secrets that
 * `up` made up for functions to read.
 */
export function secretsOf(root: string, { account, handlers }: Pick<Environment, "account" | "handlers">): string[] {
  return [
    ...Object.values(handlers).flatMap(({ config }) => secretTexts(config)),
    ...filesIn(join(loopbackDirectory(root), "secrets", account)),
  ];
}

/** The texts of secret fields in a config. @param isSecret true below a field that holds a secret */
export function secretTexts(value: unknown, isSecret = false): string[] {
  if (typeof value === "string") return isSecret ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => secretTexts(one, isSecret));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    secretTexts(one, isSecret || (secretField.test(name) && !nameOfSecret.test(name))),
  );
}

function filesIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}
