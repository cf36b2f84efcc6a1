/** The names that the code of a stack kind uses. */
export interface StackNames {
  /** The kind's name and its folder: `message-queue`. */
  readonly name: string;
  /** The constants: `messageQueue`. */
  readonly constant: string;
  /** The class: `MessageQueueStack`. */
  readonly className: string;
  /** The key of the environment that lists the kind's entries: `messageQueues`. */
  readonly key: string;
}

export function stackNames(name: string): StackNames {
  const constant = name.replace(/-+(.)/g, (_, letter: string) => letter.toUpperCase());
  return {
    name,
    constant,
    className: `${constant[0]?.toUpperCase()}${constant.slice(1)}Stack`,
    key: `${constant}s`,
  };
}
