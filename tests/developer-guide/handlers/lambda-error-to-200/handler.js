exports.handler = (event, context, callback) => {
  const response = event.Records[0].cf.response;
  if (response.status >= 400 && response.status <= 599) {
    // A number, as in AWS's example.
    response.status = 200;
    response.statusDescription = "OK";
    response.body = "Body generation example";
  }
  callback(null, response);
};
