import type { SourcePosition } from "../../api/index.ts";
import { urlOfTab } from "../state/route.ts";
import { Link } from "../ui/link.tsx";
import { copyText } from "../ui/toast.tsx";

interface SourceLinkProps {
  at: SourcePosition;
  /** The deployed name of the function that was made of the file, whose source the page can show. */
  of?: string | undefined;
}

/**
 * The position of a line of the project, as editors and terminals read it. It leads to the source of the function; a
 * position in another file, such as an environment, is copied.
 */
export function SourceLink({ at, of }: SourceLinkProps) {
  const { file, line, column, key } = at;
  const text = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
  if (of !== undefined) {
    return (
      <Link href={urlOfTab("functions", { name: of, file, line: String(line ?? "") })} class="source mono">
        {text}
      </Link>
    );
  }
  const title = key === undefined ? "Copy the position" : `${key}: copy the position`;
  return (
    <button type="button" class="link source mono" title={title} onClick={() => void copyText(text, text)}>
      {text}
    </button>
  );
}
