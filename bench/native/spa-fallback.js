const fileExtension = /(?:\.|%2e)[a-z0-9]+$/i;

function handler(event) {
  const request = event.request;
  const uri = request.uri;
  if (request.method !== "GET" && request.method !== "HEAD") return request;
  if (fileExtension.test(uri) || uri.startsWith("/api/") || uri.startsWith("/.well-known/")) return request;
  request.uri = "/index.html";
  return request;
}
