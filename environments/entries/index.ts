import { z } from "zod";
import { name } from "#modules/forms.ts";
import { api } from "./api.ts";

/** The entries of the stack kinds besides distributions: one Terraform stack for each entry. */
export const entries = {
  apis: z.record(name, api).default({}),
};
