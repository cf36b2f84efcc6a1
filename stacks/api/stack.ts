import type { App } from "cdktf";
import type { Environment } from "#environments";
import { LambdaApi } from "#modules/lambda-api/index.ts";
import { EnvironmentStack } from "../environment-stack.ts";
import { extensionOf } from "../extension.ts";
import type { StackInput } from "../kind.ts";
import { resolveOutputs } from "../outputs.ts";
import type { ExtensibleApi } from "./extend.ts";

export interface ApiStackProps {
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Environment["apis"][string]["environment"];
  readonly extend?: string | undefined;
  /** The function's zip, in the stack's folder. */
  readonly file: string;
  /** The base64 SHA-256 of the zip. */
  readonly sourceCodeHash: string;
}

/** One API of an environment. */
export class ApiStack extends EnvironmentStack {
  /** @param id a key of the environment's `apis` */
  constructor(app: App, id: string, input: StackInput, { extend, ...props }: ApiStackProps) {
    const { name, environment } = input;
    super(app, { kind: "api", id, name, environment, renamedFrom: environment.apis[id]?.renamedFrom });
    const created = new LambdaApi(this, `api:${id}`, {
      ...props,
      environment: resolveOutputs(props.environment, `apis.${id}.environment`, { stack: this, input }),
      name: this.resourceName("api", 64),
      description: `The API '${id}' of ${name}`,
      logRetentionDays: environment.logRetentionDays,
    });
    this.output("domain_name", created.domainName, "The host of the function's URL, for distributions.");
    this.output("function_name", created.functionName, "Names the function in AWS's API.");
    if (extend !== undefined) {
      extensionOf<ExtensibleApi>(input.extensions, extend)({ stack: this, scope: this, api: created, environment });
    }
  }
}
