import type { StackNames } from "./stack-names.ts";

/** The files of a new stack kind by their path in the project: small, complete, and with a test that passes. */
export function stackKindFiles(names: StackNames): ReadonlyMap<string, string> {
  const { name } = names;
  return new Map([
    [`environments/entries/${name}.ts`, entry(names)],
    [`stacks/${name}/index.ts`, kind(names)],
    [`stacks/${name}/stack.ts`, stack(names)],
    [`stacks/${name}/${name}.test.ts`, test(names)],
  ]);
}

const entry = ({ name, constant }: StackNames) => `import { z } from "zod";

/** An entry of the stack kind '${name}': what differs from one environment to the next. */
export const ${constant} = z.strictObject({
  /** The value of an SSM parameter. @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
  value: z.string().min(1).max(4096),
});
`;

const kind = ({ name, constant, className, key }: StackNames) => `import type { StackKind } from "../kind.ts";
import { ${className} } from "./stack.ts";

/** One SSM parameter for each entry; replace it by the resources that belong together. */
export const ${constant}: StackKind<"parameter_name"> = {
  name: "${name}",
  idsOf: ({ ${key} }) => Object.keys(${key}),
  create(app, id, input) {
    return { stack: new ${className}(app, id, input), files: new Map(), outputs: ["parameter_name"] };
  },
};
`;

const stack = ({
  name,
  className,
  key,
}: StackNames) => `import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import { literal } from "@featheredge/synth";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack.ts";
import type { StackInput } from "../kind.ts";

export class ${className} extends EnvironmentStack {
  /** @param id a key of the environment's \`${key}\` */
  constructor(app: App, id: string, { name, environment }: StackInput) {
    super(app, { kind: "${name}", id, name, environment });
    const entry = environment.${key}[id];
    if (entry === undefined) throw new Error(\`The environment '\${name}' has no ${key}.\${id}.\`);
    const parameter = new SsmParameter(this, "parameter:value", {
      name: this.resourceName("value", 1011),
      type: "String",
      value: literal(entry.value),
    });
    this.output("parameter_name", parameter.name, "Names the parameter in AWS's API.");
  }
}
`;

const test = ({ name, constant, key }: StackNames) => `import { expect, it } from "vitest";
import { synthesized } from "../testing/synthesized.ts";
import { ${constant} } from "./index.ts";

it("makes a parameter with the entry's value", () => {
  const { hcl, identity } = synthesized(${constant}, { ${key}: { hello: { value: "Hello" } } });
  expect(identity).toEqual({ kind: "${name}", environment: "test", name: "hello" });
  expect(hcl).toContain('resource "aws_ssm_parameter" "value" {');
  expect(hcl).toContain('"Hello"');
});
`;
