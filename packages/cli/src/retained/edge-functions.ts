import {
  DeleteFunctionCommand,
  LambdaClient,
  type LambdaClientConfig,
  ListTagsCommand,
  paginateListFunctions,
} from "@aws-sdk/client-lambda";
import { AwsAgent } from "../aws/agent.ts";
import type { AwsTarget } from "../aws/target.ts";
import type { EdgeFunctions } from "./prune.ts";

/** All Lambda@Edge functions are in us-east-1. */
const region = "us-east-1";

/**
 * The Lambda@Edge functions that an environment's stacks made: those with its tag.
 * @param changedBefore - Leaves out functions that were changed later: a deploy may be about to use them.
 * @param env - The caller's environment variables.
 */
export function edgeFunctions(
  environment: string,
  changedBefore: Date,
  env: NodeJS.ProcessEnv,
  { variables }: Pick<AwsTarget, "variables">,
): EdgeFunctions & { close(): void } {
  const client = new LambdaClient({
    region,
    ...credentials(variables),
    requestHandler: { httpsAgent: new AwsAgent({ ...env, ...variables }) },
  });
  return {
    async list() {
      const names: string[] = [];
      for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
        for (const { FunctionName: name, FunctionArn: arn, LastModified: changed } of Functions) {
          // The stacks' names begin with the environment's; the tag decides.
          if (name === undefined || !name.startsWith(`${environment}-`)) continue;
          if (changed === undefined || new Date(changed) > changedBefore) continue;
          const { Tags } = await client.send(new ListTagsCommand({ Resource: arn }));
          if (Tags?.["featheredge-environment"] === environment) names.push(name);
        }
      }
      return names;
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

/** The loopback's own; on AWS, the SDK finds the user's by itself. */
function credentials({
  AWS_ACCESS_KEY_ID,
  AWS_SECRET_ACCESS_KEY,
}: AwsTarget["variables"]): Partial<LambdaClientConfig> {
  if (AWS_ACCESS_KEY_ID === undefined || AWS_SECRET_ACCESS_KEY === undefined) return {};
  return {
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
    ignoreConfiguredEndpointUrls: true,
  };
}
