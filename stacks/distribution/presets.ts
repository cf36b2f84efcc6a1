import type { HandlerInput } from "@featheredge/compiler";
import type { Environment } from "#environments";
import { oldestName } from "./renames.ts";

type Distribution = Environment["distributions"][string];

/** A handler of the library that an option of an environment stands for, with the option's value as its config. */
interface Preset {
  /** Its name in the build, and so in the names of functions. */
  readonly name: string;
  readonly handler: string;
  readonly config: unknown;
}

interface Presets {
  /** Run before a behavior's own handlers at viewer request. */
  readonly first: readonly Preset[];
  /** Run after them. */
  readonly last: readonly Preset[];
}

/** The handlers that a distribution's `canonicalHost` and a behavior's `singlePageApplication` stand for. */
export function presetsOf(
  name: string,
  { canonicalHost, renamedFrom }: Distribution,
  { key, behavior }: { readonly key: string; readonly behavior: Distribution["defaultBehavior"] },
): Presets {
  const app = behavior.singlePageApplication;
  const oldest = oldestName(name, renamedFrom);
  const [index = "default"] = /\d+(?=\]$)/.exec(key) ?? [];
  return {
    first:
      canonicalHost === undefined
        ? []
        : [{ name: `canonical-host-${oldest}`, handler: "canonical-host", config: canonicalHost }],
    last: app === undefined ? [] : [{ name: `spa-fallback-${oldest}-${index}`, handler: "spa-fallback", config: app }],
  };
}

/**
 * An environment's handlers, with those that its options stand for.
 *
 * @param behaviorsOf lists the keys and behaviors of a distribution
 */
export function handlerInputs(
  { handlers, distributions }: Environment,
  behaviorsOf: (
    name: string,
    distribution: Distribution,
  ) => readonly { key: string; behavior: Distribution["defaultBehavior"] }[],
): Record<string, HandlerInput> {
  const written = Object.entries(handlers).map(([key, { handler, ...settings }]): [string, HandlerInput] => [
    key,
    { ...settings, config: settings.config, handler: handler ?? key },
  ]);
  const presets = Object.entries(distributions).flatMap(([name, distribution]) =>
    behaviorsOf(name, distribution).flatMap((keyed) => {
      const { first, last } = presetsOf(name, distribution, keyed);
      return [...first, ...last].map(({ name: preset, handler, config }): [string, HandlerInput] => [
        preset,
        { handler, config },
      ]);
    }),
  );
  return Object.fromEntries([...presets, ...written]);
}
