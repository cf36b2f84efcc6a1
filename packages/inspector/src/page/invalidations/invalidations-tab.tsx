import { useSignal } from "@preact/signals";
import { api } from "../state/api.ts";
import { useResource } from "../state/resource.ts";
import { Badge } from "../ui/badge.tsx";
import { formatDate } from "../ui/format.ts";
import { Loaded } from "../ui/loaded.tsx";
import { TableHead } from "../ui/table-head.tsx";
import { attempt } from "../ui/toast.tsx";

/** The invalidations of all distributions, and a form that makes one. */
export function InvalidationsTab() {
  const list = useResource("invalidations", () => api.listInvalidations());
  const distributions = useResource("distributions", () => api.listDistributions());
  const chosen = useSignal("");
  const paths = useSignal("/*");
  const known = distributions.data.value?.distributions ?? [];
  const names = new Map(known.map(({ id, name }) => [id, name]));
  const invalidate = async () => {
    const distribution = chosen.value || known[0]?.id;
    if (distribution === undefined) return;
    const invalidation = { distribution, paths: paths.value.split(/\s+/).filter(Boolean) };
    if (
      await attempt(
        () => api.invalidate(invalidation),
        () => "Invalidated.",
      )
    )
      await list.reload();
  };
  return (
    <section class="content" aria-label="Invalidations">
      <form
        class="bar"
        onSubmit={(event) => {
          event.preventDefault();
          void invalidate();
        }}
      >
        <select
          aria-label="Distribution"
          value={chosen.value || known[0]?.id}
          onChange={({ currentTarget }) => {
            chosen.value = currentTarget.value;
          }}
        >
          {known.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <input
          class="mono"
          aria-label="Paths, separated by spaces"
          value={paths.value}
          required
          onInput={({ currentTarget }) => {
            paths.value = currentTarget.value;
          }}
        />
        <button type="submit" class="primary" disabled={known.length === 0}>
          Invalidate
        </button>
      </form>
      <Loaded resource={list}>
        {({ invalidations }) =>
          invalidations.length === 0 ? (
            <p class="empty">There are no invalidations.</p>
          ) : (
            <table class="invalidations">
              <caption class="hidden-visually">Invalidations, the newest first</caption>
              <TableHead columns={["Time", "Distribution", "Paths", "Status", "ID"]} />
              <tbody>
                {invalidations.map(({ id, created, distribution, paths: listed, status }) => (
                  <tr key={id}>
                    <td class="numbers">{formatDate(created)}</td>
                    <td>{names.get(distribution) ?? distribution}</td>
                    <td class="mono">{listed.join(" ")}</td>
                    <td>
                      <Badge tone={status === "Completed" ? "good" : "info"}>{status}</Badge>
                    </td>
                    <td class="mono soft">{id}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </section>
  );
}
