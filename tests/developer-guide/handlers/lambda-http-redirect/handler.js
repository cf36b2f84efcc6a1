exports.handler = (event, context, callback) => {
  const location = [{ key: "Location", value: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-edge.html" }];
  callback(null, { status: "302", statusDescription: "Found", headers: { location } });
};
