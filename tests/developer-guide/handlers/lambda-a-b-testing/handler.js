const paths = {
  "X-Experiment-Name=A": "/experiment-group/control-pixel.jpg",
  "X-Experiment-Name=B": "/experiment-group/treatment-pixel.jpg",
};

exports.handler = (event, context, callback) => {
  const request = event.Records[0].cf.request;
  if (request.uri !== "/experiment-pixel.jpg") {
    callback(null, request);
    return;
  }
  const cookies = (request.headers.cookie || []).map(({ value }) => value);
  const found = Object.keys(paths).find((name) => cookies.some((cookie) => cookie.indexOf(name) >= 0));
  const byChance = Math.random() < 0.75 ? "X-Experiment-Name=A" : "X-Experiment-Name=B";
  request.uri = paths[found || byChance];
  console.log(`The URI is "${request.uri}"`);
  callback(null, request);
};
