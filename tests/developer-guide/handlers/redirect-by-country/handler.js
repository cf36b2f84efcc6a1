async function handler(event) {
  const headers = event.request.headers;
  const country = headers["cloudfront-viewer-country"];
  if (!country || country.value !== "DE") return event.request;
  const location = { value: `https://${headers.host.value}/de/index.html` };
  return { statusCode: 302, statusDescription: "Found", headers: { location: location } };
}
