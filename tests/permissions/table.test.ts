import { permissionsOfType, typesWithPermissions } from "@featheredge/aws-rules";
import { describe, expect, it } from "vitest";
import { decide } from "./simulate.ts";

/** A form of the table with a name of the right shape for each argument. */
const filled = (form: string) =>
  form
    .replaceAll("{account}", "123456789012")
    .replaceAll("{region}", "eu-west-1")
    .replaceAll("{environment}", "prod")
    .replace(/\{\w+(\|[^}]*)?\}/g, "name");

const role = { name: "any", policies: [] };

/** True if AWS's service authorization reference has an action, and the action has the resource's type. */
async function isValid(action: string, resource: string): Promise<boolean> {
  return decide(role, [action, resource]).then(
    () => true,
    // An alias and a version of a function have ARNs of the same form.
    ({ message }: Error) => /multiple|ambiguous/i.test(message),
  );
}

describe("the table of permissions, compared with AWS's service authorization reference", () => {
  it.each(typesWithPermissions)(
    "has actions of AWS's for %s, each with a resource of a type that it has",
    async (type) => {
      const { grants = [], page = "" } = permissionsOfType(type) ?? {};
      expect(page).toMatch(/^https:\/\/(docs\.aws\.amazon\.com|registry\.terraform\.io|developer\.hashicorp\.com)\//);
      const wrong: string[] = [];
      for (const { read = [], write = [], on } of grants) {
        for (const action of [...read, ...write]) {
          const valid = await Promise.all(on.map((form) => isValid(action, filled(form))));
          if (!valid.includes(true)) wrong.push(`${action} on ${on.join(", ")}`);
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  it("allows no action of a whole service", () => {
    const actions = typesWithPermissions.flatMap((type) =>
      (permissionsOfType(type)?.grants ?? []).flatMap(({ read = [], write = [] }) => [...read, ...write]),
    );
    expect(actions.filter((action) => action.includes("*"))).toEqual([]);
  });
});
