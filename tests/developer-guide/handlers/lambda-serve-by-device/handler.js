const folders = { desktop: "/desktop", mobile: "/mobile", tablet: "/tablet", smarttv: "/smarttv" };

exports.handler = (event, context, callback) => {
  const request = event.Records[0].cf.request;
  const isDevice = (device) => {
    const header = request.headers[`cloudfront-is-${device}-viewer`];
    return header && header[0].value === "true";
  };
  const device = Object.keys(folders).find(isDevice);
  if (device) request.uri = folders[device] + request.uri;
  callback(null, request);
};
