import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyOfThisProject, makeFolder } from "#fixtures/copy.ts";
import { installReferenceSite } from "#fixtures/reference-site.ts";
import { repository } from "./command.ts";

/**
 * Makes a project with this repository's code and the reference site, so that a test does not depend on the repository's
 * environments and handlers, and does not write into the repository.
 */
export function referenceProject(): string {
  const root = copyOfThisProject();
  installReferenceSite(root);
  return root;
}

const lock = join(repository, "stacks", "terraform.lock.hcl");

/**
 * Makes a project of one bucket per environment (`dev` in account 111111111111, `prod` in 222222222222), with its state in
 * S3. Its HCL is written by hand, so that commands take less time than with a real site.
 */
export function smallProject(): string {
  const root = makeFolder();
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("package.json", '{ "type": "module" }');
  write("cdktf.json", "{}");
  write(
    "environments/index.ts",
    `const accounts = { dev: "111111111111", prod: "222222222222" };
export const environmentNames = Object.keys(accounts);
export async function loadEnvironment(name) {
  if (!(name in accounts)) {
    const message = "There is no environment '" + name + "'.";
    const diagnostics = [{ rule: "FE-ENV-004", severity: "error", subject: name, message, fix: "", page: "" }];
    throw Object.assign(new Error(message), { userFacing: true, diagnostics });
  }
  return {
    account: accounts[name],
    state: { type: "s3", bucket: "state-" + accounts[name], region: "eu-west-1" },
    protections: { preventDestroy: false },
    handlers: {},
    distributions: {},
  };
}`,
  );
  write(
    "stacks/main.ts",
    `import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { loadEnvironment } from "../environments/index.ts";
const name = process.env.FEATHEREDGE_ENVIRONMENTS;
const out = process.env.CDKTF_OUTDIR;
loadEnvironment(name).then(({ account, state }) => {
const folder = out + "/stacks/bucket-" + name;
mkdirSync(folder, { recursive: true });
mkdirSync(".featheredge/build/" + name, { recursive: true });
writeFileSync(".featheredge/build/" + name + "/manifest.json", JSON.stringify({ functions: [], behaviors: [], placements: [], stores: [] }));
writeFileSync(out + "/manifest.json", JSON.stringify({ stacks: { ["bucket-" + name]: { dependencies: [] } } }));
writeFileSync(folder + "/metadata.json", JSON.stringify({ "//": { featheredge: { kind: "bucket", environment: name, name: "bucket" } } }));
copyFileSync(${JSON.stringify(lock)}, folder + "/.terraform.lock.hcl");
writeFileSync(folder + "/body.txt", "as planned");
writeFileSync(folder + "/cdk.tf", \`
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
  backend "s3" {
    bucket       = "\${state.bucket}"
    key          = "bucket-\${name}/terraform.tfstate"
    region       = "\${state.region}"
    use_lockfile = true
  }
}
provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["\${account}"]
  default_tags {
    tags = {
      featheredge-environment = "\${name}"
      featheredge-stack       = "bucket-\${name}"
    }
  }
}
resource "aws_s3_bucket" "it" {
  bucket = "it-\${account}"
}
resource "aws_s3_object" "it" {
  bucket  = aws_s3_bucket.it.bucket
  key     = "body"
  content = file("\\\${path.module}/body.txt")
}
\`);
});`,
  );
  return root;
}
