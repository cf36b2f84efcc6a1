import { maskPattern } from "@featheredge/inspector/api";
import type { HeaderList } from "../../http/headers.ts";

/**
 * Puts secrets back in place of masks, from the message that was masked. Masks are matched by their position: the header,
 * and in it the cookie or the parameter of the same name.
 * @param shown masks a header's value as the client was shown it
 */
export function unmaskHeaders(
  edited: readonly { readonly name: string; readonly value: string }[],
  original: HeaderList,
  shown: (name: string, value: string) => string,
): HeaderList {
  return edited.map(({ name, value }) => {
    if (!maskPattern.test(value)) return [name, value];
    const before = original.filter(([other]) => other.toLowerCase() === name.toLowerCase());
    const exact = before.find(([, kept]) => shown(name, kept) === value);
    if (exact !== undefined) return [name, exact[1]];
    return [name, before.reduce((text, [, kept]) => unmaskText(text, kept, shown(name, kept)), value)];
  });
}

/**
 * Puts secrets back in an edited text. A mask stays if the original had none there.
 * @param original the text before it was masked
 * @param shown the text as it was shown
 */
export function unmaskText(edited: string, original: string, shown: string): string {
  if (edited === shown) return original;
  return secretsIn(original, shown).reduce((text, { before, mask, secret }) => {
    const position = new RegExp(`(?<=(?:^|[${separators}])${escaped(before)})${mask}`);
    return text.replace(position, () => secret);
  }, edited);
}

/** A secret with its mask, and the text between the last separator and the mask, such as `token=`. */
interface MaskedSecret {
  readonly before: string;
  readonly mask: string;
  readonly secret: string;
}

/** Characters between the parts of a path, a query or a header's value. */
const separators = "/?&#;,\\s";

/** Follows both texts from mask to mask: each has the number of characters that it replaced. */
function secretsIn(original: string, shown: string): MaskedSecret[] {
  const secrets: MaskedSecret[] = [];
  let difference = 0;
  for (const { 0: mask, 1: length, index } of shown.matchAll(/‹hidden:(\d+)›/g)) {
    const start = index + difference;
    secrets.push({
      before: new RegExp(`[^${separators}]*$`).exec(shown.slice(0, index))?.[0] ?? "",
      mask,
      secret: original.slice(start, start + Number(length)),
    });
    difference += Number(length) - mask.length;
  }
  return secrets;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
