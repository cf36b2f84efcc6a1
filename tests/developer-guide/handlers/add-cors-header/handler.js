async function handler(event) {
  var asked = event.request.headers["origin"];
  var headers = event.response.headers;
  if (asked && !headers["access-control-allow-origin"]) {
    headers["access-control-allow-origin"] = { value: asked.value };
    console.log("Allowed the origin of the request.");
  }
  return event.response;
}
