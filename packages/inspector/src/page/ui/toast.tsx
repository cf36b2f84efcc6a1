import { signal } from "@preact/signals";
import { messageOf } from "../state/api.ts";

const message = signal("");
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a short message for some seconds. Screen readers read it. */
function announce(text: string): void {
  message.value = text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    message.value = "";
  }, 4_000);
}

/**
 * Does some work and announces its result, or the error that it ended with.
 * @returns the result; undefined after an error
 */
export async function attempt<T>(
  work: () => Promise<T>,
  describe: (result: T) => string,
): Promise<{ readonly result: T } | undefined> {
  try {
    const result = await work();
    announce(describe(result));
    return { result };
  } catch (error) {
    announce(messageOf(error));
    return undefined;
  }
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
