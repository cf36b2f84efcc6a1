import { headersOf, responseCookiesOf } from "./fields.ts";
import type { NativeResponse } from "./native.ts";
import type { Response } from "./types.ts";

interface ResponseView extends Response {
  readonly native: NativeResponse;
}

const responseMethods: Response & ThisType<ResponseView> = {
  get status() {
    return this.native.statusCode;
  },
  set status(status) {
    this.native.statusCode = status;
    // The old description belongs to the old status.
    delete this.native.statusDescription;
  },
  get headers() {
    return headersOf(this.native.headers);
  },
  get cookies() {
    return responseCookiesOf(this.native.cookies);
  },
  get body() {
    return this.native.body;
  },
  set body(body) {
    if (body === undefined) delete this.native.body;
    else this.native.body = body;
  },
};

/** A response as handlers see it. Their changes are made in the native response itself. */
export function responseOf(native: NativeResponse): Response {
  const response = Object.create(responseMethods);
  response.native = native;
  return response;
}

/** The native form of a response that `responseOf` made. */
export function nativeResponse(response: Response): NativeResponse {
  return (response as ResponseView).native;
}
