import { plainText, widthOf } from "./spans.ts";

export interface ScreenOptions {
  write(text: string): void;
  /** The terminal's width in columns at present. */
  columns(): number;
}

/** A terminal whose last lines are a block that is drawn again and again, below lines that stay. */
export interface Screen {
  /** Adds lines above the block, and draws the block, if anything changed. */
  update(added: readonly string[], block: readonly string[]): void;
  /** Draws the block from its first line, such as after another program used the terminal. */
  redraw(): void;
}

const csi = "\u001b[";
/** A terminal that knows these shows all between them at once: https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036 */
const [beginUpdate, endUpdate] = [`${csi}?2026h`, `${csi}?2026l`];
export const [hideCursor, showCursor] = [`${csi}?25l`, `${csi}?25h`];

export function createScreen({ write, columns }: ScreenOptions): Screen {
  let drawn: readonly string[] = [];

  /** Moves the cursor to the block's beginning and clears from there. A narrower terminal has broken its lines. */
  const erase = () => {
    if (drawn.length === 0) return "";
    const width = Math.max(1, columns());
    const rows = drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(plainText(line)) / width)), 0);
    return `\r${rows > 1 ? `${csi}${rows - 1}A` : ""}${csi}J`;
  };

  const draw = (added: readonly string[], block: readonly string[]) => {
    const lines = added.map((line) => `${line}\r\n`).join("");
    write(`${beginUpdate}${erase()}${lines}${block.join("\r\n")}${endUpdate}`);
    drawn = block;
  };

  return {
    update(added, block) {
      const isSame = block.length === drawn.length && block.every((line, index) => line === drawn[index]);
      if (added.length > 0 || !isSame) draw(added, block);
    },
    redraw() {
      const block = drawn;
      drawn = [];
      draw([], block);
    },
  };
}
