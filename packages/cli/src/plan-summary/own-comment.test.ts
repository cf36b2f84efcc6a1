import { describe, expect, it } from "vitest";
import { type Comment, findOwnComment, planMarker } from "./comment.ts";

const marker = planMarker("prod");
const body = `${marker}\n### Plan`;
const bot = { login: "github-actions[bot]", type: "Bot" };
const own: Comment = { id: 9, body, user: bot };

describe("the comment that a plan replaces", () => {
  it("is the workflow's own of that environment", () => {
    const other: Comment = { id: 1, body: planMarker("dev"), user: bot };
    expect(findOwnComment([other, own], marker)).toBe(own);
  });

  it.each<[string, Comment]>([
    ["a person", { id: 1, body, user: { login: "mallory", type: "User" } }],
    ["a person whose login resembles the bot's", { id: 1, body, user: { login: "github-actions-bot", type: "User" } }],
    ["another app", { id: 1, body, user: { login: "helper[bot]", type: "Bot" } }],
    ["a deleted account", { id: 1, body, user: null }],
    ["the bot about something else", { id: 1, body: `See ${marker}`, user: bot }],
  ])("is not one by %s", (_, forged) => {
    expect(findOwnComment([forged, own], marker)).toBe(own);
    expect(findOwnComment([forged], marker)).toBeUndefined();
  });
});
