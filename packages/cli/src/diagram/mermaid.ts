import type { SynthesizedDistribution } from "../distributions/model.ts";
import { accessOf, cacheOf, guardsOf, handlersOf, originCaption, originName, pathOf, runtimeOf } from "./contents.ts";
import { describePicture, type Pictured } from "./describe.ts";

/**
 * Draws distributions as a flowchart in Mermaid's language, which GitHub and GitLab show in Markdown.
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function diagramAsMermaid(pictured: readonly Pictured[]): string {
  const { title, description } = describePicture(pictured);
  return [
    "flowchart LR",
    `  accTitle: ${oneLine(title)}`,
    `  accDescr: ${oneLine(description)}`,
    '  viewers(["Viewers"])',
    ...pictured.flatMap(({ environment, distribution }, index) => subgraphOf(distribution, environment, `d${index}`)),
    "  classDef viewerFunction fill:#dff3ea,stroke:#3f9b73,color:#1f2430",
    "  classDef lambdaFunction fill:#fdebd8,stroke:#c9791f,color:#1f2430",
    "  classDef cache fill:#e3edfb,stroke:#4f82c9,color:#1f2430",
    "  classDef guard fill:#fbe4e6,stroke:#c4626d,color:#1f2430",
    "",
  ].join("\n");
}

const classes = { "cloudfront-function": "viewerFunction", "lambda-at-edge": "lambdaFunction" } as const;

/** Ids begin with that of the distribution, since all nodes of a flowchart share one list of names. */
function subgraphOf(distribution: SynthesizedDistribution, environment: string, id: string): string[] {
  const { key, behaviors, origins, isCandidate } = distribution;
  const nodes: string[] = [];
  const edges: string[] = [];
  const guards = guardsOf(distribution).map(({ caption, name, detail }, index) => {
    const guard = `${id}_guard${index}`;
    nodes.push(`${guard}{{${label(caption, name, detail)}}}:::guard`);
    return guard;
  });
  const entrance = ["viewers", ...guards];
  for (const [index, guard] of guards.entries()) edges.push(`${entrance[index]} --> ${guard}`);
  for (const [index, behavior] of behaviors.entries()) {
    const own = `${id}_b${index}`;
    const cache = `${own}_cache`;
    const origin = `${id}_o${origins.findIndex((one) => one.id === behavior.origin)}`;
    const { policy, key: parts, lifetime } = cacheOf(distribution, behavior);
    nodes.push(`${own}[${label(pathOf(distribution, behavior), ...accessOf(behavior))}]`);
    nodes.push(`${cache}[(${label(policy, ...(parts === "" ? [] : [`by ${parts}`]), lifetime)})]:::cache`);
    edges.push(`${entrance.at(-1)} --> ${own}`);
    /** Connects two nodes by way of a function, if there is one. */
    const connect = (from: string, event: string, to: string, arrow: "-->" | "-.->") => {
      const attached = behavior.functions.find((one) => one.event === event);
      if (attached === undefined) {
        if (arrow === "-->") edges.push(`${from} --> ${to}`);
        return;
      }
      const node = `${own}_${event.replace("-", "_")}`;
      const text = label(event.replace("-", " "), handlersOf(attached), runtimeOf(attached));
      nodes.push(`${node}[${text}]:::${classes[attached.runtime]}`);
      edges.push(`${from} ${arrow} ${node}`, `${node} ${arrow} ${to}`);
    };
    connect(own, "viewer-request", cache, "-->");
    connect(cache, "origin-request", origin, "-->");
    connect(origin, "origin-response", cache, "-.->");
    connect(cache, "viewer-response", own, "-.->");
  }
  const used = origins.flatMap((origin, index) =>
    behaviors.some((behavior) => behavior.origin === origin.id)
      ? [`${id}_o${index}[(${label(originCaption(origin), originName(origin))})]`]
      : [],
  );
  return [
    `  subgraph ${id}[${label(`${environment} / ${key}${isCandidate ? ", the candidate" : ""}`)}]`,
    ...[...nodes, ...used].map((node) => `    ${node}`),
    "  end",
    ...edges.map((edge) => `  ${edge}`),
  ];
}

/** A quoted label of several lines. Mermaid writes other characters as entity codes: `#quot;`. */
function label(...lines: readonly string[]): string {
  return `"${lines.map(escapeLabel).join("<br/>")}"`;
}

function escapeLabel(text: string): string {
  const codes: Readonly<Record<string, string>> = {
    "#": "#35;",
    '"': "#quot;",
    "<": "#lt;",
    ">": "#gt;",
    "&": "#amp;",
    "`": "#96;",
  };
  return text.replace(/[#"<>&`]/g, (character) => codes[character] ?? character).replaceAll("\n", " ");
}

/** Titles and descriptions end with their line, and a `;` or `#` would be read as syntax. */
function oneLine(text: string): string {
  return text.replace(/[\n#{}]/g, " ").replaceAll(";", ",");
}
