import { effect, signal } from "@preact/signals";
import type { RequestDetail } from "../../api/index.ts";
import { api, messageOf } from "../state/api.ts";
import { selectedId } from "../state/requests.ts";
import { setParams } from "../state/route.ts";

/** The selected request with its stages, once it is loaded. */
export const opened = signal<RequestDetail | undefined>(undefined);
export const openError = signal("");

// Moving through the list with the keyboard loads a request only where one stops for a moment.
const PAUSE_MS = 60;

let timer: ReturnType<typeof setTimeout> | undefined;
let idToFocus = "";

effect(() => {
  const id = selectedId.value;
  clearTimeout(timer);
  if (id !== idToFocus) idToFocus = "";
  if (id === "") {
    opened.value = undefined;
    openError.value = "";
    return;
  }
  timer = setTimeout(() => void open(id), opened.peek() ? PAUSE_MS : 0);
});

async function open(id: string): Promise<void> {
  try {
    const request = await api.readRequest({ id });
    if (selectedId.value !== id) return;
    opened.value = request;
    openError.value = "";
  } catch (error) {
    if (selectedId.value === id) openError.value = messageOf(error);
  }
}

/** Moves the focus to the first stage of the selected request: now, or once the request is shown. */
export function focusDetail(): void {
  idToFocus = selectedId.value;
  if (opened.value?.id === idToFocus) focusIfAsked(idToFocus);
}

/** Moves the focus to the first stage of a request that has just been shown, if it was asked for. */
export function focusIfAsked(id: string): void {
  if (id !== idToFocus) return;
  idToFocus = "";
  document.querySelector<HTMLElement>(".detail .stage button")?.focus();
}

export const closeDetail = (): void => setParams({ request: "" });
