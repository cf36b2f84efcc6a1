import type { ComponentChildren } from "preact";

type Fact = readonly [name: string, value: ComponentChildren];

/** Names with their values. Those without a value are omitted. */
export const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <dl class="facts-list">
    {facts
      .filter(([, value]) => value !== undefined && value !== "")
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
