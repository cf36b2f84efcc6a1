import type { SourcePosition } from "../../api/index.ts";
import { copyText } from "../ui/toast.tsx";

/** `handlers/a/handler.ts:12`, as editors and terminals read it. */
function textOfPosition({ file, line, column }: SourcePosition): string {
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
}

/** The position of a line of the project. The page does not know the project's folder, so it copies the position. */
export function SourceLink({ at }: { at: SourcePosition }) {
  const text = textOfPosition(at);
  const title = at.key === undefined ? "Copy the position" : `${at.key}: copy the position`;
  return (
    <button type="button" class="link source mono" title={title} onClick={() => void copyText(text, text)}>
      {text}
    </button>
  );
}
