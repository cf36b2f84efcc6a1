async function answer() {
  return 42;
}

async function handler(event) {
  const value = await answer();
  event.request.headers["answer"] = { value: "" + value };
  return event.request;
}
