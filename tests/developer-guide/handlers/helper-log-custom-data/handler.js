import cf from "cloudfront";

function handler(event) {
  var header = event.request.headers["x-debug-header"];
  if (header) cf.logCustomData("debug header found: " + header.value);
  return event.request;
}
