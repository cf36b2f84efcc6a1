async function handler(event) {
  var response = event.response;
  var isGood = response.statusCode >= 200 && response.statusCode < 400;
  if (isGood) response.headers["cache-control"] = { value: "public, max-age=63072000" };
  return response;
}
