import { useLayoutEffect } from "preact/hooks";
import type { RequestDetail } from "../../api/index.ts";
import { Badge } from "../ui/badge.tsx";
import { formatBytes, formatDuration, formatTime } from "../ui/format.ts";
import { toneOfOutcome, toneOfStatus } from "../ui/tones.ts";
import { Actions } from "./actions.tsx";
import { closeDetail, focusIfAsked, openError, opened } from "./opened.ts";
import { StageView } from "./stage.tsx";
import { Why } from "./why.tsx";

/** The selected request: its stages, and why it got its answer. */
export function Detail() {
  const request = opened.value;
  const error = openError.value;
  return (
    <article class="detail" aria-label="The selected request" aria-busy={!request && error === ""}>
      {error !== "" && <Problem message={error} />}
      {request && error === "" && (
        <>
          <Heading request={request} />
          <div class="columns">
            <Stages request={request} />
            <Why request={request} />
          </div>
        </>
      )}
    </article>
  );
}

const CloseButton = () => (
  <button type="button" class="quiet close" aria-label="Close the request" title="Close (Esc)" onClick={closeDetail}>
    ✕
  </button>
);

const Problem = ({ message }: { message: string }) => (
  <header class="detail-head">
    <p class="bad">{message}</p>
    <CloseButton />
  </header>
);

function Heading({ request }: { request: RequestDetail }) {
  const { method, protocol, host, path, status, outcome, durationMs, bytes, time, distribution } = request;
  return (
    <header class="detail-head">
      <div class="title">
        <h2 class="mono">
          <span class="method">{method}</span> <span class="soft">{`${protocol}://${host}`}</span>
          {path}
        </h2>
        <CloseButton />
      </div>
      <p class="facts">
        <Badge tone={toneOfStatus(status)}>{status}</Badge>
        <Badge tone={toneOfOutcome(outcome)}>{outcome}</Badge>
        <span>{formatDuration(durationMs)}</span>
        <span>{formatBytes(bytes)}</span>
        <time dateTime={new Date(time).toISOString()}>{formatTime(time)}</time>
        {distribution && <span class="soft">{distribution.name}</span>}
      </p>
      <Actions request={request} />
    </header>
  );
}

function Stages({ request }: { request: RequestDetail }) {
  useLayoutEffect(() => focusIfAsked(request.id), [request.id]);
  return (
    <section class="stages" aria-label="Stages">
      <ol>
        {request.stages.map((stage, index) => (
          <StageView key={`${request.id} ${index}`} stage={stage} />
        ))}
      </ol>
    </section>
  );
}
