/** The SHA-256 of each file of an environment's stacks, by its path `<stack>/<file>`, with `/`. */
export type StackDigests = Readonly<Record<string, string>>;

/** A part of a stack whose content can be changed without Terraform, by the API that Terraform uses, too. */
export interface HotPart {
  readonly kind: "cloudfront-function" | "lambda-at-edge" | "key-value-store";
  /** The name that it has in AWS. */
  readonly name: string;
  /** The file with its content, below the folder of all stacks. */
  readonly file: string;
}

/** The differences between two builds. */
export type BuildDifference =
  | { readonly kind: "none" }
  /** Only contents of functions and stores differ. */
  | { readonly kind: "hot"; readonly parts: readonly HotPart[] }
  /** Terraform must apply it: the files of stacks that differ in more than that. */
  | { readonly kind: "terraform"; readonly files: readonly string[] };

/**
 * Compares two builds. Code of a Lambda function also changes its hash in the configuration, which is ignored then.
 *
 * @param configuration - Reads a stack's configuration (`<stack>/cdk.tf`) as HCL of either build.
 */
export function compareBuilds(
  before: StackDigests,
  after: StackDigests,
  configuration: (build: "before" | "after", file: string) => string,
): BuildDifference {
  const files = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = files.filter((file) => before[file] !== after[file]);
  if (changed.length === 0) return { kind: "none" };
  const parts: HotPart[] = [];
  const others: string[] = [];
  for (const file of changed) {
    if (before[file] === undefined || after[file] === undefined) others.push(file);
    else if (isConfiguration(file)) {
      if (withoutHashes(configuration("before", file)) !== withoutHashes(configuration("after", file)))
        others.push(file);
    } else {
      const stack = file.slice(0, file.indexOf("/"));
      const part = partsIn(stack, configuration("after", `${stack}/cdk.tf`)).find((one) => one.file === file);
      if (part === undefined) others.push(file);
      else parts.push(part);
    }
  }
  return others.length > 0 ? { kind: "terraform", files: others } : { kind: "hot", parts };
}

function isConfiguration(file: string): boolean {
  return file.endsWith("/cdk.tf");
}

/** The hash of a function's zip file, by which Terraform sees that its code has changed. */
function withoutHashes(hcl: string): string {
  return hcl.replace(/^(\s*source_code_hash\s*= )"[^"]*"$/gm, "$1");
}

const kinds = {
  aws_cloudfront_function: "cloudfront-function",
  aws_lambda_function: "lambda-at-edge",
} as const;

/** Finds the functions and stores of a stack in its configuration, as `packages/synth` writes it. */
export function partsIn(stack: string, hcl: string): HotPart[] {
  const blocks = [...hcl.matchAll(/^resource "(\w+)" "(\w+)" \{\n([\s\S]*?)^\}$/gm)];
  const stores = new Map<string, string>();
  for (const [, type, address = "", body = ""] of blocks) {
    const name = literalOf(body, "name");
    if (type === "aws_cloudfront_key_value_store" && name !== undefined) stores.set(address, name);
  }
  return blocks.flatMap(([, type = "", , body = ""]): HotPart[] => {
    if (type === "aws_cloudfront_function" || type === "aws_lambda_function") {
      const name = literalOf(body, type === "aws_lambda_function" ? "function_name" : "name");
      const file = /^ {2}(?:code|filename)\s*= (?:file\()?"\$\{path\.module\}\/([^"]+)"\)?$/m.exec(body)?.[1];
      // Both runtimes of the edge publish. A function without versions is of an HTTP API.
      const isPublished = /^ {2}publish\s*= true$/m.test(body);
      if (name === undefined || file === undefined || !isPublished) return [];
      return [{ kind: kinds[type], name, file: `${stack}/${file}` }];
    }
    if (type !== "aws_cloudfrontkeyvaluestore_keys_exclusive") return [];
    const address = /^ {2}key_value_store_arn\s*= aws_cloudfront_key_value_store\.(\w+)\.arn$/m.exec(body)?.[1];
    const name = stores.get(address ?? "");
    const file = /jsondecode\(file\("\$\{path\.module\}\/([^"]+)"\)\)/.exec(body)?.[1];
    return name === undefined || file === undefined
      ? []
      : [{ kind: "key-value-store", name, file: `${stack}/${file}` }];
  });
}

/** The value of an attribute that is a string without expressions. */
function literalOf(body: string, attribute: string): string | undefined {
  return new RegExp(`^ {2}${attribute}\\s*= "([^"$\\\\]*)"$`, "m").exec(body)?.[1];
}
