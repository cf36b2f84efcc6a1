import { ROOMS, type Room } from "./rooms.ts";

const HEADER = ["Room", "What it is", "May import"];

/** Renders the rooms as a Markdown table. */
export function renderTable(rooms: readonly Room[] = ROOMS): string {
  const rows = [HEADER, ...rooms.map((room) => [`\`${room.folder}\``, room.is, mayImport(room)])];
  const widths = HEADER.map((name, column) =>
    column < HEADER.length - 1 ? Math.max(...rows.map((row) => row[column]?.length ?? 0)) : name.length,
  );
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  lines.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
  return `${lines.join("\n")}\n`;
}

/**
 * Replaces the table of rooms in a document: the one whose first column is "Room".
 *
 * @throws Error if the document has no such table
 */
export function replaceTable(document: string, rooms: readonly Room[] = ROOMS): string {
  const table = /^\| Room +\|.*\n(?:\|.*\n)*/m;
  if (!table.test(document)) throw new Error("The document has no table whose first column is 'Room'.");
  return document.replace(table, () => renderTable(rooms));
}

function mayImport({ mayImport: names }: Room): string {
  if (names === "every room") return names;
  return names.length > 0 ? names.map((name) => `\`${name}\``).join(", ") : "no other room";
}
