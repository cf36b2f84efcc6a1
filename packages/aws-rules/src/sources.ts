/** Where a table of AWS's data comes from. */
export interface Source {
  /** The page of AWS's documentation. */
  readonly page: string;
  /** The month in which the table was last compared with the page: `2026-09`. */
  readonly readOn: string;
}

/** The source of a table, or of one row that another page than its table's documents. */
export function readOn(month: string, page: string): Source {
  return { page, readOn: month };
}
