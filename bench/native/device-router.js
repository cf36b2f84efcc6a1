const dotSegment = /(?:\/|\\|%2f|%5c)(?:\.|%2e){1,2}(?:\/|\\|%2f|%5c|$)/i;

function encoded(path) {
  return encodeURI(path).replace(/%25/g, "%").replace(/[?#]/g, encodeURIComponent);
}

function errorResponse(statusCode, body) {
  return { statusCode, headers: {}, cookies: {}, body };
}

function variantOf(headers) {
  const is = (device) => {
    const field = headers[`cloudfront-is-${device}-viewer`];
    return field !== undefined && field.value === "true";
  };
  if (is("tablet")) return "m";
  if (is("smarttv")) return "tv";
  return is("mobile") ? "m" : undefined;
}

function handler(event) {
  const request = event.request;
  const uri = request.uri;
  if (uri.length > 3072) return errorResponse(414, "URI Too Long");
  if (dotSegment.test(uri)) return errorResponse(400, "Bad Request");
  if (uri.startsWith("/assets/") || uri === "/robots.txt") return request;
  const folder = uri.split("/", 2)[1];
  if (folder === "m" || folder === "tv") return request;
  const variant = variantOf(request.headers);
  if (variant) request.uri = encoded(`/${variant}${uri}`);
  return request;
}
