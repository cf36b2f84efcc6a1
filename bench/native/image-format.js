const formats = ["avif", "webp"];
const syntax = /^\s*image\/([a-z]+)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

function bestFormat(accept) {
  const parts = accept.split(",", 24);
  let best;
  let bestQuality = 0;
  for (let i = 0; i < parts.length; i++) {
    const match = parts[i].length > 64 ? null : syntax.exec(parts[i]);
    const index = match ? formats.indexOf(match[1].toLowerCase()) : -1;
    if (index >= 0) {
      const quality = Number(match[2] === undefined ? 1 : match[2]);
      if (quality > bestQuality || (best !== undefined && quality === bestQuality && index < best)) {
        best = index;
        bestQuality = quality;
      }
    }
  }
  return formats[best];
}

function handler(event) {
  const request = event.request;
  const uri = request.uri;
  if (request.method !== "GET" && request.method !== "HEAD") return request;
  const dot = uri.lastIndexOf(".");
  if (dot < 0 || !["jpg", "jpeg", "png"].includes(uri.slice(dot + 1).toLowerCase())) return request;
  const field = request.headers.accept;
  if (!field) return request;
  const accept = field.multiValue ? field.multiValue.map((entry) => entry.value).join(",") : field.value;
  const format = bestFormat(accept);
  if (format) {
    const path = `${uri.slice(0, dot)}.${format}`;
    request.uri = encodeURI(path).replace(/%25/g, "%").replace(/[?#]/g, encodeURIComponent);
  }
  return request;
}
