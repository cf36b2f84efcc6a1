import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findTerraform, terraformEnvironment } from "@featheredge/cli/terraform";
import type { LoopbackClient } from "@featheredge/loopback";
import { type Finished, finishing, repository } from "./command.ts";

/** A folder with a configuration that terraform was initialized in. */
export interface Configuration {
  readonly directory: string;
  /** Replaces the resources of the configuration. The provider's settings are added. */
  write(resources: string): void;
  /** Runs terraform. @returns what it printed @throws when it fails */
  run(loopback: LoopbackClient, ...args: string[]): Promise<string>;
  /** Plans, and reads from Terraform's exit code whether the plan changes anything. @throws when planning fails */
  hasChanges(loopback: LoopbackClient): Promise<boolean>;
  /** Starts terraform, for a test that kills it or runs another one meanwhile. */
  start(loopback: LoopbackClient, ...args: string[]): Run;
}

/** A running terraform. */
interface Run {
  readonly finished: Promise<Finished>;
  /** Kills terraform and its providers at once. */
  kill(): void;
}

export const account = "123456789012";

/**
 * Makes a folder with a configuration and installs the AWS provider in it.
 * @param resources - The initial resources. Without a backend the state is a file in the folder.
 */
export async function configuration(
  directory: string,
  loopback: LoopbackClient,
  resources = "",
): Promise<Configuration> {
  mkdirSync(directory, { recursive: true });
  const terraform = await findTerraform(process.env);
  const setup = await terraformEnvironment({ root: repository, env: process.env });
  const start = (client: LoopbackClient, ...args: string[]): Run => {
    const child = spawn(terraform.path, [`-chdir=${directory}`, ...args, "-no-color"], {
      env: { ...process.env, ...setup.variables, ...client.environment(account) },
      stdio: ["ignore", "pipe", "pipe"],
      // Terraform and the providers that it starts are in a separate process group.
      detached: true,
    });
    return { finished: finishing(child), kill: () => process.kill(-Number(child.pid), "SIGKILL") };
  };
  const run = async (client: LoopbackClient, ...args: string[]) => {
    const { exitCode, stdout, stderr } = await start(client, ...args).finished;
    if (exitCode !== 0) throw Object.assign(new Error(`terraform ${args.join(" ")}: ${stderr}`), { stderr });
    return stdout;
  };
  const hasChanges = async (client: LoopbackClient) => {
    const { exitCode, stderr } = await start(client, "plan", "-detailed-exitcode").finished;
    if (exitCode !== 0 && exitCode !== 2) throw new Error(`terraform plan: ${stderr}`);
    return exitCode === 2;
  };
  const write = (text: string) => writeFileSync(join(directory, "main.tf"), `${provider}\n${text}`);
  write(resources);
  await loopback.tunnel(["registry.terraform.io", "releases.hashicorp.com", ...setup.providerHosts]);
  await run(loopback, "init");
  return { directory, write, run, hasChanges, start };
}

const provider = `
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["${account}"]
}
`;
