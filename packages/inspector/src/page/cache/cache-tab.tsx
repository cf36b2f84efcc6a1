import type { CacheEntry } from "../../api/index.ts";
import { api } from "../state/api.ts";
import { useResource } from "../state/resource.ts";
import { param, setParams } from "../state/route.ts";
import { Badge } from "../ui/badge.tsx";
import { count, formatBytes, formatDuration } from "../ui/format.ts";
import { Loaded } from "../ui/loaded.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { TableHead } from "../ui/table-head.tsx";
import { attempt } from "../ui/toast.tsx";
import { toneOfStatus } from "../ui/tones.ts";

/** Parts of the key that are in the other columns, or the same for all entries that are shown. */
const SHOWN: ReadonlySet<string> = new Set(["distribution", "path"]);

const COLUMNS = ["Path", "Key", "Status", "Type", "Size", "Age", "Fresh for", "Because"];

/** The stored responses, which can be deleted. */
export function CacheTab() {
  const path = param("path");
  const distribution = param("distribution");
  const filter = { ...(path !== "" && { path }), ...(distribution !== "" && { distribution }) };
  const entries = useResource(`cache ${path} ${distribution}`, () => api.listCache(filter));
  const distributions = useResource("distributions", () => api.listDistributions());
  const run = async (work: () => Promise<unknown>, done: string) => {
    if (await attempt(work, () => done)) await entries.reload();
  };
  return (
    <section class="content" aria-label="Cache">
      <div class="bar">
        <SearchField name="path" label="Beginning of the path" placeholder="Paths that begin with …" />
        <select
          aria-label="Distribution"
          value={distribution}
          onChange={({ currentTarget }) => setParams({ distribution: currentTarget.value }, { replace: true })}
        >
          <option value="">All distributions</option>
          {distributions.data.value?.distributions.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <button type="button" onClick={() => void entries.reload()}>
          Reload
        </button>
        <button
          type="button"
          class="danger"
          onClick={() => void run(() => api.clearCache(), "Deleted all stored responses.")}
        >
          Clear cache
        </button>
      </div>
      <Loaded resource={entries}>
        {({ entries: listed, total, bytes }) => (
          <>
            <p class="soft">
              {count(total, "stored response")}, {formatBytes(bytes)}
              {listed.length < total && `: the ${listed.length} last used are shown`}
            </p>
            {listed.length === 0 ? (
              <p class="empty">The cache is empty.</p>
            ) : (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
              <section class="scroll-x" aria-label="Stored responses" tabIndex={0}>
                <table class="cache-entries">
                  <TableHead columns={COLUMNS} hasActions />
                  <tbody>
                    {listed.map((entry) => (
                      <Row
                        key={entry.id}
                        entry={entry}
                        onEvict={() => void run(() => api.evict({ entry: entry.id }), `Evicted ${entry.path}.`)}
                      />
                    ))}
                  </tbody>
                </table>
              </section>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Row({ entry, onEvict }: { entry: CacheEntry; onEvict(): void }) {
  const { id, path, key, status, contentType, bytes, age, freshFor, reason } = entry;
  return (
    <tr class={id === param("entry") ? "chosen" : ""}>
      <th scope="row" class="mono">
        {path}
      </th>
      <td>
        <ul class="key-parts">
          {key
            .filter(({ part }) => !SHOWN.has(part))
            .map(({ part, value }) => (
              <li key={part}>
                <span class="soft">{part}</span> <code>{value}</code>
              </li>
            ))}
        </ul>
      </td>
      <td>
        <Badge tone={toneOfStatus(status)}>{status}</Badge>
      </td>
      <td>{contentType}</td>
      <td class="numbers">{formatBytes(bytes)}</td>
      <td class="numbers">{formatDuration(age * 1_000)}</td>
      <td class="numbers">{freshFor >= 0 ? formatDuration(freshFor * 1_000) : <Badge tone="noted">expired</Badge>}</td>
      <td>{reason}</td>
      <td class="row-actions">
        <button type="button" class="danger" aria-label={`Evict ${path}`} onClick={onEvict}>
          Evict
        </button>
      </td>
    </tr>
  );
}
