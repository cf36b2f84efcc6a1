import { useSignal } from "@preact/signals";
import { type KeyValueEntry, type KeyValueStore, maskPattern } from "../../api/index.ts";
import { api } from "../state/api.ts";
import { useResource } from "../state/resource.ts";
import { param } from "../state/route.ts";
import { Badge } from "../ui/badge.tsx";
import { Facts } from "../ui/facts.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { TableHead } from "../ui/table-head.tsx";
import { attempt } from "../ui/toast.tsx";
import { EntryDialog } from "./entry-dialog.tsx";

/** The entries of a store, which can be searched by the beginning of their keys, changed, added and deleted. */
export function StoreView({ store, onChange }: { store: KeyValueStore; onChange(): void }) {
  const { name, functions, ahead } = store;
  const prefix = param("prefix");
  const entries = useResource(`${name} ${prefix}`, () => api.listKeys({ name, ...(prefix !== "" && { prefix }) }));
  const edited = useSignal<KeyValueEntry | undefined>(undefined);
  const run = async (work: () => Promise<unknown>, done: string) => {
    if (!(await attempt(work, () => done))) return;
    await entries.reload();
    onChange();
  };
  return (
    <article class="content" aria-labelledby="store">
      <header class="content-head">
        <h2 id="store">{name}</h2>
        {ahead && <Badge tone="noted">ahead of Terraform</Badge>}
      </header>
      <Facts facts={[["Read by", functions.join(", ") || "no function"]]} />
      <div class="bar">
        <SearchField name="prefix" label="Beginning of the keys" placeholder="Keys that begin with …" />
        <button
          type="button"
          onClick={() => {
            edited.value = { key: "", value: "" };
          }}
        >
          Add entry
        </button>
      </div>
      <Loaded resource={entries}>
        {({ keys, next }) => (
          <>
            <table class="entries">
              <caption class="hidden-visually">Entries of {name}</caption>
              <TableHead columns={["Key", "Value"]} hasActions />
              <tbody>
                {keys.map((entry) => (
                  <tr key={entry.key}>
                    <th scope="row" class="mono">
                      {entry.key}
                    </th>
                    <td class="mono">{entry.value}</td>
                    <td class="row-actions">
                      <button
                        type="button"
                        aria-label={`${editOf(entry)} ${entry.key}`}
                        onClick={() => {
                          edited.value = entry;
                        }}
                      >
                        {editOf(entry)}
                      </button>
                      <button
                        type="button"
                        class="danger"
                        aria-label={`Delete ${entry.key}`}
                        onClick={() => void run(() => api.deleteKey({ name, key: entry.key }), `Deleted ${entry.key}.`)}
                      >
                        Delete
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {keys.length === 0 && <p class="empty">No key begins with “{prefix}”.</p>}
            {next !== undefined && <p class="soft">There are more keys: search for the beginning of one.</p>}
          </>
        )}
      </Loaded>
      {edited.value && (
        <EntryDialog
          entry={edited.value}
          onClose={() => {
            edited.value = undefined;
          }}
          onSave={({ key, value }) => void run(() => api.putKey({ name, key, value }), `Saved ${key}.`)}
        />
      )}
    </article>
  );
}

const editOf = ({ value }: KeyValueEntry) => (maskPattern.test(value) ? "Replace" : "Edit");
