import type { OriginAttempt, Stage } from "../../../api/index.ts";
import { Badge } from "../../ui/badge.tsx";
import { Fields } from "../../ui/diff.tsx";
import { Facts } from "../../ui/facts.tsx";
import { formatDuration } from "../../ui/format.ts";
import { toneOfStatus } from "../../ui/tones.ts";
import { fieldsOfRequest, fieldsOfResponse } from "../fields-of.ts";

/** The attempts at origins, in their order, and why the next one was asked. */
export function OriginBody({ stage }: { stage: Extract<Stage, { kind: "origin" }> }) {
  return (
    <>
      <Facts facts={[["Origin group", stage.group]]} />
      <ol class="attempts">
        {stage.attempts.map((attempt, index) => (
          <Attempt key={index} attempt={attempt} number={index + 1} />
        ))}
      </ol>
    </>
  );
}

function Attempt({ attempt, number }: { attempt: OriginAttempt; number: number }) {
  const { originId, url, method, request, response, failure, connectMs, durationMs, failover } = attempt;
  return (
    <li>
      <p class="attempt-head">
        <strong>
          {number}. {originId}
        </strong>
        {response && <Badge tone={toneOfStatus(response.status)}>{response.status}</Badge>}
        {failure !== undefined && <Badge tone="bad">{failure}</Badge>}
        {durationMs !== undefined && <span class="soft">{formatDuration(durationMs)}</span>}
        {connectMs !== undefined && <span class="soft">connected in {formatDuration(connectMs)}</span>}
      </p>
      <p class="mono url">
        {method} {url}
      </p>
      <details>
        <summary>Request that the origin got</summary>
        <Fields label={`Request to ${originId}`} fields={fieldsOfRequest(request)} />
      </details>
      {response && (
        <details>
          <summary>Response of the origin</summary>
          <Fields label={`Response of ${originId}`} fields={fieldsOfResponse(response)} />
        </details>
      )}
      {failover !== undefined && <p class="warning">{failover}</p>}
    </li>
  );
}
