import type { Behavior } from "../../api/index.ts";
import { SourceLink } from "../requests/source-link.tsx";
import { nameOfBehavior } from "../requests/stages/describe.ts";
import { urlOfTab } from "../state/route.ts";
import { formatDuration } from "../ui/format.ts";
import { Link } from "../ui/link.tsx";
import { TableHead } from "../ui/table-head.tsx";

const COLUMNS = [
  "#",
  "Path",
  "Functions",
  "Origin",
  "Cache policy",
  "TTL (min, default, max)",
  "Key",
  "Methods",
  "Viewers",
];

const METHODS: Readonly<Record<number, string>> = { 2: "GET, HEAD", 3: "GET, HEAD, OPTIONS", 7: "all" };

/** The behaviors in the order in which CloudFront compares their path patterns. */
export const BehaviorTable = ({ behaviors }: { behaviors: readonly Behavior[] }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
  <section class="scroll-x" aria-label="Behaviors" tabIndex={0}>
    <table class="behaviors">
      <TableHead columns={COLUMNS} />
      <tbody>
        {behaviors.map((behavior) => (
          <Row key={behavior.index} behavior={behavior} />
        ))}
      </tbody>
    </table>
  </section>
);

function Row({ behavior }: { behavior: Behavior }) {
  const { index, functions, origin, cachePolicy, originRequestPolicy, responseHeadersPolicy, ttl, keyParts } = behavior;
  const { methods, viewerProtocol, source } = behavior;
  return (
    <tr>
      <td>{index === "default" ? "*" : index}</td>
      <th scope="row" class="mono">
        {nameOfBehavior(behavior)}
        {source && (
          <div>
            <SourceLink at={source} />
          </div>
        )}
      </th>
      <td>
        {functions.length === 0 && <span class="soft">none</span>}
        {functions.map(({ event, name, runtime }) => (
          <div key={event}>
            <span class="soft">{event}</span> <Link href={urlOfTab("functions", { name })}>{name}</Link>
            {runtime === "lambda-at-edge" && <span class="soft"> (Lambda@Edge)</span>}
          </div>
        ))}
      </td>
      <td>{origin}</td>
      <td>
        {cachePolicy?.name ?? <span class="soft">legacy settings</span>}
        {[originRequestPolicy, responseHeadersPolicy].map(
          (policy) =>
            policy && (
              <div key={policy.id} class="soft">
                {policy.name}
              </div>
            ),
        )}
      </td>
      <td class="numbers">
        {[ttl.min, ttl.default, ttl.max].map((seconds) => formatDuration(seconds * 1_000)).join(", ")}
      </td>
      <td>{keyParts.join(", ")}</td>
      <td>{METHODS[methods.length] ?? methods.join(", ")}</td>
      <td>{viewerProtocol}</td>
    </tr>
  );
}
