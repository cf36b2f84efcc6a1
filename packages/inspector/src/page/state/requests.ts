import { batch, computed, signal } from "@preact/signals";
import { keptRequests, type ProjectStatus, parseFilter, type RequestSummary } from "../../api/index.ts";
import { api, messageOf } from "./api.ts";
import { param, setParams } from "./route.ts";

/** How many requests are loaded at once. */
const CHUNK = 1_000;

/** All requests that the page knows, the newest first. */
export const requests = signal<readonly RequestSummary[]>([]);
export const isPaused = signal(false);
export const connection = signal<"connecting" | "live" | "lost">("connecting");
export const loadError = signal("");
export const projectStatus = signal<ProjectStatus | undefined>(undefined);
/** How often Terraform's plan, log or drift has changed while the page was open. */
export const terraformChanges = signal(0);

const matches = computed(() => parseFilter(param("filter")));

/** The requests that the filter in the URL lets through, the newest first. */
export const shown = computed(() => {
  const filter = param("filter").trim();
  return filter === "" ? requests.value : requests.value.filter(matches.value);
});

export const selectedId = computed(() => param("request"));
export const selectedIndex = computed(() => shown.value.findIndex(({ id }) => id === selectedId.value));

export const select = (id: string): void => setParams({ request: id }, { replace: selectedId.value !== "" });

/** Selects the request that is some rows away from the selected one; the first if none is selected. */
export function moveSelection(rows: number): void {
  const index = selectedIndex.value < 0 ? 0 : selectedIndex.value + rows;
  const target = shown.value[Math.min(Math.max(index, 0), shown.value.length - 1)];
  if (target) select(target.id);
}

let waiting: RequestSummary[] = [];
let isScheduled = false;

/** Adds the requests that came since the last frame at once, so that a burst costs one update. */
function flush(): void {
  isScheduled = false;
  if (isPaused.value) return;
  const added = waiting.reverse();
  waiting = [];
  requests.value = merge(added, requests.value);
}

function merge(newer: readonly RequestSummary[], older: readonly RequestSummary[]): readonly RequestSummary[] {
  const known = new Set(newer.map(({ id }) => id));
  return [...newer, ...older.filter(({ id }) => !known.has(id))].slice(0, keptRequests);
}

/**
 * Adds requests that the loopback kept to those that the page knows, by their time: those that were answered while the
 * connection was lost are newer than the older rows.
 */
function insert(kept: readonly RequestSummary[], rows: readonly RequestSummary[]): readonly RequestSummary[] {
  const known = new Set(rows.map(({ id }) => id));
  const missed = kept.filter(({ id }) => !known.has(id));
  const result: RequestSummary[] = [];
  let next = 0;
  for (const row of rows) {
    for (let one = missed[next]; one !== undefined && one.time > row.time; one = missed[next]) {
      result.push(one);
      next += 1;
    }
    result.push(row);
  }
  return [...result, ...missed.slice(next)].slice(0, keptRequests);
}

function add(request: RequestSummary): void {
  waiting.push(request);
  if (waiting.length > keptRequests) waiting.shift();
  if (isScheduled || isPaused.value) return;
  isScheduled = true;
  requestAnimationFrame(flush);
}

export function togglePause(): void {
  isPaused.value = !isPaused.value;
  if (!isPaused.value) flush();
}

/** The time of the newest request that {@link clear} has removed. */
let clearedUntil = Number.NEGATIVE_INFINITY;

/** Empties the list. The loopback keeps its requests, which the page shows again once it is reloaded. */
export function clear(): void {
  clearedUntil = requests.value.reduce((latest, { time }) => Math.max(latest, time), clearedUntil);
  requests.value = [];
}

/** Loads the kept requests and then shows each new one, until the page is closed. */
export function follow(): void {
  const events = new EventSource("/api/v1/events");
  events.addEventListener("open", () => {
    connection.value = "live";
    void load();
  });
  events.addEventListener("error", () => {
    connection.value = "lost";
  });
  events.addEventListener("request", ({ data }) => add(JSON.parse(data) as RequestSummary));
  events.addEventListener("status", ({ data }) => {
    projectStatus.value = JSON.parse(data) as ProjectStatus;
  });
  events.addEventListener("terraform", () => {
    terraformChanges.value += 1;
  });
}

async function load(): Promise<void> {
  try {
    let before: string | undefined;
    do {
      const { requests: loaded, next } = await api.listRequests({ limit: CHUNK, ...(before && { before }) });
      const missed = loaded.filter(({ time }) => time > clearedUntil);
      batch(() => {
        requests.value = insert(missed, requests.value);
        loadError.value = "";
      });
      before = next;
    } while (before !== undefined && requests.value.length < keptRequests);
  } catch (error) {
    loadError.value = messageOf(error);
  }
}
