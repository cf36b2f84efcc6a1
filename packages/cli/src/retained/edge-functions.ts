import { DeleteFunctionCommand, LambdaClient, ListTagsCommand, paginateListFunctions } from "@aws-sdk/client-lambda";
import { clientSettings } from "../aws/clients.ts";
import type { AwsTarget } from "../aws/target.ts";
import type { EdgeFunction, EdgeFunctions } from "./prune.ts";

/**
 * The Lambda@Edge functions that an environment's stacks made: those with its tag.
 * @param changedBefore - Leaves out functions that were changed later: a deploy may be about to use them.
 * @param env - The caller's environment variables.
 */
export function edgeFunctions(
  environment: string,
  changedBefore: Date,
  env: NodeJS.ProcessEnv,
  target: Pick<AwsTarget, "variables">,
): EdgeFunctions & { close(): void } {
  const client = new LambdaClient(clientSettings(env, target));
  return {
    async list() {
      const all: EdgeFunction[] = [];
      for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
        for (const { FunctionName: name, FunctionArn: arn, LastModified: changed } of Functions) {
          // The stacks' names begin with the environment's; the tag decides.
          if (name === undefined || !name.startsWith(`${environment}-`)) continue;
          if (changed === undefined || new Date(changed) > changedBefore) continue;
          const { Tags } = await client.send(new ListTagsCommand({ Resource: arn }));
          if (Tags?.["featheredge-environment"] === environment)
            all.push({ name, stack: Tags["featheredge-stack"] ?? "" });
        }
      }
      return all;
    },
    async remove(name) {
      try {
        await client.send(new DeleteFunctionCommand({ FunctionName: name }));
        return "deleted";
      } catch (error) {
        const { name: code, message } = error as Error;
        if (code === "InvalidParameterValueException" && /replicated function/.test(message)) return "replicated";
        // Deleted meanwhile.
        if (code === "ResourceNotFoundException") return "deleted";
        throw error;
      }
    },
    close: () => client.destroy(),
  };
}
