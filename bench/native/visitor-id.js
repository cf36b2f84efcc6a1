function handler(event) {
  const response = event.response;
  const id = event.context?.requestId;
  const known = event.request.cookies.visitor;
  if (!id || (known && known.value)) return response;
  response.cookies.visitor = { value: id, attributes: "Path=/; Max-Age=2592000; Secure; HttpOnly; SameSite=Lax" };
  return response;
}
