import { type NodePath, traverse } from "@babel/core";
import * as t from "@babel/types";
import { viewerHeaders } from "@featheredge/edge-sdk";
import { transform } from "esbuild";
import { parse } from "../source/babel.ts";
import { compare } from "../source/text.ts";
import { Tracer } from "../source/trace.ts";

/** A header of CloudFront's that a source reads, and the line that reads it. */
export interface ViewerRead {
  readonly header: string;
  readonly line: number;
}

const properties: Readonly<Record<string, readonly string[]>> = viewerHeaders;
const headerName = /^cloudfront-(viewer|is)-[a-z0-9-]+$/i;
/** Words that CloudFront does not write with one capital. */
const spelling: Readonly<Record<string, string>> = {
  smarttv: "SmartTV",
  tls: "TLS",
  asn: "ASN",
  ja3: "JA3",
  ja4: "JA4",
  ios: "IOS",
};

/**
 * The `CloudFront-*` headers that a source reads: by `request.viewer`, or by name. Branches that constants have ruled
 * out don't count.
 *
 * @param source TypeScript, with a source map at its end where it was changed
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export async function findViewerReads(source: string): Promise<ViewerRead[]> {
  if (!/\bviewer\b|\bcloudfront-(viewer|is)-/i.test(withoutMap(source))) return [];
  const { code, map } = await transform(source, {
    loader: "ts",
    minifySyntax: true,
    sourcemap: "external",
    tsconfigRaw: {},
    logLevel: "silent",
  });
  const tracer = new Tracer(map);
  const lines = new Map<string, number>();
  const add = (headers: readonly string[], node: t.Node) => {
    const start = node.loc?.start ?? { line: 1, column: 0 };
    const line = tracer.trace(start.line, start.column)?.line ?? start.line;
    for (const header of headers) lines.set(header, Math.min(line, lines.get(header) ?? line));
  };
  const readViewer = (path: NodePath<t.MemberExpression | t.OptionalMemberExpression>) => {
    if (keyOf(path.node) === "viewer") readFrom(path, add);
  };
  traverse(parse(code), {
    StringLiteral: ({ node }) => {
      if (headerName.test(node.value)) add([canonical(node.value)], node);
    },
    TemplateElement: ({ node }) => {
      const text = node.value.cooked ?? "";
      if (headerName.test(text)) add([canonical(text)], node);
    },
    MemberExpression: readViewer,
    OptionalMemberExpression: readViewer,
    ObjectProperty: (path) => {
      if (path.parentPath.isObjectPattern() && keyOfProperty(path.node) === "viewer") bound(path.get("value"), add);
    },
  });
  return [...lines].map(([header, line]) => ({ header, line })).sort((a, b) => compare(a.header, b.header));
}

function withoutMap(source: string): string {
  return source.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
}

type Add = (headers: readonly string[], node: t.Node) => void;

/** The viewer's properties that are read from an expression that is the viewer; all where it can't be followed. */
function readFrom(path: NodePath, add: Add): void {
  const parent = path.parentPath;
  if ((parent?.isMemberExpression() || parent?.isOptionalMemberExpression()) && parent.node.object === path.node) {
    const key = keyOf(parent.node);
    if (key === undefined) add(Object.values(properties).flat(), path.node);
    else add(properties[key] ?? [], parent.node);
  } else if (parent?.isVariableDeclarator()) bound(parent.get("id"), add);
  else if (!parent?.isExpressionStatement()) add(Object.values(properties).flat(), path.node);
}

/** The viewer's properties that are read from the viewer that a declaration or pattern binds. */
function bound(target: NodePath, add: Add): void {
  if (target.isIdentifier()) {
    for (const reference of target.scope.getBinding(target.node.name)?.referencePaths ?? []) readFrom(reference, add);
  } else if (target.isObjectPattern()) {
    for (const property of target.node.properties) {
      const key = t.isObjectProperty(property) ? keyOfProperty(property) : undefined;
      if (key === undefined) add(Object.values(properties).flat(), property);
      else add(properties[key] ?? [], property);
    }
  } else add(Object.values(properties).flat(), target.node);
}

function keyOf({ property, computed }: t.MemberExpression | t.OptionalMemberExpression): string | undefined {
  if (!computed && t.isIdentifier(property)) return property.name;
  return t.isStringLiteral(property) ? property.value : undefined;
}

function keyOfProperty({ key, computed }: t.ObjectProperty): string | undefined {
  if (!computed && t.isIdentifier(key)) return key.name;
  return t.isStringLiteral(key) ? key.value : undefined;
}

function canonical(name: string): string {
  const words = name.toLowerCase().split("-");
  return words
    .map((word) =>
      word === "cloudfront" ? "CloudFront" : (spelling[word] ?? word.charAt(0).toUpperCase() + word.slice(1)),
    )
    .join("-");
}
