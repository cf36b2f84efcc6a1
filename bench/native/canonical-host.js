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
  const host = request.headers.host?.value;
  if (!host) return request;
  const name = host.toLowerCase().replace(/:\d*$/, "");
  if (name === "www.example.com" || name === "preview.example.com") return request;
  const query = queryText(request.querystring);
  const target = `https://www.example.com/${request.uri.slice(1)}${query && `?${query}`}`;
  const isPlain = request.method === "GET" || request.method === "HEAD";
  return { statusCode: isPlain ? 301 : 308, headers: { location: { value: location(target) } }, cookies: {} };
}
