const rules = [
  { exact: "/about-us", to: "/about", status: 301, keep: true },
  { exact: "/campaign", to: "/offers?from=campaign", status: 302, keep: true },
  { exact: "/shop", to: "https://shop.example.com/", status: 307 },
  { exact: "/caf%C3%A9", to: "/coffee", status: 308, keep: true },
  { prefix: "/blog/", to: "/news/", status: 301, keep: true },
  { prefix: "/docs/", to: "https://docs.example.com/", status: 308, keep: true },
  { prefix: "/old/", to: "/", status: 302, keep: true },
  { prefix: "/temporary/", to: "/now/", status: 307 },
];

function queryText(querystring) {
  return Object.keys(querystring)
    .map((name) => {
      const field = querystring[name];
      if (!field.multiValue) return `${name}=${field.value}`;
      return field.multiValue.map((entry) => `${name}=${entry.value}`).join("&");
    })
    .join("&");
}

function location(text) {
  return encodeURI(text.replace(/^[/\\]+/, "/")).replace(/%25/g, "%");
}

function handler(event) {
  const request = event.request;
  const uri = request.uri;
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i];
    let target;
    if (rule.exact) {
      if (uri === rule.exact) target = rule.to;
    } else if (uri.startsWith(rule.prefix)) target = rule.to + uri.slice(rule.prefix.length);
    if (target !== undefined) {
      const query = rule.keep && queryText(request.querystring);
      if (query) target += (target.includes("?") ? "&" : "?") + query;
      return { statusCode: rule.status, headers: { location: { value: location(target) } }, cookies: {} };
    }
  }
  return request;
}
