import { SHORTCUTS } from "./shortcuts.ts";
import { isHelpOpen } from "./state/keys.ts";
import { Dialog } from "./ui/dialog.tsx";

const NAMES: Readonly<Record<string, string>> = { ArrowDown: "↓", ArrowUp: "↑", Escape: "Esc" };

/** The page's keys. */
export const HelpDialog = () => (
  <Dialog
    title="Keys"
    onClose={() => {
      isHelpOpen.value = false;
    }}
  >
    <dl class="keys">
      {SHORTCUTS.map(({ keys, does }) => (
        <div key={keys[0]}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{NAMES[key] ?? key}</kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  </Dialog>
);
