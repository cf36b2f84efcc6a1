import type { App } from "cdktf";
import { LambdaApi } from "#modules/lambda-api/index.ts";
import { EnvironmentStack } from "../environment-stack.ts";
import type { StackInput } from "../kind.ts";

export interface ApiStackProps {
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** The function's zip, in the stack's folder. */
  readonly file: string;
  /** The base64 SHA-256 of the zip. */
  readonly sourceCodeHash: string;
}

/** One API of an environment. */
export class ApiStack extends EnvironmentStack {
  /** @param id a key of the environment's `apis` */
  constructor(app: App, id: string, { name, environment }: StackInput, props: ApiStackProps) {
    super(app, { kind: "api", id, name, environment });
    const created = new LambdaApi(this, `api:${id}`, {
      ...props,
      name: this.resourceName("api", 64),
      description: `The API '${id}' of ${name}`,
      logRetentionDays: environment.logRetentionDays,
    });
    this.output("domain_name", created.domainName, "The host of the function's URL, for distributions.");
    this.output("function_name", created.functionName, "Names the function in AWS's API.");
  }
}
