function handler(event) {
  const request = event.request;
  const id = event.context?.requestId;
  if (id) request.headers["x-request-id"] = { value: id };
  else delete request.headers["x-request-id"];
  return request;
}
