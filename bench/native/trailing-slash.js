const fileExtension = /(?:\.|%2e)[a-z0-9]+$/i;

function queryText(querystring) {
  return Object.keys(querystring)
    .map((name) => {
      const field = querystring[name];
      if (!field.multiValue) return `${name}=${field.value}`;
      return field.multiValue.map((entry) => `${name}=${entry.value}`).join("&");
    })
    .join("&");
}

function location(text) {
  return encodeURI(text.replace(/^[/\\]+/, "/")).replace(/%25/g, "%");
}

function handler(event) {
  const request = event.request;
  const uri = request.uri;
  if (request.method !== "GET" && request.method !== "HEAD") return request;
  if (uri.startsWith("/api/") || uri.endsWith("/") || fileExtension.test(uri)) return request;
  const query = queryText(request.querystring);
  return {
    statusCode: 301,
    headers: { location: { value: location(query ? `${uri}/?${query}` : `${uri}/`) } },
    cookies: {},
  };
}
