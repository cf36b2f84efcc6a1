import { signal } from "@preact/signals";

const message = signal("");
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a short message for some seconds. Screen readers read it. */
export function announce(text: string): void {
  message.value = text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    message.value = "";
  }, 4_000);
}

export const Toast = () => (
  <output class={message.value === "" ? "toast" : "toast shown"} aria-live="polite">
    {message}
  </output>
);

/** Copies a text and says so. Where the browser forbids it, the text is said to be selectable instead. */
export async function copyText(text: string, name: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    announce(`Copied ${name}.`);
  } catch {
    announce(`The browser did not allow copying ${name}.`);
  }
}
