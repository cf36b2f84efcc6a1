import type { ComponentChildren } from "preact";
import type { Tone } from "./tones.ts";

/** A short mark in the color of its kind. */
export const Badge = ({ tone, children }: { tone: Tone; children: ComponentChildren }) => (
  <span class={`badge ${tone}`}>{children}</span>
);
