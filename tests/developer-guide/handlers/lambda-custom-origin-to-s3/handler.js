const querystring = require("querystring");

exports.handler = (event, context, callback) => {
  const request = event.Records[0].cf.request;
  const params = querystring.parse(request.querystring);
  if (params["useS3Origin"] === "true") {
    const domainName = "my-bucket.s3.amazonaws.com";
    request.origin = { s3: { domainName, region: "", authMethod: "none", path: "", customHeaders: {} } };
    request.headers["host"] = [{ key: "host", value: domainName }];
  }
  callback(null, request);
};
