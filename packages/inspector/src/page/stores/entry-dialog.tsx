import { useSignal } from "@preact/signals";
import type { KeyValueEntry } from "../../api/index.ts";
import { Dialog } from "../ui/dialog.tsx";

interface EntryDialogProps {
  /** With an empty key, a new one. */
  entry: KeyValueEntry;
  onClose(): void;
  onSave(entry: KeyValueEntry): void;
}

/** Edits one entry of a store. */
export function EntryDialog({ entry, onClose, onSave }: EntryDialogProps) {
  const isNew = entry.key === "";
  const draft = useSignal(entry);
  return (
    <Dialog title={isNew ? "Add entry" : `Edit ${entry.key}`} onClose={onClose}>
      <form
        class="entry"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(draft.value);
          onClose();
        }}
      >
        <label>
          Key
          <input
            class="mono"
            required
            readOnly={!isNew}
            autofocus={isNew}
            value={draft.value.key}
            onInput={({ currentTarget }) => {
              draft.value = { ...draft.value, key: currentTarget.value };
            }}
          />
        </label>
        <label>
          Value
          <textarea
            rows={6}
            autofocus={!isNew}
            value={draft.value.value}
            onInput={({ currentTarget }) => {
              draft.value = { ...draft.value, value: currentTarget.value };
            }}
          />
        </label>
        <footer>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="primary">
            Save
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
