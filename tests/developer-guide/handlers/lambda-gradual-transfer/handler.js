function random(from, to) {
  return Math.floor(Math.random() * (to - from + 1)) + from;
}

exports.handler = (event, context, callback) => {
  const request = event.Records[0].cf.request;
  const bluePercentage = 80;
  if (random(1, 100) <= bluePercentage) {
    const domainName = "blue-bucket.s3.amazonaws.com";
    request.origin.s3.domainName = domainName;
    request.headers["host"] = [{ key: "host", value: domainName }];
  }
  callback(null, request);
};
