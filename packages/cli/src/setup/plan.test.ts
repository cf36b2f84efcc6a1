import { describe, expect, it } from "vitest";
import { packageManagers } from "./package-managers.ts";
import { type Machine, planSteps, type Step, stepId } from "./plan.ts";

const apt = packageManagers.find(({ program }) => program === "apt-get");
const brew = packageManagers.find(({ program }) => program === "brew");

const machine: Machine = { hasTerraformRelease: true, canMakePython: true, manager: apt, mayInstall: true };
const all = ["terraform", "moto", "njs", "aws", "boto3", "chromium"] as const;

const ids = (steps: readonly Step[]) => steps.map(stepId);

describe("the steps of setup", () => {
  it("use the project's folder where possible, and packages for the rest", () => {
    expect(ids(planSteps(all, machine, new Set()))).toEqual([
      "terraform",
      "python",
      "packages of njs",
      "packages of chromium",
    ]);
  });

  it("are empty when no tool is missing", () => {
    expect(planSteps([], machine, new Set())).toEqual([]);
  });

  it("install Python first where no environment can be made", () => {
    const steps = planSteps(["moto"], { ...machine, canMakePython: false }, new Set());
    expect(steps).toEqual([
      { kind: "packages", tool: "python", packages: ["python3", "python3-venv"] },
      { kind: "python", tools: ["moto"] },
    ]);
  });

  it("use packages of the AWS CLI and boto3 when the environment failed, and try no step twice", () => {
    const tried = new Set(["terraform", "python", "packages of njs"]);
    expect(ids(planSteps(all, machine, tried))).toEqual([
      "packages of chromium",
      "packages of aws",
      "packages of boto3",
    ]);
  });

  it("are limited to the project's folder where packages can't be installed", () => {
    expect(ids(planSteps(all, { ...machine, mayInstall: false }, new Set()))).toEqual(["terraform", "python"]);
    expect(ids(planSteps(all, { ...machine, manager: undefined }, new Set()))).toEqual(["terraform", "python"]);
  });

  it("skip a tool that has no release for the platform or no package", () => {
    expect(
      planSteps(["terraform", "njs"], { ...machine, hasTerraformRelease: false, manager: brew }, new Set()),
    ).toEqual([]);
  });
});
