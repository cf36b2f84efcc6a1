export interface Assignment {
  readonly name: string;
  /** The expression's lines; never empty. */
  readonly value: readonly string[];
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Assignments as `terraform fmt` writes them: the equals signs of adjacent lines are aligned, and a value of several
 * lines separates the lines before it from those after it.
 *
 * @see https://developer.hashicorp.com/terraform/language/style#code-formatting
 */
export function alignedAssignments(assignments: readonly Assignment[]): string[] {
  const lines: string[] = [];
  let run: Assignment[] = [];
  const flush = () => {
    const width = Math.max(0, ...run.map(({ name }) => columns(name)));
    lines.push(...run.map(({ name, value }) => `${name}${" ".repeat(width - columns(name))} = ${value[0]}`));
    run = [];
  };
  for (const assignment of assignments) {
    const [first, ...rest] = assignment.value;
    if (rest.length === 0) {
      run.push(assignment);
    } else {
      flush();
      lines.push(`${assignment.name} = ${first}`, ...rest);
    }
  }
  flush();
  return lines;
}

function columns(text: string): number {
  // Segmenting is slow, and almost all names are ASCII.
  if (/^[ -~]*$/.test(text)) return text.length;
  return [...graphemes.segment(text)].length;
}
