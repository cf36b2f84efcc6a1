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
  const response = event.response;
  const headers = response.headers;
  const origin = allowedOrigin(event.request.headers);
  delete headers["access-control-allow-origin"];
  delete headers["access-control-allow-credentials"];
  delete headers["access-control-expose-headers"];
  if (origin) {
    headers["access-control-allow-origin"] = { value: origin };
    headers["access-control-allow-credentials"] = { value: "true" };
    headers["access-control-expose-headers"] = { value: "x-total" };
  }
  const vary = headers.vary;
  let names = "";
  if (vary) names = vary.multiValue ? vary.multiValue.map((entry) => entry.value).join(", ") : vary.value;
  if (!names.split(",").some((name) => /^\s*(?:origin|\*)\s*$/i.test(name))) {
    headers.vary = { value: names ? `${names}, Origin` : "Origin" };
  }
  return response;
}
