import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { findTerraform, terraformEnvironment } from "@featheredge/cli/terraform";
import type { LoopbackClient } from "@featheredge/loopback";
import { repository } from "./command.ts";

/** A folder with a configuration, and terraform in it. */
export interface Configuration {
  readonly directory: string;
  /** Replaces the configuration: resources only, the provider's set-up is ours. */
  write(resources: string): void;
  /** What terraform printed. Throws when it failed. */
  run(loopback: LoopbackClient, ...args: string[]): Promise<string>;
}

export const account = "123456789012";

/** Installs the AWS provider in a folder, which is made. The state is a file there. */
export async function configuration(directory: string, loopback: LoopbackClient): Promise<Configuration> {
  mkdirSync(directory, { recursive: true });
  const terraform = await findTerraform(process.env);
  const setup = await terraformEnvironment({ root: repository, env: process.env });
  const run = async (client: LoopbackClient, ...args: string[]) => {
    const env = { ...process.env, ...setup.variables, ...client.environment(account) };
    const { stdout } = await promisify(execFile)(terraform.path, [`-chdir=${directory}`, ...args, "-no-color"], {
      env,
      maxBuffer: 1 << 26,
    });
    return stdout;
  };
  const write = (resources: string) => writeFileSync(join(directory, "main.tf"), `${provider}\n${resources}`);
  write("");
  await loopback.tunnel(["registry.terraform.io", "releases.hashicorp.com", ...setup.providerHosts]);
  await run(loopback, "init");
  return { directory, write, run };
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
