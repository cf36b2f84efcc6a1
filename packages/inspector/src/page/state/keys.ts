import { signal } from "@preact/signals";

export const isHelpOpen = signal(false);

/** A key, and the sentence about it in the help. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
  /** @returns false if the key does nothing now, so that the browser handles it */
  readonly run: (key: string) => boolean;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Runs the shortcut of a pressed key, except while the user types or a dialog is open. */
export function handleKey(event: KeyboardEvent, shortcuts: readonly Shortcut[]): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (isTyping(event.target)) {
    if (event.key === "Escape") (event.target as HTMLElement).blur();
    return;
  }
  // A focused button or link handles these keys itself.
  if (event.key === "Enter" && event.target instanceof Element && event.target.closest("button, a, summary")) return;
  const shortcut = shortcuts.find(({ keys }) => keys.includes(event.key));
  if (shortcut?.run(event.key)) event.preventDefault();
}
