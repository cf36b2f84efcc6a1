exports.handler = (event, context, callback) => {
  const { request, response } = event.Records[0].cf;
  if (response.status >= 400 && response.status <= 599) {
    response.status = 302;
    response.statusDescription = "Found";
    response.body = "";
    response.headers["location"] = [{ key: "Location", value: `/plan-b/path?${request.querystring}` }];
  }
  callback(null, response);
};
