import type { RequestListener } from "node:http";
import { accountOf } from "../../proxy/routes.ts";

/** DeleteFunction, of a function by its name or ARN or of one version: https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
const deletion = /^\/2015-03-31\/functions\/([^/?]+)\/?(?:\?(?:.*&)?Qualifier=([^&]+))?/;

/**
 * Rejects the deletion of functions that have replicas, as Lambda does. All other requests are passed to `next`.
 * @param findReplica - Finds the replicated version of a function or version, by its ARN.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-delete-replicas.html
 */
export function keepReplicated(
  next: RequestListener,
  findReplica: (arn: string) => string | undefined,
): RequestListener {
  return (request, response) => {
    const arn = request.method === "DELETE" ? deletedArn(request) : undefined;
    const replicated = arn && findReplica(arn);
    if (!replicated) return next(request, response);
    request.resume();
    const message =
      `Lambda was unable to delete ${replicated} because it is a replicated function. ` +
      "Please see our documentation for Deleting Lambda@Edge Functions and Replicas.";
    response
      .writeHead(400, { "content-type": "application/json", "x-amzn-errortype": "InvalidParameterValueException" })
      .end(JSON.stringify({ Type: "User", message }));
  };
}

function deletedArn(request: Parameters<RequestListener>[0]): string | undefined {
  const { headers, url = "" } = request;
  const [, region] = /^lambda\.([a-z0-9-]+)\.amazonaws\.com(?::\d+)?$/i.exec(headers.host ?? "") ?? [];
  const [, text, qualifier] = deletion.exec(url) ?? [];
  const account = accountOf(headers.authorization, url);
  if (region === undefined || text === undefined || account === undefined) return undefined;
  const named = decoded(text);
  const functionArn = named.startsWith("arn:") ? named : `arn:aws:lambda:${region}:${account}:function:${named}`;
  return qualifier === undefined ? functionArn : `${functionArn}:${decoded(qualifier)}`;
}

/** Decodes text; text with invalid percent-encoding, which moto rejects, is not changed. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
