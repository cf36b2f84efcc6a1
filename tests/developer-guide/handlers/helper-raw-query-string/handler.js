function handler(event) {
  var request = event.request;
  const raw = request.rawQueryString();
  return { statusCode: 200, body: JSON.stringify({ raw: raw, type: typeof raw }) };
}
