import { cpSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installReferenceSite } from "#fixtures/reference-site.ts";
import { repository } from "./command.ts";

function makeFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "featheredge-project-")));
}

/** What copies of the project have compiled. It knows results by what they were made from, so they can share it. */
const cache = join(repository, "node_modules", ".cache", "featheredge-copies");

/**
 * A project with the machinery of this one and the reference site. A test's output stays out of the repository's, and the
 * test does not depend on the environments and handlers that the repository has.
 */
export function referenceProject(): string {
  const root = copyOfThisProject();
  installReferenceSite(root);
  return root;
}

/** The rooms that are edited, copied, so that a test's output stays out of the repository's. */
export function copyOfThisProject(): string {
  const root = makeFolder();
  for (const name of ["cdktf.json", "package.json", "environments", "edge-handlers", "modules", "stacks"]) {
    cpSync(join(repository, name), join(root, name), { recursive: true });
  }
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  mkdirSync(cache, { recursive: true });
  mkdirSync(join(root, ".featheredge"));
  symlinkSync(cache, join(root, ".featheredge", "cache"));
  return root;
}

const lock = join(repository, "stacks", "terraform.lock.hcl");

/**
 * A project of one bucket per environment (`dev` in account 111111111111, `prod` in 222222222222), its state in S3,
 * written by hand: what the commands work with, without the time that a real site takes.
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
  if (!(name in accounts)) throw Object.assign(new Error("There is no environment '" + name + "'."), { userFacing: true });
  return {
    account: accounts[name],
    state: { type: "s3", bucket: "state-" + accounts[name], region: "eu-west-1" },
    protections: { preventDestroy: false },
  };
}`,
  );
  write(
    "stacks/main.ts",
    `import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { loadEnvironment } from "../environments/index.ts";
const name = process.env.FEATHEREDGE_ENVIRONMENTS;
const out = process.env.CDKTF_OUTDIR;
const { account, state } = await loadEnvironment(name);
const folder = out + "/stacks/bucket-" + name;
mkdirSync(folder, { recursive: true });
mkdirSync(".featheredge/build/" + name, { recursive: true });
writeFileSync(".featheredge/build/" + name + "/manifest.json", JSON.stringify({ functions: [], behaviors: [] }));
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
\`);`,
  );
  return root;
}
