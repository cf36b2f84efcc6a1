function handler(event) {
  const given = event.request.querystring;
  const pairs = [];
  for (const name in given) {
    const values = given[name].multiValue || [given[name]];
    values.forEach((one) => pairs.push(name + "=" + one.value));
  }
  // A string in the place of the object.
  event.request.querystring = pairs.sort().join("&");
  return event.request;
}
