import type { LambdaRequest, LambdaResponse } from "../lambda-event.ts";
import { requestFromLambda, requestToLambda, responseFromLambda, responseToLambda } from "../lambda-messages.ts";
import type { NativeFields, NativeRequest, NativeResponse } from "../native.ts";
import type { KeyValueStore } from "../types.ts";
import { store } from "./cloudfront-module.ts";
import type { PreviewLambdaEvent } from "./dispatcher.ts";

/** The result of a handler in CloudFront Functions' form: a request, or a response. */
interface LightResult extends Partial<Omit<NativeRequest, "querystring" | "body">> {
  readonly querystring?: NativeFields | string;
  readonly statusCode?: number;
  readonly statusDescription?: string;
  readonly body?: string | { readonly encoding?: "text" | "base64"; readonly data: string };
}

/**
 * Runs a handler that is written for CloudFront Functions on the events of Lambda@Edge, for previews.
 *
 * @param handler in AWS's own form
 * @param values the KeyValueStore that `cloudfront.kvs()` reads
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export function functionInLambda(
  handler: (event: object) => LightResult | Promise<LightResult>,
  values: KeyValueStore,
) {
  store.values = values;
  return async (event: PreviewLambdaEvent): Promise<LambdaRequest | LambdaResponse> => {
    const { config, request: original, response } = event.Records[0].cf;
    const { body: _, bodyTruncated: __, ...request } = requestFromLambda(original);
    const result = await handler({
      version: "1.0",
      context: config,
      viewer: { ip: original.clientIp },
      request,
      ...(response === undefined ? {} : { response: responseFromLambda(response) }),
    });
    if (response !== undefined || result.statusCode !== undefined) return responseOf(result, response);
    const { querystring = request.querystring, body: ___, ...changed } = result;
    const isText = typeof querystring === "string";
    const native = { ...request, ...changed, querystring: isText ? request.querystring : querystring };
    const sent = requestToLambda(native, original);
    return isText ? { ...sent, querystring } : sent;
  };
}

function responseOf(result: LightResult, original: LambdaResponse | undefined): LambdaResponse {
  const { statusCode = 200, statusDescription, headers = {}, cookies = {}, body } = result;
  const native: NativeResponse = {
    statusCode,
    ...(statusDescription === undefined ? {} : { statusDescription }),
    headers,
    cookies,
  };
  const response = responseToLambda(native, original);
  if (body === undefined) return response;
  const { data, encoding = "text" } = typeof body === "string" ? { data: body } : body;
  return { ...response, body: data, bodyEncoding: encoding };
}
