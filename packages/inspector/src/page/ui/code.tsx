import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { highlight } from "./highlight.ts";

interface CodeProps {
  label: string;
  code: string;
  /** The number of the first line. @default 1 */
  firstLine?: number;
  /** The number of the line to mark and to scroll to. */
  markedLine?: number | undefined;
}

/** Longer code is shown without colors, so that opening it stays fast. */
const MAX_COLORED = 60_000;

/** Code with line numbers, in a box that scrolls. */
export function Code({ label, code, firstLine = 1, markedLine }: CodeProps) {
  const box = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => {
    const text = code.endsWith("\n") ? code.slice(0, -1) : code;
    if (text.length <= MAX_COLORED) return highlight(text);
    return text.split("\n").map((line) => [{ text: line, kind: "plain" as const }]);
  }, [code]);
  useLayoutEffect(() => {
    const marked = box.current?.querySelector<HTMLElement>(".marked");
    if (box.current && marked) box.current.scrollTop = marked.offsetTop - box.current.clientHeight / 2;
  }, [markedLine, code]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section class="code mono" aria-label={label} tabIndex={0} ref={box}>
      {lines.map((tokens, index) => (
        <div key={index} class={firstLine + index === markedLine ? "line marked" : "line"}>
          <span class="number">{firstLine + index}</span>
          <code>
            {tokens.map(({ text, kind }, position) => (
              <span key={position} class={kind}>
                {text}
              </span>
            ))}
          </code>
        </div>
      ))}
    </section>
  );
}
