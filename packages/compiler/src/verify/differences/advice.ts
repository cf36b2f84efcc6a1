/** How to write code whose result is the same at the edge, by what is reported. A test follows each literally. */
export const differenceAdvice = {
  cbrt: "Use Math.pow(x, 1 / 3), and round it.",
  dateInWords: "Use toISOString(), toUTCString() or the getters: there are no locales.",
  dateWithZone: "Use toISOString() or toUTCString(): the time zone's name differs.",
  deletedKey: "Set it without deleting it first, or make a new object.",
  halfCharacter: "Write the whole character, or omit it.",
  halfInPattern: "Match the characters' code points in a loop.",
  indent: "Indent with spaces.",
  longNumber: "Round it, with toFixed() or Math.round().",
  partOfCharacter: "Keep such text whole.",
  patternOnCharacter: "Match what is before and behind it.",
  patternToFind: "Use its test().",
  repeatedGroup:
    "Write (?: for a group whose text is not read; else match one round at a time, with the flag g in a loop.",
} as const;
