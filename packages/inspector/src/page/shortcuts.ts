import { ACTIONS } from "./requests/actions.tsx";
import { closeDetail, focusDetail, opened } from "./requests/opened.ts";
import { isHelpOpen, type Shortcut } from "./state/keys.ts";
import { moveSelection, select, selectedId, shown, togglePause } from "./state/requests.ts";
import { navigate, TAB_NAMES, TABS, tab, urlOfTab } from "./state/route.ts";

const onRequests = (run: () => void) => (): boolean => {
  if (tab() !== "requests") return false;
  run();
  return true;
};

const move = (rows: number) => onRequests(() => moveSelection(rows));

const focus = (selector: string): boolean => {
  const element = document.querySelector<HTMLElement>(selector);
  element?.focus();
  return element !== null;
};

/** The keys of the page, in the order in which the help lists them. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ["j", "ArrowDown"], does: "the next request", run: move(1) },
  { keys: ["k", "ArrowUp"], does: "the previous request", run: move(-1) },
  { keys: ["PageDown"], does: "20 requests down", run: move(20) },
  { keys: ["PageUp"], does: "20 requests up", run: move(-20) },
  { keys: ["Home"], does: "the newest request", run: onRequests(() => selectAt(0)) },
  { keys: ["End"], does: "the oldest request", run: onRequests(() => selectAt(shown.value.length - 1)) },
  { keys: ["Enter"], does: "go to the details of the request", run: openSelected },
  { keys: ["Escape"], does: "close the request, or go back to the list", run: onRequests(goBack) },
  { keys: ["/"], does: "filter", run: () => focus("#filter, main input[type=search]") },
  { keys: ["p"], does: "pause the list, or resume it", run: onRequests(togglePause) },
  ...ACTIONS.map(({ name, key, isPossible, run }) => ({
    keys: [key],
    does: `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
    run: () => {
      const request = opened.value;
      if (tab() !== "requests" || !request || !isPossible(request)) return false;
      run(request);
      return true;
    },
  })),
  ...TABS.map((name, index) => ({
    keys: [String(index + 1)],
    does: TAB_NAMES[name],
    run: () => {
      navigate(urlOfTab(name));
      return true;
    },
  })),
  {
    keys: ["?"],
    does: "this help",
    run: () => {
      isHelpOpen.value = true;
      return true;
    },
  },
];

function selectAt(index: number): void {
  const request = shown.value[index];
  if (request) select(request.id);
}

function openSelected(): boolean {
  if (tab() !== "requests") return false;
  if (selectedId.value === "") moveSelection(0);
  focusDetail();
  return true;
}

/** Esc leaves the details first, and then closes them. */
function goBack(): void {
  if (document.activeElement?.closest(".detail")) focus("#requests");
  else closeDetail();
}
