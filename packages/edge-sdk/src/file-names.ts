// Extensions of files that sites serve. A list, and not every text after a dot: `/docs/v1.2`, `/docs/3.x` and
// `/users/jane.doe` are pages. One regular expression, since it is tested on each request of a CloudFront Function.
// A name of a hidden file (`/.env`) counts, too.
const fileName =
  /(?:\.|%2e)(?:[xs]?html?|[cm]?js|jsx|css|scss|less|map|wasm|tsx?|json[5l]?|ndjson|(?:geo|topo)json|webmanifest|appcache|xml|xsl|xslt|rss|atom|txt|md|csv|tsv|ya?ml|toml|ics|vcf|vtt|srt|log|pdf|rtf|(?:doc|xls|ppt)x?|od[tsp]|epub|mobi|php|aspx?|jsp|cgi|a?png|avif|bmp|cur|gif|hei[cf]|ico|jpe?g|jfif|jxl|psd|svgz?|tiff?|webp|eps|eot|otf|tt[cf]|woff2?|aac|flac|midi?|mp[34]|m4[asv]|mp[de]|mpe?g|og[agv]|opus|wav|web[am]|3gp|avi|mkv|mov|m3u8?|wmv|flv|swf|7z|br|bz2|gz|rar|tar|tgz|xz|zip|zst|jar|apk|aab|ipa|dmg|iso|exe|msi|deb|rpm|bin|dat|data|dll|gl(?:b|tf)|obj|stl|usdz|fbx|ktx2|hdr|parquet|avro|arrow|pbf|pmtiles|mbtiles|onnx|sqlite|db|crt|cer|pem|sig|asc|md5|sha(?:1|256|512)|torrent|lottie|riv|patch|diff)$|\/(?:\.|%2e)[a-z0-9]+$/i;

/**
 * True if the last segment of a path is the name of a file, by its extension: `/app.js` and `/a.PDF`, but not
 * `/docs/v1.2` or `/users/jane.doe`. The dot may be percent-encoded.
 *
 * @param path as it came from the viewer, without the query
 * @param extensions more extensions, in lower case without their dot
 */
export function isFileName(path: string, extensions: readonly string[]): boolean {
  if (fileName.test(path)) return true;
  if (extensions.length === 0) return false;
  const dot = path.lastIndexOf(".");
  return dot > path.lastIndexOf("/") && extensions.includes(path.slice(dot + 1).toLowerCase());
}
