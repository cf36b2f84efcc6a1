/**
 * Escapes a text so that Terraform reads it literally: `${` and `%{` would begin an interpolation or a directive.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function literal(text: string): string {
  return text.replace(/([$%])\{/g, "$1$1{");
}

/** A template from cdktf as an HCL expression. If it is a single interpolation, quotes and `${}` are omitted. */
export function templateExpression(template: string): string {
  const parts = split(template);
  const [only] = parts;
  if (parts.length === 1 && only?.interpolation === true) return only.text.slice(2, -1).trim();
  return `"${parts.map(({ text, interpolation }) => (interpolation ? text : escapeText(text))).join("")}"`;
}

interface Part {
  readonly text: string;
  readonly interpolation: boolean;
}

function split(template: string): Part[] {
  const parts: Part[] = [];
  let text = "";
  let index = 0;
  while (index < template.length) {
    if (template.startsWith("$${", index)) {
      text += "$${";
      index += 3;
    } else if (template.startsWith("${", index)) {
      const end = endOfInterpolation(template, index);
      if (text !== "") parts.push({ text, interpolation: false });
      parts.push({ text: template.slice(index, end), interpolation: true });
      text = "";
      index = end;
    } else {
      text += template[index];
      index += 1;
    }
  }
  if (text !== "" || parts.length === 0) parts.push({ text, interpolation: false });
  return parts;
}

/** The index after the `}` that closes the `${` at `start`. Braces nest, and strings inside may contain both. */
function endOfInterpolation(template: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let index = start + 1; index < template.length; index += 1) {
    const character = template[index];
    if (quoted) {
      if (character === "\\") index += 1;
      else if (character === '"') quoted = false;
      else if (character === "$" && template[index + 1] === "{") index = endOfInterpolation(template, index) - 1;
    } else if (character === '"') quoted = true;
    else if (character === "{") depth += 1;
    else if (character === "}") {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  throw new Error(`The interpolation that begins at ${start} of '${template}' has no end.`);
}

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

function escapeText(text: string): string {
  return text.replace(/[\\"\n\r\t]/g, (character) => escapes[character] ?? character);
}
