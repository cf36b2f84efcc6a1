import { z } from "zod";

const host = z
  .string()
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
    "a host name in lower case, such as 'www.example.com'",
  );

/** The one host name that the site is known by. */
export const config = z
  .strictObject({
    host,
    /** Other hosts that serve the site as well, such as a preview's. */
    allow: z.array(host).default([]),
    /** Both are permanent: browsers remember them. */
    status: z.literal([301, 308]).default(301),
  })
  .transform(({ host: canonical, allow, status }) => ({
    origin: `https://${canonical}`,
    hosts: [canonical, ...allow],
    status,
  }));

export type Config = z.output<typeof config>;
