import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { DistributionDetail } from "../../api/index.ts";
import { BOX, type Box, connectedWith, layoutOf } from "./layout.ts";

const HEADINGS = ["Behaviors", "Functions", "Origins"];
const HEAD = 26;

/** A picture of the ways of requests: behaviors, their functions, their origins. The table below it says the same. */
export function Picture({ distribution }: { distribution: DistributionDetail }) {
  const layout = useMemo(() => layoutOf(distribution), [distribution]);
  const pointed = useSignal("");
  const connected = pointed.value === "" ? undefined : connectedWith(pointed.value, layout);
  const classOf = (id: string): string => (connected === undefined ? "" : connected.has(id) ? "lit" : "dim");
  const { width, height, boxes, edges } = layout;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section class="picture scroll-x" aria-label="Picture of the distribution" tabIndex={0}>
      <svg
        viewBox={`-1 ${-HEAD} ${width + 2} ${height + HEAD + 2}`}
        width={width + 2}
        role="img"
        aria-label={`${distribution.name}: behaviors, functions and origins. The table of behaviors has the same facts.`}
      >
        {HEADINGS.map((name, column) => (
          <text key={name} class="heading" x={column * ((width - BOX.width) / 2)} y={-10}>
            {name}
          </text>
        ))}
        {edges.map((edge) => (
          <path key={edge.id} class={`edge ${classOf(edge.id)}`} d={edge.path} />
        ))}
        {boxes.map((box) => (
          <BoxView
            key={box.id}
            box={box}
            state={classOf(box.id)}
            onPoint={(id) => {
              pointed.value = id;
            }}
          />
        ))}
      </svg>
    </section>
  );
}

const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

const BoxView = ({ box, state, onPoint }: { box: Box; state: string; onPoint(id: string): void }) => (
  // biome-ignore lint/a11y/noStaticElementInteractions: pointing only highlights lines that are visible without it
  <g
    class={`box column-${box.column} ${state}`}
    transform={`translate(${box.x} ${box.y})`}
    onMouseEnter={() => onPoint(box.id)}
    onMouseLeave={() => onPoint("")}
  >
    <title>{`${box.title}: ${box.note}`}</title>
    <rect width={BOX.width} height={BOX.height} rx="6" />
    <text x="10" y="17" class="name">
      {cut(box.title, 30)}
    </text>
    <text x="10" y="32" class="note">
      {cut(box.note, 37)}
    </text>
  </g>
);
