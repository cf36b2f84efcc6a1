import type { RequestTrace, TraceRing } from "../base/trace.ts";

/** @param capacity the number of traces that are kept; 0 keeps none */
export function createTraceRing(capacity: number): TraceRing {
  let slots: RequestTrace[] = [];
  let next = 0;
  const listeners = new Set<(trace: RequestTrace) => void>();
  return {
    capacity,
    add(trace) {
      for (const listener of listeners) listener(trace);
      if (capacity <= 0) return;
      slots[next] = trace;
      next = (next + 1) % capacity;
    },
    find: (id) => slots.find((trace) => trace.id === id),
    list: () => [...slots.slice(next), ...slots.slice(0, next)].reverse(),
    clear() {
      slots = [];
      next = 0;
    },
    onAdd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
