import { parseSync, type StringLiteral, Visitor } from "oxc-parser";

/** A module that a file imports, as the file writes it. */
export interface Specifier {
  text: string;
  /** Where it is in the file. */
  offset: number;
}

/** Returns the modules that a file imports: by values, types, re-exports, and `import(…)` of a literal. */
export function specifiersOf(path: string, text: string): Specifier[] {
  const parsed = parseSync(path, text);
  const requests = [
    ...parsed.module.staticImports.map((statement) => statement.moduleRequest),
    ...parsed.module.staticExports.flatMap((statement) =>
      statement.entries.flatMap((entry) => entry.moduleRequest ?? []),
    ),
  ];
  const offsets = new Map(requests.map(({ value, start }) => [start, value]));
  // Reading `program` costs as much as parsing.
  if (/\bimport\(/.test(text)) {
    const add = ({ value, start }: StringLiteral) => offsets.set(start, value);
    new Visitor({
      ImportExpression: ({ source }) => {
        if (source.type === "Literal" && typeof source.value === "string") add(source as StringLiteral);
      },
      TSImportType: ({ source }) => add(source),
    }).visit(parsed.program);
  }
  return [...offsets].map(([offset, specifier]) => ({ text: specifier, offset }));
}
