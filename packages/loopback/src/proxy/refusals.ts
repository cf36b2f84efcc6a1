import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

const page = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

/**
 * Answers for CloudFront's API as long as the loopback has no control plane of its own: in CloudFront's error format,
 * since clients report anything else as broken XML.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/CommonErrors.html
 */
export const cloudFrontNotImplemented: RequestListener = (request, response) => {
  const operation = `${request.method} ${request.url?.split("?", 1).join("")}`;
  const message = `The loopback plans CloudFront resources but does not apply or read them: ${operation}`;
  request.resume();
  if (request.headers.host?.includes("cloudfront-kvs")) {
    response.writeHead(501, { "content-type": "application/json", "x-amzn-errortype": "NotImplemented" });
    response.end(JSON.stringify({ Message: message }));
    return;
  }
  response.writeHead(501, { "content-type": "text/xml" });
  response.end(
    `<?xml version="1.0"?>\n<ErrorResponse xmlns="${page}"><Error><Type>Sender</Type><Code>NotImplemented</Code>` +
      `<Message>${escapeXml(message)}</Message></Error><RequestId>loopback</RequestId></ErrorResponse>\n`,
  );
};

/** Answers 403, with the reason as text. */
export function refuse(request: IncomingMessage, response: ServerResponse, reason: string): void {
  request.resume();
  response.writeHead(403, { "content-type": "text/plain", connection: "close" });
  response.end(`${reason}\n`);
}

/** Why a host is not reached. */
export function refusal(host: string): string {
  return `the loopback refused ${JSON.stringify(host)}: only hosts of AWS are answered for`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
