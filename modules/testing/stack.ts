import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { TerraformStack, Testing } from "cdktf";

/** A resource or data source as Terraform's JSON has it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look deep into it, and each look is an assertion.
type Block = Readonly<Record<string, any>>;

export interface Synthesized {
  /** All resources of a type. */
  all(type: string): Block[];
  /** The one resource of a type. */
  one(type: string): Block;
  /** The data source whose name holds a part. */
  data(type: string, part: string): Block;
  readonly text: string;
}

/** Synthesizes constructs to the JSON that Terraform gets, for tests to look into. */
export function synthesized(build: (stack: TerraformStack, aws: AwsProvider) => void): Synthesized {
  const stack = new TerraformStack(Testing.app({ stackTraces: false, outdir: "not-written" }), "stack");
  const aws = new AwsProvider(stack, "aws", { region: "us-east-1", alias: "us_east_1" });
  build(stack, aws);
  const text = Testing.synth(stack);
  const { resource = {}, data = {} } = JSON.parse(text) as { resource?: Block; data?: Block };
  const all = (type: string): Block[] => Object.values(resource[type] ?? {});
  return {
    all,
    one(type) {
      const [resource, ...others] = all(type);
      if (resource === undefined || others.length > 0) throw new Error(`${all(type).length} resources of type ${type}`);
      return resource;
    },
    data(type, part) {
      const [, source] = Object.entries<Block>(data[type] ?? {}).find(([name]) => name.includes(part)) ?? [];
      if (source === undefined) throw new Error(`No ${type} with '${part}' in its name`);
      return source;
    },
    text,
  };
}
