import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { RequestSummary } from "../../api/index.ts";
import { connection, loadError, requests, select, selectedId, selectedIndex, shown } from "../state/requests.ts";
import { param } from "../state/route.ts";
import { Badge } from "../ui/badge.tsx";
import { formatDuration, formatTime } from "../ui/format.ts";
import { toneOfOutcome, toneOfStatus } from "../ui/tones.ts";
import { VirtualList } from "../ui/virtual-list.tsx";
import { FilterBar } from "./filter-bar.tsx";

const COLUMNS = ["Time", "Country", "Device", "Method", "Path", "Behavior", "Status", "Cache", "Duration"] as const;

const rowId = (id: string): string => `request-${id.replace(/\W/g, "_")}`;

/** The live list of requests, the newest first. */
export function RequestList() {
  const selected = selectedId.value;
  const index = selectedIndex.value;
  return (
    <section class="request-list" aria-label="Requests">
      <FilterBar />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the page's shortcuts move the selection by keyboard */}
      <div
        id="requests"
        class="grid"
        role="grid"
        aria-label="Requests, the newest first"
        aria-rowcount={shown.value.length + 1}
        aria-colcount={COLUMNS.length}
        aria-activedescendant={index < 0 ? undefined : rowId(selected)}
        tabIndex={0}
        onClick={(event) => {
          const row = (event.target as Element).closest<HTMLElement>("[data-request]");
          if (row?.dataset.request !== undefined) select(row.dataset.request);
        }}
      >
        <VirtualList
          items={shown.value}
          rowHeight={isNarrow.value ? 48 : 26}
          keyOf={({ id }) => id}
          active={index}
          header={<Header />}
          row={(request, position) => (
            <Row key={request.id} request={request} index={position} isSelected={request.id === selected} />
          )}
        />
      </div>
      {shown.value.length === 0 && <Empty />}
    </section>
  );
}

/** True on a phone, where rows have two lines, as in `styles/list.css`. */
const isNarrow = signal(false);
const narrow = matchMedia("(width <= 760px)");
const follow = (): void => {
  isNarrow.value = narrow.matches;
};
narrow.addEventListener("change", follow);
follow();

const Header = () => (
  <div class="row head" role="row" tabIndex={-1} aria-rowindex={1}>
    {COLUMNS.map((name) => (
      <span key={name} class={name.toLowerCase()} role="columnheader" tabIndex={-1}>
        {name}
      </span>
    ))}
  </div>
);

interface RowProps {
  request: RequestSummary;
  index: number;
  isSelected: boolean;
}

function Row({ request, index, isSelected }: RowProps) {
  const { id, time, country, device, method, path, behavior, status, outcome, durationMs, failures, ahead } = request;
  return (
    <div
      id={rowId(id)}
      class={isSelected ? "row selected" : "row"}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-request={id}
    >
      <Cell name="time">{formatTime(time)}</Cell>
      <Cell name="country">{country ?? <span class="soft">–</span>}</Cell>
      <Cell name="device">{device}</Cell>
      <Cell name="method">{method}</Cell>
      <Cell name="path" title={path}>
        {failures.length > 0 && <Mark kind="failed" text={`${failures.join(", ")} failed`} />}
        {ahead.length > 0 && <Mark kind="ahead" text={`${ahead.join(", ")} ahead of Terraform`} />}
        {path}
      </Cell>
      <Cell name="behavior" title={behavior?.pathPattern}>
        {behavior?.pathPattern ?? <span class="soft">–</span>}
      </Cell>
      <Cell name="status">
        <span class={`tone ${toneOfStatus(status)}`}>{status}</span>
      </Cell>
      <Cell name="cache">
        <Badge tone={toneOfOutcome(outcome)}>{outcome === "not-cacheable" ? "pass" : outcome}</Badge>
      </Cell>
      <Cell name="duration">{formatDuration(durationMs)}</Cell>
    </div>
  );
}

const Cell = ({ name, title, children }: { name: string; title?: string | undefined; children: ComponentChildren }) => (
  <span class={name} role="gridcell" tabIndex={-1} title={title}>
    {children}
  </span>
);

const Mark = ({ kind, text }: { kind: string; text: string }) => (
  <span class={`mark ${kind}`} title={text}>
    <span class="hidden-visually">{text}</span>
  </span>
);

function Empty() {
  if (loadError.value !== "") return <p class="empty bad">{loadError}</p>;
  if (connection.value === "connecting") return <p class="empty">Connecting …</p>;
  if (requests.value.length > 0) return <p class="empty">No request matches “{param("filter")}”.</p>;
  return <p class="empty">No requests yet. Open a site of the environment, and they appear here.</p>;
}
