import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

export interface VirtualListProps<T> {
  items: readonly T[];
  /** In pixels. */
  rowHeight: number;
  keyOf(item: T): string;
  row(item: T, index: number): ComponentChildren;
  /** The row that is always in view after it changes. */
  active: number;
  header: ComponentChildren;
}

/** Rows that are rendered above and below those in view, so that fast scrolling shows no gap. */
const OVERSCAN = 12;

/**
 * Renders only the rows in view, so that the size of the document does not depend on the number of items. Rows in view
 * stay where they are when items are added at the beginning, unless the list is at its top.
 */
export function VirtualList<T>({ items, rowHeight, keyOf, row, active, header }: VirtualListProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(0);
  const first = useRef<{ key: string; count: number }>(undefined);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      height.value = element.clientHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const firstKey = items[0] === undefined ? "" : keyOf(items[0]);
  useLayoutEffect(() => {
    const element = scroller.current;
    const before = first.current;
    first.current = { key: firstKey, count: items.length };
    if (!element || !before || before.key === firstKey || element.scrollTop === 0) return;
    const added = items.findIndex((item) => keyOf(item) === before.key);
    if (added <= 0) return;
    element.scrollTop += added * rowHeight;
    // The scroll's event comes after the next frame, which would show a gap.
    top.value = element.scrollTop;
  }, [firstKey, items.length]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || active < 0) return;
    const offset = active * rowHeight;
    const room = element.clientHeight - (head.current?.offsetHeight ?? 0);
    if (offset < element.scrollTop) element.scrollTop = offset;
    else if (offset + rowHeight > element.scrollTop + room) element.scrollTop = offset + rowHeight - room;
  }, [active, rowHeight]);

  const start = Math.max(0, Math.floor(top.value / rowHeight) - OVERSCAN);
  const end = Math.min(items.length, Math.ceil((top.value + height.value) / rowHeight) + OVERSCAN);
  return (
    <div
      class="virtual-list"
      ref={scroller}
      onScroll={(event) => {
        top.value = event.currentTarget.scrollTop;
      }}
    >
      <div class="virtual-head" ref={head} role="rowgroup">
        {header}
      </div>
      <div class="virtual-body" role="rowgroup" style={{ height: `${items.length * rowHeight}px` }}>
        <div class="virtual-window" role="presentation" style={{ transform: `translateY(${start * rowHeight}px)` }}>
          {items.slice(start, end).map((item, index) => row(item, start + index))}
        </div>
      </div>
    </div>
  );
}
