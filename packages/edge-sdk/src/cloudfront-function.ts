import { kvs } from "#runtime";
import type { NativeEvent, NativeRequest, NativeResponse } from "./native.ts";
import { requestOf } from "./request.ts";
import { nativeResponse, responseOf } from "./response.ts";
import type { Context, OriginRequest, Request, RequestChain, Response, ResponseChain } from "./types.ts";

// The compiler writes calls of these functions to make a chain of handlers.
export { kvs, nativeResponse, requestOf, responseOf };

/** The native form of what a request's last handler returned. */
export function nativeAnswer(result: Request | Response, request: Request): Answer {
  if (result === request) return (request as Request & { readonly event: NativeEvent }).event.request;
  return nativeResponse(result as Response);
}

type Answer = NativeRequest | NativeResponse;

// A KeyValueStore can't be read without promises, so the adapters for handlers without promises don't pass it on.
type WithoutStore = Context<never> & { readonly request: OriginRequest };

/**
 * The `handler` of a CloudFront Function at viewer request: the handlers run in order, and the first response ends
 * the chain. This adapter is for handlers that return no promise, since a promise costs steps.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export function viewerRequest(chain: RequestChain): (event: NativeEvent) => Answer {
  return (event) => {
    const request = requestOf(event);
    for (let i = 0; i < chain.length; i++) {
      const link = chain[i] as RequestChain[number];
      const result = link[0].handle(request, { config: link[1] } as WithoutStore);
      if (result !== request) return nativeResponse(result as Response);
    }
    return event.request;
  };
}

/** As `viewerRequest`, for a chain in which a handler returns a promise. */
export function viewerRequestAsync(chain: RequestChain): (event: NativeEvent) => Promise<Answer> {
  return async (event) => {
    const request = requestOf(event);
    for (let i = 0; i < chain.length; i++) {
      const link = chain[i] as RequestChain[number];
      const result = await link[0].handle(request, { config: link[1] as never, kvs });
      if (result !== request) return nativeResponse(result as Response);
    }
    return event.request;
  };
}

/** The `handler` of a CloudFront Function at viewer response: all handlers run, in order. */
export function viewerResponse(chain: ResponseChain): (event: NativeEvent) => NativeResponse {
  return (event) => {
    const request = requestOf(event);
    let response = responseOf(event.response as NativeResponse);
    for (let i = 0; i < chain.length; i++) {
      const link = chain[i] as ResponseChain[number];
      response = link[0].handle(response, { config: link[1], request } as WithoutStore) as Response;
    }
    return nativeResponse(response);
  };
}

/** As `viewerResponse`, for a chain in which a handler returns a promise. */
export function viewerResponseAsync(chain: ResponseChain): (event: NativeEvent) => Promise<NativeResponse> {
  return async (event) => {
    const request = requestOf(event);
    let response = responseOf(event.response as NativeResponse);
    for (let i = 0; i < chain.length; i++) {
      const link = chain[i] as ResponseChain[number];
      response = await link[0].handle(response, { config: link[1] as never, kvs, request });
    }
    return nativeResponse(response);
  };
}
