import { DiagnosticError, diagnose, nearest } from "@featheredge/diagnostics";
import { literal } from "@featheredge/synth";
import { environmentFile } from "#environments";
import { isOutputReference, type OutputReference, type WithoutOutputs } from "#modules/forms.ts";
import type { EnvironmentStack } from "./environment-stack.ts";
import type { StackInput } from "./kind.ts";

/**
 * Options in which each reference to an output of another stack is Terraform's, and in which Terraform reads every other
 * string literally.
 *
 * @param key the options' key in the environment: `distributions.site.origins.app`
 * @throws DiagnosticError when a stack does not have an output
 */
export function resolveOutputs<Options>(
  options: Options,
  key: string,
  from: { readonly stack: EnvironmentStack; readonly input: StackInput },
): WithoutOutputs<Options> {
  const resolve = (value: unknown, path: string): unknown => {
    if (typeof value === "string") return literal(value);
    if (isOutputReference(value)) return readOutput(value, path, from);
    if (Array.isArray(value)) return value.map((item, index) => resolve(item, `${path}[${index}]`));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, resolve(inner, `${path}.${name}`)]));
  };
  // The function above replaces each reference, wherever it is.
  return resolve(options, key) as WithoutOutputs<Options>;
}

function readOutput(
  { stack: id, output }: OutputReference,
  key: string,
  { stack, input }: { readonly stack: EnvironmentStack; readonly input: StackInput },
): string {
  const other = input.stackNamed(id);
  const value = stack.outputsOf(other)[output];
  if (value !== undefined) return value;
  const near = nearest(output, other.outputs);
  throw new DiagnosticError([
    diagnose("FE-ENV-011", {
      at: { file: environmentFile(input.name), key: `${key}.output` },
      message: `'${output}' is not an output of the stack '${id}'.`,
      fix: `${near === undefined ? "" : `Did you mean '${near}'? `}It has: ${other.outputs.join(", ") || "none that is a string"}.`,
    }),
  ]);
}
