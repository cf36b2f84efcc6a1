import { Fragment } from "preact";

/** A resource's address in Terraform. It may break after its dots and underscores, and within a word only if it must. */
export const Address = ({ text }: { text: string }) => (
  <>
    {text.split(/(?<=[._])/).map((part, index) => (
      <Fragment key={index}>
        {part}
        <wbr />
      </Fragment>
    ))}
  </>
);
