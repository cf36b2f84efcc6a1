import { motoVersion } from "@featheredge/loopback/moto";
import type { Inspected } from "./needs.ts";
import type { Machine, Step } from "./plan.ts";
import { awsCliVersion, boto3Version } from "./python-tools.ts";
import { terraformRelease } from "./terraform-release.ts";

/** Lists the steps before they are taken. */
export function describeSteps(steps: readonly Step[], { manager }: Machine): string {
  const lines = steps.map((step) => `- ${describeStep(step, manager?.program)}\n`);
  return `Some tools are missing. featheredge setup will:\n${lines.join("")}`;
}

function describeStep(step: Step, manager: string | undefined): string {
  switch (step.kind) {
    case "terraform":
      return `download terraform ${terraformRelease.version} from ${terraformRelease.site}, check its SHA-256, and put it into .featheredge/tools`;
    case "python":
      return `install moto ${motoVersion}, boto3 ${boto3Version} and the AWS CLI ${awsCliVersion} from PyPI into .featheredge/tools`;
    case "packages":
      return `install ${step.packages.join(" and ")} on this machine by ${manager}`;
  }
}

/**
 * Explains in one paragraph that a tool is still missing: its use, why setup could not get it, and what to run by hand.
 * @param outcomes - Why each step did not bring the tool; empty if no step was possible.
 */
export function explainMissing({ need, tool }: Inspected, machine: Machine, outcomes: readonly string[]): string {
  const reasons = outcomes.length > 0 ? outcomes : [whyNoStep(machine)];
  return `${tool.name} is missing. It is needed to ${need.use}. ${reasons.join(" ")} To get it by hand: ${byHand(tool)}`;
}

function whyNoStep({ manager, mayInstall }: Machine): string {
  if (manager === undefined) {
    return "featheredge setup can't install it: no package manager that it knows (apt-get, apk, dnf, brew) is on PATH.";
  }
  return mayInstall
    ? `featheredge setup can't install it: it knows no package of it for ${manager.program} on this platform.`
    : `featheredge setup can't install it: ${manager.program} must run as root, and sudo is not on PATH.`;
}

function byHand({ howToGet }: { howToGet: string }): string {
  const text = howToGet.replace(/^Get it (by: |from )/, "");
  return text.endsWith(".") ? text : `${text}.`;
}
