import type { IncomingMessage, ServerResponse } from "node:http";

/** Whether a request is for the KeyValueStores' own API, `<account>.cloudfront-kvs.global.api.aws`. */
export function isKeyValueHost(host: string | undefined): boolean {
  return host?.toLowerCase().includes(".cloudfront-kvs.") ?? false;
}

/** Answers that it is not supported, in the JSON that its clients expect. */
export function answerKeyValues(request: IncomingMessage, response: ServerResponse, log: (line: string) => void): void {
  const operation = `${request.method} ${request.url?.split("?", 1).join("")}`;
  const message = `The loopback's KeyValueStores do not support ${operation}.`;
  log(message);
  request.resume();
  response.writeHead(501, { "content-type": "application/json", "x-amzn-errortype": "NotImplemented" });
  response.end(JSON.stringify({ Message: message }));
}
