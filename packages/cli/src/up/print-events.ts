import type { Output } from "../context.ts";
import type { UpListener, UpState } from "./state.ts";

/** Prints what happens in `up` as lines. */
export function printEvents(output: Output): UpListener {
  return (event, state) => {
    switch (event.type) {
      case "step":
        return output.progress(event.text);
      case "output":
        return output.passOn(event.text);
      case "result":
        return output.print(event.text);
      case "changed":
        return output.progress(`changed: ${event.files.join(", ")}`);
      case "serving":
        return output.print(describeServed(state));
      default:
    }
  };
}

/** Where each distribution is served, and where its requests' ways can be read. */
function describeServed({ environment, distributions, inspector }: UpState): string {
  const lines = distributions.flatMap(({ title, urls }) => [
    `  ${title}`,
    ...urls.map(({ http, https }) => `    ${http}  ${https}`),
  ]);
  return [`\nServing ${environment}:`, ...lines, `  Each request's way: ${inspector}`, ""].join("\n");
}
