import type { Output } from "../context.ts";
import type { AheadOfTerraform, ServedDistribution, UpListener, UpState } from "./state.ts";

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
        output.print(describeServed(state));
        if (event.from === "kept") output.progress("This is what was applied last. Changes since are being planned.");
        return;
      case "ahead":
        return output.progress(
          `Serving ${namesOf(event.parts)} after ${event.milliseconds} ms, ahead of Terraform, which follows.`,
        );
      case "reverted":
        return output.progress(`Put back to what Terraform applied last: ${namesOf(event.parts)}.`);
      case "applied":
        return output.progress(
          event.after === "edit" ? "Applied; serving what was changed." : "Terraform has nothing more to apply.",
        );
      case "failed":
        output.passOn(event.text);
        return output.progress(
          "Not applied; what was applied before goes on being served. Waiting for the next change.",
        );
      case "distribution-added":
        return output.print(`\nAdded:\n${describeDistribution(event.distribution)}\n`);
      case "distribution-changed":
        return output.print(`\nChanged:\n${describeDistribution(event.distribution)}\n`);
      case "distribution-removed":
        return output.print(`\nRemoved: ${event.distribution.title}\n`);
      default:
    }
  };
}

/** Lists where each distribution is served, and where its requests can be looked at. */
function describeServed({ environment, distributions, inspector }: UpState): string {
  const lines = distributions.map(describeDistribution);
  return [`\nServing ${environment}:`, ...lines, `  Each request's way: ${inspector}`, ""].join("\n");
}

function describeDistribution({ title, urls }: ServedDistribution): string {
  return [`  ${title}`, ...urls.map(({ http, https }) => `    ${http}  ${https}`)].join("\n");
}

function namesOf(parts: readonly AheadOfTerraform[]): string {
  return parts.map(({ name }) => name).join(", ");
}
