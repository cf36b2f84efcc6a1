exports.handler = (event, context, callback) => {
  const headers = event.Records[0].cf.request.headers;
  let value = "https://example.com/";
  if (headers["cloudfront-viewer-country"]) {
    const country = headers["cloudfront-viewer-country"][0].value;
    if (country === "TW") value = "https://tw.example.com/";
    else if (country === "US") value = "https://us.example.com/";
  }
  callback(null, {
    status: "302",
    statusDescription: "Found",
    headers: { location: [{ key: "Location", value }] },
  });
};
