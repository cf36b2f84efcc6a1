import type { FunctionDetail, FunctionSummary } from "../../api/index.ts";
import { OpenButton } from "../requests/source-link.tsx";
import { api } from "../state/api.ts";
import { useResource } from "../state/resource.ts";
import { param, setParams, urlOfTab } from "../state/route.ts";
import { Badge } from "../ui/badge.tsx";
import { Chooser } from "../ui/chooser.tsx";
import { Code } from "../ui/code.tsx";
import { Facts } from "../ui/facts.tsx";
import { formatBytes, formatDate, formatDuration } from "../ui/format.ts";
import { Loaded } from "../ui/loaded.tsx";

const RUNTIMES = { "cloudfront-function": "CloudFront Function", "lambda-at-edge": "Lambda@Edge" } as const;

/** The largest CloudFront Function. @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-functions */
const CLOUDFRONT_FUNCTION_BYTES = 10_240;

/** The functions, and one of them with its source and its deployed code side by side. */
export function FunctionsTab() {
  const list = useResource("functions", () => api.listFunctions());
  return (
    <Loaded resource={list}>
      {({ functions }) => {
        const chosen = functions.find(({ name }) => name === param("name")) ?? functions[0];
        if (!chosen) return <p class="empty">No distribution runs a function.</p>;
        return (
          <div class="split">
            <Chooser
              label="Functions"
              chosen={chosen.name}
              choices={functions.map((listed) => ({
                id: listed.name,
                href: urlOfTab("functions", { name: listed.name }),
                title: listed.name,
                note: <Note of={listed} />,
              }))}
            />
            <FunctionView key={chosen.name} name={chosen.name} />
          </div>
        );
      }}
    </Loaded>
  );
}

const Note = ({ of: { runtime, bytes, ahead } }: { of: FunctionSummary }) => (
  <>
    {RUNTIMES[runtime]} · {formatBytes(bytes)} {ahead && <Badge tone="noted">ahead</Badge>}
  </>
);

const FunctionView = ({ name }: { name: string }) => (
  <Loaded resource={useResource(name, () => api.readFunction({ name }))}>
    {(detail) => (
      <article class="content function" aria-labelledby="function">
        <header class="content-head">
          <h2 id="function">{detail.name}</h2>
          {detail.ahead && <Badge tone="noted">ahead of Terraform</Badge>}
        </header>
        <div class="function-facts">
          <Facts
            facts={[
              ["Runtime", `${RUNTIMES[detail.runtime]} (${detail.language})`],
              ["Size", <Size of={detail} />],
              [
                "Compute",
                detail.computeUtilization === undefined ? undefined : `${detail.computeUtilization}% at most`,
              ],
              [
                "Runs",
                detail.meanMs === undefined ? detail.runs : `${detail.runs}, ${formatDuration(detail.meanMs)} each`,
              ],
              ["Used by", <Associations of={detail} />],
              ["Versions", <Versions of={detail} />],
            ]}
          />
          {detail.placement.length > 0 && (
            <section class="placement" aria-labelledby="placement">
              <h3 id="placement">Why it runs there</h3>
              <ul>
                {detail.placement.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <SourceAndCode detail={detail} />
      </article>
    )}
  </Loaded>
);

function Size({ of: { runtime, bytes } }: { of: FunctionDetail }) {
  if (runtime !== "cloudfront-function") return <>{formatBytes(bytes)}</>;
  return (
    <span class="size">
      {formatBytes(bytes)} of {formatBytes(CLOUDFRONT_FUNCTION_BYTES)}{" "}
      <meter aria-label="Share of the largest size" min={0} max={CLOUDFRONT_FUNCTION_BYTES} value={bytes} />
    </span>
  );
}

const Associations = ({ of: { associations } }: { of: FunctionDetail }) => (
  <ul>
    {associations.map(({ distribution, pathPattern, event }) => (
      <li key={`${distribution} ${pathPattern} ${event}`}>
        <code>{pathPattern}</code> <span class="soft">{event}</span>
      </li>
    ))}
  </ul>
);

const Versions = ({ of: { versions } }: { of: FunctionDetail }) => (
  <ul>
    {versions.map(({ name, bytes, modified }) => (
      <li key={name}>
        {name}
        {bytes !== undefined && <span class="soft"> {formatBytes(bytes)}</span>}
        {modified !== undefined && <span class="soft"> {formatDate(modified)}</span>}
      </li>
    ))}
  </ul>
);

function SourceAndCode({ detail: { sources, code } }: { detail: FunctionDetail }) {
  const source = sources.find(({ file }) => file === param("file")) ?? sources[0];
  const line = Number(param("line")) || undefined;
  return (
    <div class={source ? "side-by-side" : "side-by-side single"}>
      {source && (
        <div>
          <header>
            <h3>Source</h3>
            {sources.length === 1 ? (
              <code>{source.file}</code>
            ) : (
              <select
                aria-label="File"
                value={source.file}
                onChange={({ currentTarget }) => setParams({ file: currentTarget.value, line: "" }, { replace: true })}
              >
                {sources.map(({ file }) => (
                  <option key={file}>{file}</option>
                ))}
              </select>
            )}
            <OpenButton at={{ file: source.file, ...(line !== undefined && { line }) }} />
          </header>
          <Code label={source.file} code={source.text} markedLine={line} />
        </div>
      )}
      <div>
        <header>
          <h3>Deployed</h3>
          {code !== undefined && <span class="soft">{formatBytes(new TextEncoder().encode(code).length)}</span>}
        </header>
        {code === undefined ? <p class="soft">The code can’t be shown.</p> : <Code label="Deployed code" code={code} />}
      </div>
    </div>
  );
}
