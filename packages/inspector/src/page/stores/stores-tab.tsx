import { api } from "../state/api.ts";
import { useResource } from "../state/resource.ts";
import { param, urlOfTab } from "../state/route.ts";
import { Badge } from "../ui/badge.tsx";
import { Chooser } from "../ui/chooser.tsx";
import { count, formatBytes } from "../ui/format.ts";
import { Loaded } from "../ui/loaded.tsx";
import { StoreView } from "./store-view.tsx";

/** The KeyValueStores, and the entries of one. */
export function StoresTab() {
  const list = useResource("stores", () => api.listKeyValueStores());
  return (
    <Loaded resource={list}>
      {({ stores }) => {
        const chosen = stores.find(({ name }) => name === param("name")) ?? stores[0];
        if (!chosen) return <p class="empty">There are no KeyValueStores.</p>;
        return (
          <div class="split">
            <Chooser
              label="KeyValueStores"
              chosen={chosen.name}
              choices={stores.map(({ name, keys, bytes, ahead }) => ({
                id: name,
                href: urlOfTab("stores", { name }),
                title: name,
                note: (
                  <>
                    {count(keys, "key")} · {formatBytes(bytes)} {ahead && <Badge tone="noted">ahead</Badge>}
                  </>
                ),
              }))}
            />
            <StoreView key={chosen.name} store={chosen} onChange={() => void list.reload()} />
          </div>
        );
      }}
    </Loaded>
  );
}
