function cookiesOf(headers) {
  const cookies = {};
  if (headers.cookie) {
    for (const cookie of headers.cookie[0].value.split(";")) {
      const [name, value] = cookie.split("=");
      cookies[name.trim()] = value.trim();
    }
  }
  return cookies;
}

exports.handler = (event, context, callback) => {
  const request = event.Records[0].cf.request;
  if (cookiesOf(request.headers)["session-id"]) {
    callback(null, request);
    return;
  }
  const asked = encodeURIComponent(`https://${request.headers.host[0].value}${request.uri}?${request.querystring}`);
  const location = [{ key: "Location", value: `https://www.example.com/signin?redirect_url=${asked}` }];
  callback(null, { status: "302", statusDescription: "Found", headers: { location } });
};
