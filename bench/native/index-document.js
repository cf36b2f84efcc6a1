function encoded(path) {
  return encodeURI(path).replace(/%25/g, "%").replace(/[?#]/g, encodeURIComponent);
}

function handler(event) {
  const request = event.request;
  const uri = request.uri;
  if (uri.length > 3072 || uri.startsWith("/api/")) return request;
  if (uri.endsWith("/")) request.uri = encoded(`${uri}index.html`);
  return request;
}
