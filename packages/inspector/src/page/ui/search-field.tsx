import { param, setParams } from "../state/route.ts";

interface SearchFieldProps {
  /** The parameter of the URL that keeps the text. */
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
}

/** A field for the beginning of what is listed. */
export const SearchField = ({ name, label, placeholder }: SearchFieldProps) => (
  <input
    type="search"
    aria-label={label}
    placeholder={placeholder}
    value={param(name)}
    onInput={({ currentTarget }) => setParams({ [name]: currentTarget.value }, { replace: true })}
  />
);
