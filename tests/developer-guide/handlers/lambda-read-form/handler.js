const querystring = require("querystring");

exports.handler = (event, context, callback) => {
  const request = event.Records[0].cf.request;
  if (request.method === "POST") {
    const fields = querystring.parse(Buffer.from(request.body.data, "base64").toString());
    for (const name in fields) console.log(`"${name}" is "${fields[name]}".`);
  }
  return callback(null, request);
};
