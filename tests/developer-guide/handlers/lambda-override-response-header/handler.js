exports.handler = (event, context, callback) => {
  const response = event.Records[0].cf.response;
  const headers = response.headers;
  const source = "X-Amz-Meta-Last-Modified";
  const target = "Last-Modified";
  if (headers[source.toLowerCase()]) {
    // The entry keeps the key of the header that it comes from.
    headers[target.toLowerCase()] = [headers[source.toLowerCase()][0]];
  }
  callback(null, response);
};
