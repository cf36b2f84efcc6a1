import type { LogLine, SourceLines, Stage } from "../../../api/index.ts";
import { urlOfTab } from "../../state/route.ts";
import { Badge } from "../../ui/badge.tsx";
import { Code } from "../../ui/code.tsx";
import { Facts } from "../../ui/facts.tsx";
import { formatDuration } from "../../ui/format.ts";
import { Link } from "../../ui/link.tsx";
import { SourceLink } from "../source-link.tsx";

type FunctionStage = Extract<Stage, { result: unknown }>;

const RUNTIMES = { "cloudfront-function": "CloudFront Function", "lambda-at-edge": "Lambda@Edge" } as const;

/** A function's run: its exception and logs with the author's lines. */
export function FunctionBody({ stage }: { stage: FunctionStage }) {
  const {
    function: deployed,
    exception,
    logs,
    warnings,
    logData,
    durationMs,
    computeUtilization,
    coldStart,
    ahead,
  } = stage;
  return (
    <>
      <Facts
        facts={[
          ["Function", <Link href={urlOfTab("functions", { name: deployed.name })}>{deployed.name}</Link>],
          ["Runtime", RUNTIMES[deployed.runtime]],
          ["Duration", coldStart ? `${formatDuration(durationMs)} (cold start)` : formatDuration(durationMs)],
          ["Compute", computeUtilization === undefined ? undefined : `${computeUtilization}% of the allowed time`],
          ["Access log", logData && `${logData.field}: ${logData.value}`],
          ["Terraform", ahead ? <Badge tone="noted">ahead of Terraform</Badge> : undefined],
        ]}
      />
      {exception && (
        <div class="exception" role="group" aria-label="Exception">
          <p class="mono">{exception.message}</p>
          {exception.frames.map((frame, index) => (
            <Frame key={index} frame={frame} of={deployed.name} />
          ))}
        </div>
      )}
      {logs.length > 0 && (
        <figure>
          <figcaption>Logs</figcaption>
          <ol class="logs mono">
            {logs.map((log, index) => (
              <Log key={index} log={log} of={deployed.name} />
            ))}
          </ol>
        </figure>
      )}
      {warnings.map((warning) => (
        <p key={warning} class="warning">
          {warning}
        </p>
      ))}
    </>
  );
}

const Log = ({ log, of }: { log: LogLine; of: string }) => (
  <li>
    <span>{log.text}</span> {log.source && <SourceLink at={log.source.at} of={of} />}
  </li>
);

const Frame = ({ frame, of }: { frame: SourceLines; of: string }) => (
  <div class="frame">
    <SourceLink at={frame.at} of={of} />
    <Code
      label={`Lines of ${frame.at.file}`}
      code={frame.lines.join("\n")}
      firstLine={frame.from}
      markedLine={frame.at.line}
    />
  </div>
);
