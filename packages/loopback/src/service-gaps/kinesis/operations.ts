import type { Operations } from "../call.ts";

export const kinesisOperations: Operations = {
  /** moto ignores the tags of a new stream. */
  async CreateStream({ input, askMoto }) {
    const { Tags, ...stream } = input;
    await askMoto("CreateStream", stream);
    if (Tags !== undefined) await askMoto("AddTagsToStream", { StreamName: stream.StreamName, Tags });
    return {};
  },
};
