import type { ComponentChildren } from "preact";
import { Link } from "./link.tsx";

interface Choice {
  readonly id: string;
  readonly href: string;
  readonly title: ComponentChildren;
  readonly note: ComponentChildren;
}

/** A list at the left, of which one entry is shown at the right. */
export const Chooser = ({ label, choices, chosen }: { label: string; choices: readonly Choice[]; chosen: string }) => (
  <nav class="chooser" aria-label={label}>
    <ul>
      {choices.map(({ id, href, title, note }) => (
        <li key={id}>
          <Link href={href} aria-current={id === chosen ? "page" : undefined}>
            <span class="title">{title}</span>
            <span class="note">{note}</span>
          </Link>
        </li>
      ))}
    </ul>
  </nav>
);
