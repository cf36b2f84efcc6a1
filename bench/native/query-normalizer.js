const drop = [
  ...["gclid", "dclid", "gbraid", "wbraid", "_ga", "_gl", "fbclid", "igshid", "msclkid", "yclid"],
  ...["ttclid", "twclid", "li_fat_id", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok"],
];

function encoded(text) {
  return encodeURI(text).replace(/%25/g, "%").replace(/[&#]/g, encodeURIComponent);
}

function handler(event) {
  const request = event.request;
  const querystring = request.querystring;
  const kept = Object.keys(querystring).filter(
    (name) => !drop.includes(name) && !name.startsWith("utm_") && !name.startsWith("gad_"),
  );
  const fields = Object.create(null);
  kept.sort().forEach((name) => {
    const field = querystring[name];
    const made = { value: encoded(field.value) };
    if (field.multiValue && field.multiValue.length > 1) {
      made.multiValue = field.multiValue.map((entry) => ({ value: encoded(entry.value) }));
    }
    fields[encoded(name)] = made;
  });
  request.querystring = fields;
  return request;
}
