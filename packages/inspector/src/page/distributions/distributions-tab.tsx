import type { DistributionDetail } from "../../api/index.ts";
import { api } from "../state/api.ts";
import { useResource } from "../state/resource.ts";
import { param, urlOfTab } from "../state/route.ts";
import { Badge } from "../ui/badge.tsx";
import { Chooser } from "../ui/chooser.tsx";
import { Facts } from "../ui/facts.tsx";
import { count } from "../ui/format.ts";
import { Loaded } from "../ui/loaded.tsx";
import { TableHead } from "../ui/table-head.tsx";
import { BehaviorTable } from "./behavior-table.tsx";
import { Picture } from "./picture.tsx";

/** The distributions, and one of them in detail. */
export function DistributionsTab() {
  const list = useResource("distributions", () => api.listDistributions());
  return (
    <Loaded resource={list}>
      {({ distributions }) => {
        const chosen = distributions.find(({ id }) => id === param("id")) ?? distributions[0];
        if (!chosen) return <p class="empty">There are no distributions.</p>;
        return (
          <div class="split">
            <Chooser
              label="Distributions"
              chosen={chosen.id}
              choices={distributions.map(({ id, name, domainName, aliases }) => ({
                id,
                href: urlOfTab("distributions", { id }),
                title: name,
                note: aliases[0] ?? domainName,
              }))}
            />
            <Distribution key={chosen.id} id={chosen.id} />
          </div>
        );
      }}
    </Loaded>
  );
}

const Distribution = ({ id }: { id: string }) => (
  <Loaded resource={useResource(id, () => api.readDistribution({ id }))}>
    {(distribution) => (
      <article class="content" aria-labelledby="distribution">
        <header class="content-head">
          <h2 id="distribution">{distribution.name}</h2>
          {!distribution.enabled && <Badge tone="bad">disabled</Badge>}
          {distribution.stagingOf !== undefined && <Badge tone="info">staging of {distribution.stagingOf}</Badge>}
        </header>
        <Facts
          facts={[
            ["Served at", <a href={distribution.url}>{distribution.url}</a>],
            ["ID", <code>{distribution.id}</code>],
            ["Domain", <code>{distribution.domainName}</code>],
            ["Aliases", distribution.aliases.join(", ")],
          ]}
        />
        <Picture distribution={distribution} />
        <h3>Behaviors</h3>
        <BehaviorTable behaviors={distribution.behaviors} />
        <Origins distribution={distribution} />
        <ErrorPages distribution={distribution} />
        <Policies distribution={distribution} />
      </article>
    )}
  </Loaded>
);

const Origins = ({ distribution: { origins, originGroups } }: { distribution: DistributionDetail }) => (
  <>
    <h3>Origins</h3>
    <div class="scroll-x">
      <table>
        <TableHead columns={["Origin", "Kind", "Address", "Groups", "Custom headers"]} />
        <tbody>
          {origins.map(({ id, kind, domainName, path, groups, customHeaders }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              <td>{kind}</td>
              <td class="mono">{`${domainName}${path}`}</td>
              <td>{groups.join(", ") || <span class="soft">–</span>}</td>
              <td class="mono">{customHeaders.join(", ") || <span class="soft">–</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    {originGroups.map(({ id, members, statuses }) => (
      <p key={id}>
        Group <strong>{id}</strong>: {members.join(", then ")}, after {statuses.join(", ")}.
      </p>
    ))}
  </>
);

function ErrorPages({ distribution: { errorPages } }: { distribution: DistributionDetail }) {
  if (errorPages.length === 0) return null;
  return (
    <>
      <h3>Error pages</h3>
      <table>
        <TableHead columns={["Status", "Page", "Answered with", "Cached for"]} />
        <tbody>
          {errorPages.map(({ status, path, answer, cachedSeconds }) => (
            <tr key={status}>
              <th scope="row">{status}</th>
              <td class="mono">{path ?? <span class="soft">the origin’s</span>}</td>
              <td>{answer ?? status}</td>
              <td>{cachedSeconds} s</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const Policies = ({ distribution: { policies } }: { distribution: DistributionDetail }) => (
  <>
    <h3>{count(policies.length, "policy", "policies")}</h3>
    {policies.map(({ kind, id, name, config }) => (
      <details key={`${kind} ${id}`}>
        <summary>
          {name} <span class="soft">{kind}</span>
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <pre class="box" tabIndex={0}>
          {JSON.stringify(config, null, 2)}
        </pre>
      </details>
    ))}
  </>
);
