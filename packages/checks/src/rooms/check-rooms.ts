import type { Import } from "../imports/imports.ts";
import { nameOf, ROOMS, type Room } from "./rooms.ts";

/** An import that the table of rooms rules out. */
export interface RoomError {
  import: Import;
  message: string;
}

/** The parser of HCL is part of the framework's packages, but Terraform's own, and needs none of the others. */
const FRAMEWORK = /^(?:cdktf|constructs|@cdktf\/(?!hcl2json$).+)$/;

/**
 * Finds imports of rooms, or of the framework, that the table doesn't allow, paths that leave their room, and code that
 * imports test support.
 */
export function checkRooms(imports: readonly Import[], rooms: readonly Room[] = ROOMS): RoomError[] {
  return imports.flatMap((one) => {
    const room = roomOf(one.importer, rooms);
    if (!room) return [];
    const message =
      "package" in one.target
        ? checkPackage(one.target.package, room, rooms)
        : checkFiles(one, one.target.files, room, rooms);
    return message === undefined ? [] : [{ import: one, message }];
  });
}

function checkPackage(name: string, room: Room, rooms: readonly Room[]): string | undefined {
  if (room.usesFramework || !FRAMEWORK.test(name)) return undefined;
  const allowed = rooms.filter(({ usesFramework }) => usesFramework).map(({ folder }) => folder);
  return `${room.folder} must not import ${name}: only ${allowed.join(", ")} may, so that the move to cdktf's maintained fork touches no other room.`;
}

function checkFiles(
  { importer, specifier }: Import,
  files: readonly string[],
  room: Room,
  rooms: readonly Room[],
): string | undefined {
  const target = files.map((file) => roomOf(file, rooms)).find((other) => other !== undefined && other !== room);
  if (files.some(isTestSupport) && !mayImportTestSupport(importer)) {
    return `Only tests may import from a folder named testing/. Move what both need to a folder of another name.`;
  }
  if (specifier.startsWith(".")) {
    if (files.every((file) => file.startsWith(room.folder))) return undefined;
    return `A path must not leave its room, ${room.folder}. Import a package by its name (@featheredge/…), and the other rooms by #modules/…, #environments/… and the like.`;
  }
  if (!target || (target.isForTests && isTest(importer))) return undefined;
  if (room.mayImport === "every room") return undefined;
  const door = `${nameOf(target)}${specifier.replace(/^(?:@[^/]+\/)?[^/]+/, "")}`;
  if (room.mayImport.some((allowed) => allowed === nameOf(target) || matches(door, allowed))) return undefined;
  const allowed = room.mayImport.length > 0 ? `only ${room.mayImport.join(", ")}` : "no other room";
  return `${room.folder} may import ${allowed}, not ${door} (the rooms are in packages/checks/src/rooms/rooms.ts). Data flows one way, from environments and handlers to stacks: move the code to the room that owns it.`;
}

/** @param allowed a door, in which one `*` is any characters: `modules/` and anything that ends in `/options.ts` */
function matches(door: string, allowed: string): boolean {
  const [start = "", end] = allowed.split("*");
  return end === undefined ? door === allowed : door.startsWith(start) && door.endsWith(end);
}

const roomOf = (path: string, rooms: readonly Room[]): Room | undefined =>
  rooms.find(({ folder }) => path.startsWith(folder));

const isTest = (path: string): boolean => path.endsWith(".test.ts");

/** The SDK's `testing` is a product: handlers' tests, `featheredge run` and the estimate of compute use it. */
const isTestSupport = (path: string): boolean => path.includes("/testing/") && !path.startsWith("packages/edge-sdk/");

const mayImportTestSupport = (path: string): boolean =>
  isTest(path) || isTestSupport(path) || /^(?:tests|bench)\//.test(path);
