const values = {
  "strict-transport-security": "max-age=63072000; includeSubDomains; preload",
  "content-security-policy":
    "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; upgrade-insecure-requests",
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "permissions-policy": 'camera=(), geolocation=(self), payment=(self "https://pay.example.com")',
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};
const strip = ["server", "x-powered-by", "x-aspnet-version", "x-aspnetmvc-version", "x-generator"];

function handler(event) {
  const response = event.response;
  const headers = response.headers;
  Object.keys(headers).forEach((name) => {
    const isOwn = name.startsWith("x-amz-cf-");
    if (strip.includes(name) || ((name.startsWith("x-amz-") || name.startsWith("x-amzn-")) && !isOwn)) {
      delete headers[name];
    }
  });
  Object.keys(values).forEach((name) => {
    headers[name] = { value: values[name] };
  });
  return response;
}
