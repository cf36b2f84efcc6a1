import { createRequire } from "node:module";
import type { Configuration } from "./check-terraform.ts";

/**
 * Parses HCL by Terraform's own parser, compiled to WebAssembly.
 * @throws when the text is not HCL
 */
export function parseHcl(text: string): Promise<Configuration> {
  // Its types would bring those of browsers into the whole project.
  const { parse }: { parse(file: string, text: string): Promise<Configuration> } = createRequire(import.meta.url)(
    "@cdktf/hcl2json",
  );
  return parse("cdk.tf", text);
}
