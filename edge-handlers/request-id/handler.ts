import { onViewerRequest } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const token = /^[0-9A-Za-z._~=-]{8,128}$/;

export default onViewerRequest<Config>((request, { config }) => {
  const { headers } = request;
  if (config.keep !== "none") {
    const given = headers.getAll(config.header);
    // Duplicate ids count as missing: readers would disagree on which one counts.
    if (given.length === 1 && (config.keep === "uuid" ? uuid : token).test(given[0] ?? "")) return request;
  }
  if (request.id) headers.set(config.header, request.id);
  else headers.delete(config.header);
  return request;
});
