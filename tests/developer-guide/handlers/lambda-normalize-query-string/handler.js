const querystring = require("querystring");

exports.handler = (event, context, callback) => {
  const request = event.Records[0].cf.request;
  console.log("The query string: ", request.querystring);
  const params = querystring.parse(request.querystring.toLowerCase());
  const sorted = {};
  for (const name of Object.keys(params).sort()) sorted[name] = params[name];
  request.querystring = querystring.stringify(sorted);
  callback(null, request);
};
