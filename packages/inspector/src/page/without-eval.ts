import { config } from "zod";

// The page's content security policy forbids code from text, which zod would try to make for each schema. This file is
// imported before the schemas.
config({ jitless: true });
