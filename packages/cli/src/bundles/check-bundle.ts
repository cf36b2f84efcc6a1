import { type Diagnostic, DiagnosticError, diagnose } from "@featheredge/diagnostics";
import { isPermissionsFile } from "../bootstrap/missing-permissions.ts";
import { type Bundle, filesBelow } from "./bundle.ts";
import { type Configuration, findUnreviewed, type Reviewed } from "./check-terraform.ts";
import { parseHcl } from "./parse-hcl.ts";

/** Files by which Terraform would read more configuration than `cdk.tf`. */
const moreConfiguration = /(?:\.tf|\.tofu|\.tf\.json|\.tofu\.json|\.tfvars|\.tfvars\.json)$/;

const after = "What only reviewed code may do can be planned once the change is on the main branch.";

/**
 * Checks that a bundle of unreviewed code can be planned with credentials: it describes the environment that was
 * reviewed, for its account and in its state, and Terraform can't be made to run code or read the machine's files.
 * @throws {DiagnosticError} with every reason why it can't
 */
export async function checkUnreviewedBundle(bundle: Bundle, environment: string, reviewed: Reviewed): Promise<void> {
  const diagnostics: Diagnostic[] = checkPaths(bundle, environment);
  const permissions = bundle.files.get(`permissions/${environment}.json`)?.toString();
  if (permissions !== undefined && !isPermissionsFile(permissions)) {
    const message = "The permissions of the foundation's roles are not in the form that a synthesis writes.";
    diagnostics.push(diagnose("FE-CLI-142", { subject: environment, message, fix: after }));
  }
  for (const { name } of bundle.stacks.filter((stack) => stack.environment === environment)) {
    const report = (message: string) =>
      void diagnostics.push(diagnose("FE-CLI-142", { subject: name, message, fix: after }));
    if (!name.endsWith(`-${environment}`)) report(`is not named as a stack of '${environment}'.`);
    const files = filesBelow(bundle, `stacks/${name}`);
    for (const path of files.keys()) {
      if (path !== "cdk.tf" && isForTerraform(path)) report(`has the file ${path}, which Terraform would read.`);
    }
    if (files.get(".terraform.lock.hcl")?.toString() !== reviewed.lockFile) {
      report("has another lock file of providers than the reviewed stacks/terraform.lock.hcl.");
    }
    const problems = await findInStack(name, files.get("cdk.tf")?.toString() ?? "", reviewed);
    for (const problem of problems) report(`cdk.tf ${problem}.`);
  }
  if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
}

/** Terraform reads configuration only in the folder itself, and its own files below `.terraform`. */
function isForTerraform(path: string): boolean {
  const isNested = path.includes("/");
  return (
    path.startsWith(".terraform/") ||
    path.startsWith("terraform.tfstate") ||
    (!isNested && moreConfiguration.test(path))
  );
}

async function findInStack(name: string, text: string, reviewed: Reviewed): Promise<string[]> {
  let configuration: Configuration;
  try {
    configuration = await parseHcl(text);
  } catch {
    return ["can't be parsed"];
  }
  return findUnreviewed(name, configuration, reviewed);
}

const paths = ["file", "source", "sources"];

/** Paths in the build's manifest that lead out of the build: the summary of a plan shows the files. */
function checkPaths(bundle: Bundle, environment: string): Diagnostic[] {
  const text = filesBelow(bundle, `build/${environment}`).get("manifest.json")?.toString() ?? "{}";
  const outside: string[] = [];
  JSON.parse(text, (key, value) => {
    if (!paths.includes(key)) return value;
    const isOutside = (path: unknown) =>
      typeof path === "string" && (/^[/\\~]|:/.test(path) || path.split("/").includes(".."));
    outside.push(...[value].flat().filter(isOutside));
    return value;
  });
  return outside.map((path) =>
    diagnose("FE-CLI-142", {
      subject: environment,
      message: `The build names the file ${path}, outside of it.`,
      fix: after,
    }),
  );
}
