import { useSignal } from "@preact/signals";
import type { RequestDetail } from "../../api/index.ts";
import { api } from "../state/api.ts";
import { useResource } from "../state/resource.ts";
import { Code } from "../ui/code.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { copyText } from "../ui/toast.tsx";
import { tested } from "./actions.tsx";

const FORMS = [
  ["vitest", "Vitest case through the distribution"],
  ["event", "Event file of the first function"],
] as const;

/** Shows a test that repeats a request, to be copied into the project. */
export function TestDialog({ request }: { request: RequestDetail }) {
  const form = useSignal<"vitest" | "event">("vitest");
  const { data, error } = useResource(`${request.id} ${form.value}`, () =>
    api.writeTest({ id: request.id, form: form.value }),
  );
  const test = data.value;
  return (
    <Dialog
      title="Copy as test"
      wide
      onClose={() => {
        tested.value = undefined;
      }}
    >
      <div class="test">
        <fieldset class="choices">
          <legend class="hidden-visually">Form of the test</legend>
          {FORMS.map(([value, name]) => (
            <label key={value}>
              <input
                type="radio"
                name="form"
                checked={form.value === value}
                onChange={() => {
                  form.value = value;
                }}
              />
              {name}
            </label>
          ))}
        </fieldset>
        {error.value !== "" && (
          <p class="bad" role="alert">
            {error.value}
          </p>
        )}
        {test && error.value === "" && (
          <>
            <p>
              Save it as <code>{test.file}</code> and run <code>{test.command}</code>.
            </p>
            <Code label={test.file} code={test.text} />
            <footer>
              <button type="button" onClick={() => void copyText(test.command, "the command")}>
                Copy command
              </button>
              <button type="button" class="primary" onClick={() => void copyText(test.text, "the test")}>
                Copy test
              </button>
            </footer>
          </>
        )}
      </div>
    </Dialog>
  );
}
