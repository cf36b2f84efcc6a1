import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { type LiveEdge, openLiveEdge } from "./live-edge.ts";
import { type KnownResource, resourcesInState } from "./resources.ts";

/** A function whose uploaded code distributions don't run, and the call that publishes it. */
interface Unpublished {
  readonly name: string;
  readonly type: "aws_cloudfront_function" | "aws_lambda_function";
}

/** Settings of a Lambda function that Terraform changes before it publishes a version. */
const published = ["CodeSha256", "Runtime", "Handler", "Role", "MemorySize", "Timeout"] as const;

/**
 * The functions of a state whose code was uploaded and not published: the provider does it by two calls, and the apply was
 * killed, or AWS failed, between them. Terraform does not see that, since it reads only what was uploaded.
 *
 * @param known - The resources of a stack's state.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_PublishFunction.html
 */
export async function findUnpublished(
  live: Pick<LiveEdge, "functionCode" | "lambda">,
  known: readonly KnownResource[],
): Promise<Unpublished[]> {
  const compared = known.map(async ({ type, values }): Promise<Unpublished[]> => {
    if (values.publish !== true) return [];
    if (type === "aws_cloudfront_function") {
      const name = String(values.name);
      const [uploaded, served] = await Promise.all([
        live.functionCode(name, "DEVELOPMENT"),
        live.functionCode(name, "LIVE"),
      ]);
      return uploaded === undefined || uploaded === served ? [] : [{ type, name }];
    }
    if (type === "aws_lambda_function") {
      const [uploaded, version] = await Promise.all([
        live.lambda(String(values.arn)),
        live.lambda(String(values.qualified_arn)),
      ]);
      const isEqual = published.every((key) => uploaded?.[key] === version?.[key]);
      return uploaded === undefined || isEqual ? [] : [{ type, name: String(values.function_name) }];
    }
    return [];
  });
  return (await Promise.all(compared)).flat();
}

/** The names of the functions of a stack that {@link publishRest} would publish. @param pulled the stack's state */
export async function unpublishedNames(
  { env }: Pick<Context, "env">,
  target: Pick<AwsTarget, "variables">,
  pulled: string,
): Promise<string[]> {
  const live = openLiveEdge(env, target);
  try {
    return (await findUnpublished(live, resourcesInState(pulled))).map(({ name }) => name);
  } finally {
    live.close();
  }
}

/**
 * Publishes the functions of a stack that was applied whose code an earlier apply had uploaded and not published.
 *
 * @param pulled - The stack's state.
 * @returns the names of Lambda functions that got a version: distributions run it after another plan and apply
 */
export async function publishRest(
  { env, output }: Pick<Context, "env" | "output">,
  target: Pick<AwsTarget, "variables">,
  pulled: string,
): Promise<string[]> {
  const live = openLiveEdge(env, target);
  try {
    const unpublished = await findUnpublished(live, resourcesInState(pulled));
    for (const { name, type } of unpublished) {
      output.progress(`Publishing ${name}: an apply had uploaded its code, and ended before it published it`);
      await (type === "aws_lambda_function" ? live.publishVersion(name) : live.publishFunction(name));
    }
    return unpublished.filter(({ type }) => type === "aws_lambda_function").map(({ name }) => name);
  } finally {
    live.close();
  }
}
