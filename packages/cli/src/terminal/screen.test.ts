import { describe, expect, it } from "vitest";
import { createScreen } from "./screen.ts";
import { createVirtualScreen } from "./testing/virtual-screen.ts";

function open(columns = 20) {
  const terminal = { columns, screen: createVirtualScreen(columns), writes: 0 };
  const screen = createScreen({
    write: (text) => {
      terminal.writes += 1;
      terminal.screen.write(text);
    },
    columns: () => terminal.columns,
  });
  return { screen, terminal };
}

describe("createScreen", () => {
  it("keeps the block below the lines that are added", () => {
    const { screen, terminal } = open();
    screen.update([], ["block 1", "keys"]);
    screen.update(["first"], ["block 1", "keys"]);
    screen.update(["second", "third"], ["block 2", "more", "keys"]);
    screen.update(["fourth"], ["keys"]);
    expect(terminal.screen.lines()).toEqual(["first", "second", "third", "fourth", "keys"]);
  });

  it("writes nothing where nothing changed", () => {
    const { screen, terminal } = open();
    screen.update([], ["block"]);
    screen.update([], ["block"]);
    expect(terminal.writes).toBe(1);
  });

  it("clears all rows of a block whose lines a narrower terminal has broken", () => {
    const { screen, terminal } = open(10);
    screen.update(["kept"], ["0123456789", "keys"]);
    // The terminal shows the first line on two rows now.
    terminal.columns = 5;
    const narrow = createVirtualScreen(5);
    narrow.write("kept\r\n0123456789\r\nkeys");
    terminal.screen = narrow;
    screen.update([], ["01234", "keys"]);
    expect(narrow.lines()).toEqual(["kept", "01234", "keys"]);
  });

  it("removes the block, and draws it again after another program used the terminal", () => {
    const { screen, terminal } = open();
    screen.update(["kept"], ["block"]);
    screen.update([], []);
    expect(terminal.screen.lines()).toEqual(["kept"]);
    screen.update([], ["block"]);
    terminal.screen.write("\r\nother\r\n");
    screen.redraw();
    expect(terminal.screen.lines()).toEqual(["kept", "block", "other", "block"]);
  });
});
