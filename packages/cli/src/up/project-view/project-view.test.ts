import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createUpStore } from "../store.ts";
import { createProjectView } from "./project-view.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const start = () => {
  const store = createUpStore("local", 0);
  const commands = () => ({ apply: () => {}, checkDrift: () => {} });
  return { store, view: createProjectView({ root: "/project", env: {}, name: "local", store, commands }) };
};

it("passes on each status that differs from the one before, and not each line that Terraform prints", () => {
  const { store, view } = start();
  const statuses: string[] = [];
  const end = view.onStatus(({ terraform }) => statuses.push(terraform));
  store.emit({ type: "terraform", status: "planning" }, { terraform: { status: "planning", since: 1 } });
  store.emit({ type: "output", text: "a line\n" });
  store.emit({ type: "step", text: "Planning" });
  store.emit({ type: "terraform", status: "planning" }, { terraform: { status: "planning", since: 2 } });
  store.emit({ type: "terraform", status: "applying" }, { terraform: { status: "applying", since: 3 } });
  end();
  store.emit({ type: "terraform", status: "applied" }, { terraform: { status: "applied", since: 4 } });
  expect(statuses).toEqual(["planning", "applying"]);
});

it("reports lines that Terraform prints at about the same time as one change of it, and no other event", () => {
  const { store, view } = start();
  let changes = 0;
  const end = view.onTerraform(() => {
    changes += 1;
  });
  store.emit({ type: "changed", files: ["a.ts"] });
  vi.runAllTimers();
  expect(changes).toBe(0);
  for (let line = 0; line < 20; line += 1) store.emit({ type: "output", text: "a line\n" });
  vi.runAllTimers();
  expect(changes).toBe(1);
  store.emit({ type: "plan", text: "No changes." });
  vi.runAllTimers();
  expect(changes).toBe(2);
  store.emit({ type: "output", text: "a line\n" });
  end();
  vi.runAllTimers();
  expect(changes).toBe(2);
});
