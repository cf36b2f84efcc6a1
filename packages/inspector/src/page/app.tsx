import { useEffect } from "preact/hooks";
import { CacheTab } from "./cache/cache-tab.tsx";
import { DistributionsTab } from "./distributions/distributions-tab.tsx";
import { FunctionsTab } from "./functions/functions-tab.tsx";
import { HelpDialog } from "./help-dialog.tsx";
import { InvalidationsTab } from "./invalidations/invalidations-tab.tsx";
import { edited, tested } from "./requests/actions.tsx";
import { EditDialog } from "./requests/edit-dialog.tsx";
import { RequestsTab } from "./requests/requests-tab.tsx";
import { TestDialog } from "./requests/test-dialog.tsx";
import { SHORTCUTS } from "./shortcuts.ts";
import { handleKey, isHelpOpen } from "./state/keys.ts";
import { TAB_NAMES, type Tab, tab } from "./state/route.ts";
import { StoresTab } from "./stores/stores-tab.tsx";
import { TerraformTab } from "./terraform/terraform-tab.tsx";
import { TopBar } from "./top-bar.tsx";
import { Toast } from "./ui/toast.tsx";

const VIEWS = {
  requests: RequestsTab,
  distributions: DistributionsTab,
  functions: FunctionsTab,
  stores: StoresTab,
  cache: CacheTab,
  invalidations: InvalidationsTab,
  terraform: TerraformTab,
} satisfies Record<Tab, unknown>;

/** The whole page. */
export function App() {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => handleKey(event, SHORTCUTS);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
  const name = tab();
  useEffect(() => {
    document.title = `${TAB_NAMES[name]} – Featheredge inspector`;
  }, [name]);
  const View = VIEWS[name];
  return (
    <>
      <TopBar />
      <main id="main" class={name}>
        <h1 class="hidden-visually">{TAB_NAMES[name]}</h1>
        <View />
      </main>
      {edited.value && <EditDialog request={edited.value} />}
      {tested.value && <TestDialog request={tested.value} />}
      {isHelpOpen.value && <HelpDialog />}
      <Toast />
    </>
  );
}
