const querystring = require("querystring");

exports.handler = (event, context, callback) => {
  var request = event.Records[0].cf.request;
  if (request.method === "POST") {
    request.body.action = "replace";
    request.body.encoding = "text";
    request.body.data = changed(request);
  }
  callback(null, request);
};

function changed(request) {
  const fields = querystring.parse(Buffer.from(request.body.data, "base64").toString());
  fields["new-param-name"] = "new-param-value";
  return querystring.stringify(fields);
}
