import type { NamedValue } from "./edit-model.ts";

interface NamedValuesProps {
  legend: string;
  /** One of them, such as `header`, for labels. */
  one: string;
  values: readonly NamedValue[];
  onChange(values: NamedValue[]): void;
}

/** Rows of names and values that can be edited, removed and added. */
export function NamedValues({ legend, one, values, onChange }: NamedValuesProps) {
  const replaceAt = (index: number, changes: Partial<NamedValue>) =>
    onChange(values.map((value, other) => (other === index ? { ...value, ...changes } : value)));
  return (
    <fieldset class="named-values">
      <legend>{legend}</legend>
      {values.map(({ name, value }, index) => (
        <div key={index} class="named-value">
          <input
            class="mono"
            aria-label={`Name of ${one} ${index + 1}`}
            value={name}
            spellcheck={false}
            onInput={({ currentTarget }) => replaceAt(index, { name: currentTarget.value })}
          />
          <input
            class="mono"
            aria-label={`Value of ${one} ${index + 1}`}
            value={value}
            spellcheck={false}
            onInput={({ currentTarget }) => replaceAt(index, { value: currentTarget.value })}
          />
          <button
            type="button"
            class="quiet"
            aria-label={`Remove ${one} ${name === "" ? index + 1 : name}`}
            onClick={() => onChange(values.filter((_, other) => other !== index))}
          >
            ✕
          </button>
        </div>
      ))}
      <button type="button" onClick={() => onChange([...values, { name: "", value: "" }])}>
        Add {one}
      </button>
    </fieldset>
  );
}
