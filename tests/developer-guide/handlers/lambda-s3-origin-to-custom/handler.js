const querystring = require("querystring");

exports.handler = (event, context, callback) => {
  const request = event.Records[0].cf.request;
  const params = querystring.parse(request.querystring);
  if (params["useCustomOrigin"] === "true") {
    request.origin = {
      custom: {
        domainName: "www.example.com",
        port: 443,
        protocol: "https",
        path: "",
        sslProtocols: ["TLSv1", "TLSv1.1"],
        readTimeout: 5,
        keepaliveTimeout: 5,
        customHeaders: {},
      },
    };
    request.headers["host"] = [{ key: "host", value: "www.example.com" }];
  }
  callback(null, request);
};
