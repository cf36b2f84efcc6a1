import type { SourcePosition } from "../../api/index.ts";
import { api } from "../state/api.ts";
import { projectStatus } from "../state/requests.ts";
import { urlOfTab } from "../state/route.ts";
import { Link } from "../ui/link.tsx";
import { attempt, copyText } from "../ui/toast.tsx";

interface SourceLinkProps {
  at: SourcePosition;
  /** The deployed name of the function that was made of the file, whose source the page can show. */
  of?: string | undefined;
}

/**
 * The position of a line of the project, as editors and terminals read it. It leads to the source of the function; a
 * position in another file, such as an environment, is copied. If the user has chosen an editor, a button opens it there.
 */
export const SourceLink = (props: SourceLinkProps) => (
  <span class="source">
    <Position {...props} />
    <OpenButton at={props.at} />
  </span>
);

function Position({ at, of }: SourceLinkProps) {
  const { file, line, key } = at;
  const text = textOf(at);
  if (of !== undefined) {
    return (
      <Link href={urlOfTab("functions", { name: of, file, line: String(line ?? "") })} class="mono">
        {text}
      </Link>
    );
  }
  const title = key === undefined ? "Copy the position" : `${key}: copy the position`;
  return (
    <button type="button" class="link mono" title={title} onClick={() => void copyText(text, text)}>
      {text}
    </button>
  );
}

/** Opens a position in the user's editor. */
export function OpenButton({ at }: Pick<SourceLinkProps, "at">) {
  const editor = projectStatus.value?.editor;
  if (editor === undefined) return null;
  const { file, line, column } = at;
  const open = () =>
    attempt(
      () => api.openSource({ file, line, column }),
      () => `Opened ${textOf(at)} in ${editor}.`,
    );
  const label = `Open ${textOf(at)} in ${editor}`;
  return (
    <button type="button" class="open" aria-label={label} title={label} onClick={() => void open()}>
      ↗
    </button>
  );
}

function textOf({ file, line, column }: SourcePosition): string {
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
}
