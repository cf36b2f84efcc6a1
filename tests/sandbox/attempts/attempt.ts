/** One way in which a CloudFront Function could try to leave its sandbox, or to stop what runs it. */
export interface Attempt {
  readonly name: string;
  /** The whole function. What it reaches, it returns in the request's header `reached`. */
  readonly code: string;
}

/**
 * An attempt whose expression gives what was reached. `show` writes a value as text; a value that leads to Node.js, or
 * code that was made from a string, is written as ESCAPED.
 *
 * @param before statements of the handler before the expression
 */
export function reaching(name: string, expression: string, before = ""): Attempt {
  return {
    name,
    code: `${show}
function handler(event) {
  let reached;
  try { ${before} reached = ${expression}; } catch (error) { reached = "error: " + error; }
  event.request.headers.reached = { value: encodeURIComponent(show(reached)).slice(0, 1000) };
  return event.request;
}`,
  };
}

/** An attempt that is a handler's body. */
export function handling(name: string, body: string): Attempt {
  return { name, code: `function handler(event) {\n${body}\n}` };
}

const show = `function show(value) {
  const names = ["process", "mainModule", "readFileSync", "execSync", "binding", "env", "memory", "Deno"];
  for (let i = 0; i < names.length; i += 1) {
    try { if (value !== null && value !== undefined && typeof value[names[i]] === "object") return "ESCAPED"; } catch (error) {}
  }
  try { return typeof value + " " + String(value); } catch (error) { return typeof value; }
}`;
