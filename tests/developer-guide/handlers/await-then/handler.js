async function answer() {
  return 42;
}

async function squared() {
  return answer().then((value) => value * value);
}

async function handler(event) {
  const value = await squared();
  event.request.headers["answer"] = { value: "" + value };
  return event.request;
}
