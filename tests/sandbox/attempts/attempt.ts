/** One way in which a CloudFront Function could try to leave its sandbox, or to stop the loopback. */
export interface Attempt {
  readonly name: string;
  /** The whole function. It returns the values that it reaches in the request's header `reached`. */
  readonly code: string;
}

/**
 * Returns an attempt that evaluates an expression. `show` writes its value as text: as ESCAPED if it leads to Node.js or
 * is code that was made from a string.
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

/** Returns an attempt that is a handler with this body. */
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
