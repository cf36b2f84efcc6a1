function handler(event) {
  const response = event.response;
  const id = event.context?.requestId;
  const known = event.request.cookies.visitor;
  if (!id || (known && known.value)) return response;
  const value = id.replace(/[^!#-+\--:<-[\]-~]+/g, encodeURIComponent);
  response.cookies.visitor = { value, attributes: "Path=/; Max-Age=2592000; Secure; HttpOnly; SameSite=Lax" };
  return response;
}
