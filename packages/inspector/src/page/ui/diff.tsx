import { useSignal } from "@preact/signals";
import { type DiffLine, diffFields, type Field } from "./diff-fields.ts";

const SIGNS = { added: "+", removed: "−", kept: "" } as const;
const SPOKEN = { added: "added", removed: "removed", kept: "unchanged" } as const;

interface DiffProps {
  label: string;
  before: readonly Field[];
  after: readonly Field[];
}

/** The fields of a request or response before and after a stage. Unchanged ones are shown on demand. */
export function Diff({ label, before, after }: DiffProps) {
  const isOpen = useSignal(false);
  const lines = diffFields(before, after);
  const kept = lines.filter(({ change }) => change === "kept").length;
  const shown = isOpen.value ? lines : lines.filter(({ change }) => change !== "kept");
  return (
    <div class="diff">
      {shown.length > 0 ? (
        <FieldTable label={label} lines={shown} />
      ) : (
        <p class="soft">{lines.length === 0 ? "Nothing." : "Nothing changed."}</p>
      )}
      {kept > 0 && (
        <button
          type="button"
          class="link"
          aria-expanded={isOpen.value}
          onClick={() => {
            isOpen.value = !isOpen.value;
          }}
        >
          {isOpen.value ? "Hide" : "Show"} {kept} unchanged
        </button>
      )}
    </div>
  );
}

/** The fields of a request or response that nothing changed. */
export function Fields({ label, fields }: { label: string; fields: readonly Field[] }) {
  if (fields.length === 0) return <p class="soft">None.</p>;
  return <FieldTable label={label} lines={fields.map((field) => ({ ...field, change: "kept" }))} />;
}

function FieldTable({ label, lines }: { label: string; lines: readonly DiffLine[] }) {
  const marked = lines.some(({ change }) => change !== "kept");
  return (
    <table class="fields mono" aria-label={label}>
      <tbody>
        {lines.map(({ name, value, change }, index) => (
          <tr key={`${change} ${name} ${index}`} class={change}>
            {marked && (
              <td class="sign">
                <span aria-hidden="true">{SIGNS[change]}</span>
                <span class="hidden-visually">{SPOKEN[change]}</span>
              </td>
            )}
            <th scope="row">{name}</th>
            <td class="value">{value === "" ? <span class="soft">(empty)</span> : value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
