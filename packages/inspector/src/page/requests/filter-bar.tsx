import { filterFields } from "../../api/index.ts";
import { clear, isPaused, requests, shown, togglePause } from "../state/requests.ts";
import { param, setParams } from "../state/route.ts";
import { count } from "../ui/format.ts";
import { hasTerm, toggleTerm } from "./filter-terms.ts";

/** Words that a button adds to the filter, or removes from it. */
const QUICK = [
  ["Hits", "cache:hit"],
  ["Misses", "cache:miss"],
  ["Errors", "is:error"],
  ["Slow", "ms:>100"],
] as const;

const setFilter = (filter: string): void => setParams({ filter }, { replace: true });

/** The filter of the list, which is in the URL. */
export function FilterBar() {
  const filter = param("filter");
  return (
    <search class="filter-bar">
      <input
        id="filter"
        type="search"
        value={filter}
        placeholder="Filter: /api status:4xx -cache:hit country:DE"
        aria-label="Filter requests"
        aria-describedby="filter-help"
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => setFilter(currentTarget.value)}
      />
      <span id="filter-help" class="hidden-visually">
        Words, or one of the fields {filterFields.join(", ")} with a colon and a value. A minus negates a word.
      </span>
      <fieldset class="quick">
        <legend class="hidden-visually">Quick filters</legend>
        {QUICK.map(([name, term]) => (
          <button
            key={term}
            type="button"
            class="chip"
            aria-pressed={hasTerm(filter, term)}
            onClick={() => setFilter(toggleTerm(filter, term))}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <span class="soft total" aria-live="off">
        {filter.trim() === ""
          ? count(requests.value.length, "request")
          : `${shown.value.length} of ${requests.value.length}`}
      </span>
      <button type="button" class="quiet" aria-pressed={isPaused.value} onClick={togglePause}>
        {isPaused.value ? "▶ Resume" : "❚❚ Pause"}
      </button>
      <button type="button" class="quiet" onClick={clear}>
        Clear
      </button>
    </search>
  );
}
