import { kvs, provideKeyValueStore } from "#runtime";
import type { LambdaEvent, LambdaOrigin, LambdaRequest, LambdaResponse } from "./lambda-event.ts";
import { requestFromLambda, requestToLambda, responseFromLambda, responseToLambda } from "./lambda-messages.ts";
import { lambdaOrigin } from "./lambda-origin.ts";
import type { NativeEvent } from "./native.ts";
import { requestOf } from "./request.ts";
import { nativeResponse, responseOf } from "./response.ts";
import type { KeyValueStore, RequestChain, Response, ResponseChain } from "./types.ts";

type RequestFunction = (event: LambdaEvent) => Promise<LambdaRequest | LambdaResponse>;
type ResponseFunction = (event: LambdaEvent) => Promise<LambdaResponse>;

/**
 * The `handler` of a Lambda@Edge function at viewer request: the handlers run in order, and the first response ends
 * the chain. A generated body over 40 KB throws a RangeError, where CloudFront would answer 502 without a word.
 *
 * @param store the function's KeyValueStore, by `keyValueStore` of `@featheredge/edge-sdk/key-value-store`; without it
 * every read misses, and dynamic config has its built-in values
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
 */
export function viewerRequest(chain: RequestChain, store?: KeyValueStore): RequestFunction {
  if (store) provideKeyValueStore(store);
  return (event) => runRequest(chain, event, 40 * 1024);
}

/** As `viewerRequest`, at origin request, where a generated body may have 1 MB. */
export function originRequest(chain: RequestChain, store?: KeyValueStore): RequestFunction {
  if (store) provideKeyValueStore(store);
  return (event) => runRequest(chain, event, 1024 * 1024);
}

/**
 * The `handler` of a Lambda@Edge function at origin response: all handlers run, in order. A body that one sets
 * replaces the origin's. A response that a handler makes keeps the origin's `Transfer-Encoding` and `Via`, which
 * CloudFront requires back unchanged.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-updating-http-responses.html
 */
export function originResponse(chain: ResponseChain, store?: KeyValueStore): ResponseFunction {
  if (store) provideKeyValueStore(store);
  return (event) => runResponse(chain, event, 1024 * 1024);
}

/**
 * The `handler` of a Lambda@Edge function at viewer response: all handlers run, in order. A changed status or a body
 * throws a TypeError, since CloudFront takes neither there.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions.html
 */
export function viewerResponse(chain: ResponseChain, store?: KeyValueStore): ResponseFunction {
  if (store) provideKeyValueStore(store);
  return async (event) => {
    const result = await runResponse(chain, event, 0);
    const before = event.Records[0].cf.response?.status;
    if (result.status !== before || result.body !== undefined) {
      throw new TypeError(
        `Lambda@Edge can't change the status (${before} to ${result.status}) or the body at viewer response: do it at origin response`,
      );
    }
    return result;
  };
}

async function runRequest(chain: RequestChain, event: LambdaEvent, bodyLimit: number) {
  const { config: context, request: original } = event.Records[0].cf;
  const neutral = requestFromLambda(original);
  const native: NativeEvent = {
    context,
    viewer: { ip: original.clientIp },
    request: neutral,
    ...(hasOrigin(original) ? { origin: lambdaOrigin(original, neutral.headers) } : {}),
  };
  const request = requestOf(native);
  for (const [handler, config, name] of chain) {
    const result = await withHandlerName(name, () => handler.handle(request, { config: config as never, kvs }));
    if (result !== request) return withinLimit(responseToLambda(nativeResponse(result as Response)), bodyLimit);
  }
  const changed = requestToLambda(native.request, original);
  const size = changed.body?.action === "replace" ? Buffer.byteLength(changed.body.data) : 0;
  if (size > bodyLimit) {
    throw new RangeError(`The request's new body has ${size} bytes; at this event Lambda@Edge takes ${bodyLimit}`);
  }
  return changed;
}

async function runResponse(chain: ResponseChain, event: LambdaEvent, bodyLimit: number) {
  const { config: context, request: originalRequest, response: original } = event.Records[0].cf;
  if (original === undefined) throw new TypeError("The event has no response: this function is for response events");
  const native = { context, viewer: { ip: originalRequest.clientIp }, request: requestFromLambda(originalRequest) };
  const request = requestOf(native);
  let response = responseOf(responseFromLambda(original));
  for (const [handler, config, name] of chain) {
    const before = response;
    response = await withHandlerName(name, () => handler.handle(before, { config: config as never, kvs, request }));
  }
  const result = responseToLambda(nativeResponse(response), original);
  if (bodyLimit === 0) return result;
  // A handler that made its own response did not have the two headers that are read-only here.
  for (const name of ["transfer-encoding", "via"]) {
    const kept = original.headers[name];
    if (kept !== undefined) result.headers[name] ??= kept;
  }
  return withinLimit(result, bodyLimit);
}

/** The function has the names of all its handlers: when one throws, the log says which. */
async function withHandlerName<T>(name: string | undefined, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (name !== undefined) console.error(`${name} failed: ${error}`);
    throw error;
  }
}

function hasOrigin(request: LambdaRequest): request is LambdaRequest & { readonly origin: LambdaOrigin } {
  return request.origin !== undefined;
}

function withinLimit(response: LambdaResponse, bytes: number): LambdaResponse {
  const size = Buffer.byteLength(response.body ?? "");
  if (size > bytes) {
    throw new RangeError(`The generated body has ${size} bytes; at this event Lambda@Edge takes ${bytes}`);
  }
  return response;
}
