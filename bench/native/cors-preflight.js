const exact = ["https://app.example.com", "http://localhost:3000"];
const labels = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;

function allowedOrigin(headers) {
  const field = headers.origin;
  if (!field || (field.multiValue && field.multiValue.length !== 1)) return undefined;
  const origin = field.value;
  if (!origin || origin.length > 300) return undefined;
  if (exact.includes(origin)) return origin;
  const isBelow = origin.startsWith("https://") && origin.endsWith(".example.org") && labels.test(origin.slice(8, -12));
  return isBelow ? origin : undefined;
}

function handler(event) {
  const request = event.request;
  const sent = request.headers;
  if (request.method !== "OPTIONS" || !sent.origin || !sent["access-control-request-method"]) return request;
  const origin = allowedOrigin(sent);
  const headers = { vary: { value: "Origin" } };
  if (!origin) return { statusCode: 403, headers, cookies: {}, body: "Forbidden" };
  headers["access-control-allow-origin"] = { value: origin };
  headers["access-control-allow-methods"] = { value: "GET, PUT" };
  headers["access-control-max-age"] = { value: "600" };
  headers["access-control-allow-credentials"] = { value: "true" };
  headers["access-control-allow-headers"] = { value: "content-type, x-csrf" };
  return { statusCode: 204, headers, cookies: {} };
}
