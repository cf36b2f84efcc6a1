const dotSegment = /(?:\/|\\|%2f|%5c)(?:\.|%2e){1,2}(?:\/|\\|%2f|%5c|$)/i;

function encoded(path) {
  return encodeURI(path).replace(/%25/g, "%").replace(/[?#]/g, encodeURIComponent);
}

function errorResponse(statusCode, body) {
  return { statusCode, headers: {}, cookies: {}, body };
}

const countries = { ES: "es", MX: "es", JP: "ja" };
const locales = ["en", "es", "ja"];

function localeOf(request) {
  const cookie = request.cookies.locale;
  if (cookie && locales.includes(cookie.value)) return cookie.value;
  const country = request.headers["cloudfront-viewer-country"];
  const locale = country && countries[country.value];
  return locales.includes(locale) ? locale : "en";
}

function handler(event) {
  const request = event.request;
  const uri = request.uri;
  if (uri.length > 3072) return errorResponse(414, "URI Too Long");
  if (dotSegment.test(uri)) return errorResponse(400, "Bad Request");
  if (uri.startsWith("/assets/") || uri.startsWith("/members/")) return request;
  if (uri === "/favicon.ico" || uri === "/robots.txt") return request;
  const folder = uri.split("/")[1] || "";
  let page = uri;
  if (!locales.includes(folder)) page = `/${localeOf(request)}${uri}`;
  else if (uri === `/${folder}`) page = `${uri}/`;
  request.uri = encoded(page.endsWith("/") ? `${page}index.html` : page);
  return request;
}
