import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { Stage } from "../../api/index.ts";
import { Badge } from "../ui/badge.tsx";
import { Diff } from "../ui/diff.tsx";
import { diffFields } from "../ui/diff-fields.ts";
import { compareSides } from "./fields-of.ts";
import { CacheBody, CacheKeyBody } from "./stages/cache.tsx";
import { describeStage } from "./stages/describe.ts";
import { AccessBody, AnswerBody, StoredBody, ViewerBody } from "./stages/ends.tsx";
import { FunctionBody } from "./stages/function.tsx";
import { OriginBody } from "./stages/origin.tsx";
import { RoutingBody } from "./stages/routing.tsx";

/** One stage of a request: a line that says what happened, and the details below it. */
export function StageView({ stage }: { stage: Stage }) {
  const { title, summary, tone } = describeStage(stage);
  const changed = changesOf(stage);
  const isOpen = useSignal(OPEN.has(stage.kind) || tone === "bad" || changed > 0 || didMore(stage));
  const body = useId();
  return (
    <li class={`stage ${tone}`} data-stage={stage.kind}>
      <h3>
        <button
          type="button"
          aria-expanded={isOpen.value}
          aria-controls={body}
          onClick={() => {
            isOpen.value = !isOpen.value;
          }}
        >
          <span class="dot" aria-hidden="true" />
          <span class="name">{title}</span>
          <span class="summary">{summary}</span>
          {changed > 0 && <Badge tone="info">{changed} changed</Badge>}
          <span class="arrow" aria-hidden="true" />
        </button>
      </h3>
      <div id={body} class="stage-body" hidden={!isOpen.value}>
        {isOpen.value && (
          <>
            <StageBody stage={stage} />
            <Messages stage={stage} />
          </>
        )}
      </div>
    </li>
  );
}

/** Stages that are open at first: those that people look for. */
const OPEN: ReadonlySet<Stage["kind"]> = new Set(["routing", "cache-key", "cache", "origin"]);

/** True for a function that answered a request itself, or that logged something. */
const didMore = (stage: Stage): boolean =>
  "result" in stage && (stage.logs.length > 0 || (stage.result === "response" && stage.before?.response === undefined));

/** How many fields a stage changed. */
function changesOf({ before, after }: Stage): number {
  const lines = compareSides(before, after).flatMap((side) =>
    side.before.length === 0 ? [] : diffFields(side.before, side.after),
  );
  return new Set(lines.filter(({ change }) => change !== "kept").map(({ name }) => name)).size;
}

function StageBody({ stage }: { stage: Stage }): ComponentChildren {
  switch (stage.kind) {
    case "viewer":
      return <ViewerBody stage={stage} />;
    case "routing":
      return <RoutingBody stage={stage} />;
    case "access":
      return <AccessBody stage={stage} />;
    case "cache-key":
      return <CacheKeyBody stage={stage} />;
    case "cache":
      return <CacheBody stage={stage} />;
    case "origin":
      return <OriginBody stage={stage} />;
    case "stored":
      return <StoredBody stage={stage} />;
    case "answer":
      return <AnswerBody stage={stage} />;
    default:
      return <FunctionBody stage={stage} />;
  }
}

/** The request and the response before and after the stage. */
function Messages({ stage }: { stage: Stage }) {
  const sides = compareSides(stage.before, stage.after);
  return (
    <>
      {sides.map(({ name, before, after }) => (
        <figure key={name}>
          <figcaption>{name === "request" ? "Request" : "Response"}</figcaption>
          <Diff label={`Changes of the ${name}`} before={before} after={after} />
        </figure>
      ))}
    </>
  );
}
