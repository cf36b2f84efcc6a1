const regions = { DE: "eu-central-1", IE: "eu-west-1", JP: "ap-northeast-1" };

exports.handler = (event, context, callback) => {
  const request = event.Records[0].cf.request;
  const country = request.headers["cloudfront-viewer-country"];
  const region = country && regions[country[0].value];
  if (region) {
    const domainName = `my-bucket-in-${region}.s3.amazonaws.com`;
    request.origin.s3.region = region;
    request.origin.s3.domainName = domainName;
    request.headers["host"] = [{ key: "host", value: domainName }];
  }
  callback(null, request);
};
