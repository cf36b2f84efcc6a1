import { useSignal } from "@preact/signals";
import { type KeyValueEntry, maskPattern } from "../../api/index.ts";
import { Dialog } from "../ui/dialog.tsx";

interface EntryDialogProps {
  /** With an empty key, a new one. */
  entry: KeyValueEntry;
  onClose(): void;
  onSave(entry: KeyValueEntry): void;
}

/** Edits one entry of a store. A value with a secret, which the API masks, can only be replaced. */
export function EntryDialog({ entry, onClose, onSave }: EntryDialogProps) {
  const isNew = entry.key === "";
  const isMasked = maskPattern.test(entry.value);
  const draft = useSignal(isMasked ? { ...entry, value: "" } : entry);
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
          {isMasked ? "New value" : "Value"}
          <textarea
            rows={6}
            required={isMasked}
            aria-describedby={isMasked ? "masked" : undefined}
            autofocus={!isNew}
            value={draft.value.value}
            onInput={({ currentTarget }) => {
              draft.value = { ...draft.value, value: currentTarget.value };
            }}
          />
        </label>
        {isMasked && (
          <p id="masked" class="soft">
            The value holds a secret, so it is not shown and can only be replaced.
          </p>
        )}
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
