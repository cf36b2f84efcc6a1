/** The handlers that the bench compiles: every handler of the library alone, and a chain of two. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { EdgeEvent } from "@featheredge/aws-rules";
import type { BehaviorInput, BuildInput } from "@featheredge/compiler";

/**
 * The handlers of a checkout, each with the config of its tests and on a behavior that has no other function, and the
 * reference site's chain.
 *
 * @param checkout the repository's root
 */
export function chainsOf(checkout: string): Pick<BuildInput, "handlersDirectory" | "handlers" | "behaviors"> {
  const handlersDirectory = path.join(checkout, "edge-handlers");
  const names = readdirSync(handlersDirectory)
    .filter((name) => existsSync(path.join(handlersDirectory, name, "events")))
    .sort();
  const alone = names.map((name) => [eventOf(path.join(handlersDirectory, name, "events")), [name]] as const);
  const chain = ["viewer-request", ["redirects", "country-router"]] as const;
  return {
    handlersDirectory,
    handlers: Object.fromEntries(
      names.map((handler) => [handler, { handler, config: configOf(path.join(handlersDirectory, handler, "events")) }]),
    ),
    behaviors: [...alone, chain].map(
      ([event, handlers], index): BehaviorInput => ({
        distribution: `site-${index}`,
        key: `distributions.site-${index}`,
        path: "*",
        isDefault: true,
        events: { [event]: handlers },
      }),
    ),
  };
}

function configOf(events: string): unknown {
  const file = path.join(events, "_config.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** A handler whose events have a response is one for responses. */
function eventOf(events: string): EdgeEvent {
  const [first = ""] = readdirSync(events).filter((file) => !file.startsWith("_"));
  const { event } = JSON.parse(readFileSync(path.join(events, first), "utf8")) as { event: { response?: unknown } };
  return event.response === undefined ? "viewer-request" : "viewer-response";
}
