import type { Stage } from "@featheredge/inspector/api";
import type { RequestTrace, StageTrace } from "../../base/trace.ts";
import type { InspectorContext } from "../context.ts";
import { customHeadersOf } from "../masking/mask-texts.ts";
import { answerStage, storedStage } from "./answer.ts";
import { cacheStages } from "./cache.ts";
import { functionStage } from "./functions.ts";
import { originStage } from "./origin.ts";
import { routingStage } from "./routing.ts";
import { viewerStage } from "./viewer.ts";

/** Derives a request's stages, in the order in which it passed them. */
export async function stagesOf(
  trace: RequestTrace,
  context: Pick<InspectorContext, "cache" | "deployment" | "lambda" | "project">,
): Promise<Stage[]> {
  const { project } = context;
  const isSecret = customHeadersOf(trace);
  const runs = (event: StageTrace["event"]) =>
    Promise.all(
      trace.stages.filter((stage) => stage.event === event).map((stage) => functionStage(stage, context, isSecret)),
    );
  const stages: (Stage | undefined)[] = [
    viewerStage(trace, isSecret),
    await routingStage(trace, project),
    accessStage(trace),
    ...(await runs("viewer-request")),
    ...cacheStages(trace, context, isSecret),
    ...(await runs("origin-request")),
    originStage(trace, isSecret),
    ...(await runs("origin-response")),
    storedStage(trace, isSecret),
    ...(await runs("viewer-response")),
    answerStage(trace, isSecret),
  ];
  return stages.filter((stage) => stage !== undefined);
}

/** CloudFront's own answer before any function or the cache: a redirect to HTTPS, a web ACL, a missing signature. */
function accessStage({ note, stages, cache }: RequestTrace): Stage | undefined {
  if (note === undefined || stages.length > 0 || cache !== undefined) return undefined;
  return { kind: "access", reason: note };
}
