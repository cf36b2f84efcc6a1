import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The user's own Terraform CLI configuration, and what is odd about it. */
export interface UserConfiguration {
  /** The files that Terraform reads; none: the user has no configuration. */
  readonly files: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Finds the CLI configuration as Terraform itself does: the file that `TF_CLI_CONFIG_FILE` names, else `~/.terraformrc`
 * and `*.tfrc` below `~/.terraform.d`. `terraform login`'s credentials file says nothing about providers, so it is ignored.
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file
 */
export function findUserConfiguration(env: NodeJS.ProcessEnv, home: string): UserConfiguration {
  const named = env.TF_CLI_CONFIG_FILE || env.TERRAFORM_CONFIG;
  if (named) {
    if (existsSync(named)) {
      return { files: [named], notes: [] };
    }
    const files = usualFiles(env, home);
    return { files, notes: [`TF_CLI_CONFIG_FILE names '${named}', which does not exist: taken as not set`] };
  }
  return { files: usualFiles(env, home), notes: [] };
}

function usualFiles(env: NodeJS.ProcessEnv, home: string): string[] {
  const windows = process.platform === "win32";
  const base = windows ? (env.APPDATA ?? home) : home;
  const main = join(base, windows ? "terraform.rc" : ".terraformrc");
  const folder = join(base, windows ? "terraform.d" : ".terraform.d");
  return [...(existsSync(main) ? [main] : []), ...configurationsIn(folder)];
}

function configurationsIn(folder: string): string[] {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder)
    .filter((name) => /\.tfrc(\.json)?$/.test(name) && name !== "credentials.tfrc.json")
    .sort()
    .map((name) => join(folder, name));
}

/** The text of a configuration's files, one after the other. */
export function readConfiguration(configuration: UserConfiguration): string {
  return configuration.files.map((file) => readFileSync(file, "utf8")).join("\n");
}
