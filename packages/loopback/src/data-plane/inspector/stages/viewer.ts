import type { Stage } from "@featheredge/inspector/api";
import type { RequestTrace } from "../../base/trace.ts";
import { viewerLocation } from "../../base/viewer-location.ts";
import { headerOf } from "../../http/headers.ts";
import { deviceOf } from "../names.ts";
import { requestView, uriAndQuery } from "./messages.ts";

/** The request as the viewer sent it, and who the viewer is. */
export function viewerStage(trace: RequestTrace, isSecret: (name: string) => boolean): Stage {
  const { country, countryName, city } = viewerLocation(trace);
  const language = headerOf(trace.headers, "accept-language");
  return {
    kind: "viewer",
    after: {
      request: requestView({ method: trace.method, headers: trace.headers, ...uriAndQuery(trace.url) }, isSecret),
    },
    address: trace.clientIp,
    ...(country === undefined ? {} : { country }),
    ...(countryName === undefined ? {} : { countryName }),
    ...(city === undefined ? {} : { city }),
    device: deviceOf(trace),
    ...(language === undefined ? {} : { language }),
    isSimulated: trace.simulated.size > 0,
  };
}
