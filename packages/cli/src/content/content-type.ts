import { extname } from "node:path/posix";

/** Types of text, whose character set is UTF-8. */
const text: Readonly<Record<string, string>> = {
  css: "text/css",
  csv: "text/csv",
  htm: "text/html",
  html: "text/html",
  ics: "text/calendar",
  js: "text/javascript",
  md: "text/markdown",
  mjs: "text/javascript",
  txt: "text/plain",
  vtt: "text/vtt",
};

/** @see https://www.iana.org/assignments/media-types/media-types.xhtml */
const other: Readonly<Record<string, string>> = {
  aac: "audio/aac",
  apng: "image/apng",
  atom: "application/atom+xml",
  avif: "image/avif",
  br: "application/octet-stream",
  bmp: "image/bmp",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  eot: "application/vnd.ms-fontobject",
  epub: "application/epub+zip",
  flac: "audio/flac",
  geojson: "application/geo+json",
  gif: "image/gif",
  glb: "model/gltf-binary",
  gltf: "model/gltf+json",
  gz: "application/gzip",
  ico: "image/vnd.microsoft.icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  json: "application/json",
  jsonld: "application/ld+json",
  jxl: "image/jxl",
  m3u8: "application/vnd.apple.mpegurl",
  m4a: "audio/mp4",
  map: "application/json",
  mov: "video/quicktime",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  mpd: "application/dash+xml",
  oga: "audio/ogg",
  ogg: "audio/ogg",
  ogv: "video/ogg",
  otf: "font/otf",
  pdf: "application/pdf",
  png: "image/png",
  ppt: "application/vnd.ms-powerpoint",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  rss: "application/rss+xml",
  svg: "image/svg+xml",
  svgz: "image/svg+xml",
  tar: "application/x-tar",
  tif: "image/tiff",
  tiff: "image/tiff",
  ts: "video/mp2t",
  ttf: "font/ttf",
  wasm: "application/wasm",
  wav: "audio/wav",
  weba: "audio/webm",
  webm: "video/webm",
  webmanifest: "application/manifest+json",
  webp: "image/webp",
  woff: "font/woff",
  woff2: "font/woff2",
  xhtml: "application/xhtml+xml",
  xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xml: "application/xml",
  zip: "application/zip",
};

/** Files without an extension whose type is known, by their path. */
const named: Readonly<Record<string, string>> = {
  // https://developer.apple.com/documentation/xcode/supporting-associated-domains
  "apple-app-site-association": "application/json",
};

/**
 * The content type of a file, by its name.
 *
 * @param own types by extension that the environment adds or replaces
 * @returns undefined for an unknown extension
 */
export function contentTypeOf(path: string, own: Readonly<Record<string, string>> = {}): string | undefined {
  const extension = extname(path).slice(1).toLowerCase();
  const textType = text[extension];
  return (
    own[extension] ??
    (textType === undefined ? undefined : `${textType}; charset=utf-8`) ??
    other[extension] ??
    named[path.slice(path.lastIndexOf("/") + 1)]
  );
}
