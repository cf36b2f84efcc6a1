import type { RequestDetail, Stage } from "../../api/index.ts";
import { SourceLink } from "./source-link.tsx";

/** Why the request got its answer: sentences, with the lines of the project and AWS's pages they follow from. */
export const Why = ({ request }: { request: RequestDetail }) => (
  <aside class="why" aria-labelledby="why">
    <h3 id="why">Why</h3>
    {request.why.length === 0 && <p class="soft">There is no explanation.</p>}
    <ol>
      {request.why.map(({ text, source, page }) => (
        <li key={text}>
          <p>{text}</p>
          {(source || page !== undefined) && (
            <p class="links">
              {source && <SourceLink at={source} of={functionOf(source.file, request.stages)} />}
              {page !== undefined && (
                <a href={page} target="_blank" rel="noreferrer">
                  AWS’s page<span class="hidden-visually"> (opens in a new tab)</span>
                </a>
              )}
            </p>
          )}
        </li>
      ))}
    </ol>
  </aside>
);

/**
 * The name of the function that was made of a file, as far as the stages of the request show it: by the positions of its
 * logs and exceptions, or by its name, which is joined of the names of its handlers.
 */
function functionOf(file: string, stages: readonly Stage[]): string | undefined {
  const handler = /^edge-handlers\/([^/]+)\//.exec(file)?.[1];
  const made = stages.filter((stage) => "result" in stage);
  const byPosition = made.find(({ exception, logs }) =>
    [...(exception?.frames ?? []), ...logs.flatMap(({ source }) => source ?? [])].some(({ at }) => at.file === file),
  );
  const byName = handler === undefined ? undefined : made.find((stage) => stage.function.name.includes(handler));
  return (byPosition ?? byName)?.function.name;
}
