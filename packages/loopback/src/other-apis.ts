import type { RequestListener } from "node:http";
import type { ControlPlane } from "./control-plane/control-plane.ts";
import { serveLambdaCode } from "./moto/lambda/code-listener.ts";
import { keepReplicated } from "./moto/lambda/replicated.ts";
import type { OtherServices } from "./moto/services.ts";
import { fillServiceGaps } from "./service-gaps/listener.ts";
import { answerTagging } from "./tagging-api/listener.ts";

/** Answers the APIs of all services but CloudFront: moto's, with what moto lacks. */
export function otherApis(
  { gateway, zips }: Pick<OtherServices, "gateway" | "zips">,
  { accountFor, findReplica }: Pick<ControlPlane, "accountFor" | "findReplica">,
  log: (line: string) => void,
): RequestListener {
  const answering = { send: gateway.send, accountFor, log };
  const tagged = answerTagging(keepReplicated(gateway.handle, findReplica), answering);
  return serveLambdaCode(fillServiceGaps(tagged, answering), { zips, send: gateway.send, log });
}
