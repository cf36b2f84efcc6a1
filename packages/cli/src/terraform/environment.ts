import { mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { chooseMirror, type Mirror, mirrorDirectories, terraformPlatform } from "./mirrors.ts";
import { registryAnswers } from "./registry.ts";
import { findUserConfiguration, readConfiguration, type UserConfiguration } from "./user-configuration.ts";

/** Where `terraform init` takes the AWS provider from. */
export type ProviderSource =
  | { readonly from: "user-configuration"; readonly files: readonly string[] }
  | { readonly from: "registry" }
  | { readonly from: "mirror"; readonly directory: string; readonly versions: readonly string[] }
  /** The registry did not answer and no mirror was found: only a provider that is cached already can be used. */
  | { readonly from: "nowhere" };

/** The environment of a terraform process. */
export interface TerraformEnvironment {
  /** Laid over the caller's environment; `undefined` takes a variable away, as `spawn` does. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly provider: ProviderSource;
  /** Hosts that the user's own configuration installs providers from. */
  readonly providerHosts: readonly string[];
  /** Remarks for the user about the configuration. */
  readonly notes: readonly string[];
}

export interface TerraformEnvironmentOptions {
  /** The project's root; what is generated goes below its `.featheredge/terraform`. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  /** The provider's version in the lock file: a mirror that holds it is preferred. */
  readonly providerVersion?: string | undefined;
  readonly home?: string;
}

/** Settings of the user's shell that would change what a command means. */
const taken = ["TF_CLI_ARGS", "TF_WORKSPACE", "TF_DATA_DIR", "TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE"];

/**
 * Prepares the variables for running terraform, and decides where the AWS provider comes from: the user's own CLI
 * configuration always wins; else the registry where it answers; else a filesystem mirror found on this machine.
 */
export async function terraformEnvironment(options: TerraformEnvironmentOptions): Promise<TerraformEnvironment> {
  const { root, env, home = homedir() } = options;
  const configuration = findUserConfiguration(env, home);
  const common = {
    ...Object.fromEntries(taken.concat(Object.keys(env).filter(isArguments)).map((name) => [name, undefined])),
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    CHECKPOINT_DISABLE: "1",
  };
  const directory = join(root, ".featheredge", "terraform");
  const { notes } = configuration;
  if (configuration.files.length > 0) {
    const variables = { ...common, ...userVariables(configuration, env, directory) };
    const providerHosts = hostsIn(readConfiguration(configuration));
    return { variables, provider: { from: "user-configuration", files: configuration.files }, providerHosts, notes };
  }
  const mirror = chooseMirror(mirrorDirectories(root, home, env), terraformPlatform(), options.providerVersion);
  // Where there is a mirror the probe may be short: being wrong costs nothing.
  const answers = await registryAnswers(env, mirror === undefined ? 5000 : 1500);
  if (answers || mirror === undefined) {
    const variables = { ...common, TF_CLI_CONFIG_FILE: undefined, TERRAFORM_CONFIG: undefined };
    const provider: ProviderSource = { from: answers ? "registry" : "nowhere" };
    return { variables: { ...variables, ...cache(directory, env) }, provider, providerHosts: [], notes };
  }
  const variables = {
    ...common,
    TF_CLI_CONFIG_FILE: writeMirrorConfiguration(directory, mirror),
    ...(mirror.packed ? cache(directory, env) : {}),
  };
  const provider: ProviderSource = { from: "mirror", directory: mirror.directory, versions: mirror.versions };
  return { variables, provider, providerHosts: [], notes };
}

function isArguments(name: string): boolean {
  return name.startsWith("TF_CLI_ARGS_");
}

function userVariables(configuration: UserConfiguration, env: NodeJS.ProcessEnv, directory: string) {
  const named = env.TF_CLI_CONFIG_FILE || env.TERRAFORM_CONFIG;
  // Terraform warns on every command about a file that does not exist.
  const forgotten = configuration.notes.length > 0 && named ? { TF_CLI_CONFIG_FILE: undefined } : {};
  const ownCache = /^\s*plugin_cache_dir\s*=/m.test(readConfiguration(configuration));
  return { ...forgotten, ...(ownCache ? {} : cache(directory, env)) };
}

/** The user's own cache where one is set, so that hundreds of MB are not kept twice. */
function cache(directory: string, env: NodeJS.ProcessEnv): Record<string, string> {
  const plugins = env.TF_PLUGIN_CACHE_DIR || join(directory, "plugins");
  mkdirSync(plugins, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: plugins };
}

function hostsIn(configuration: string): string[] {
  const hosts = [...configuration.matchAll(/\bhttps:\/\/([a-z0-9.-]+)/gi)].map((match) =>
    String(match[1]).toLowerCase(),
  );
  return [...new Set(hosts)].sort();
}

function writeMirrorConfiguration(directory: string, mirror: Mirror): string {
  const file = join(directory, "mirror.tfrc");
  const aws = '["registry.terraform.io/hashicorp/aws"]';
  mkdirSync(directory, { recursive: true });
  writeFileSync(
    file,
    `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror.directory)}
    include = ${aws}
  }
  direct {
    exclude = ${aws}
  }
}
`,
  );
  return file;
}
