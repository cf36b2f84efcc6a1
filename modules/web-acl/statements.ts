/** A statement of a rule, in Terraform's own words: cdktf's bindings leave statements untyped, since they nest. */
export type Statement = Readonly<Record<string, unknown>>;

/** Requests whose path, without its query, starts with a prefix. */
export function pathStartsWith(prefix: string): Statement {
  return {
    byte_match_statement: {
      field_to_match: { uri_path: {} },
      positional_constraint: "STARTS_WITH",
      search_string: prefix,
      // `/%75ploads/` and `/a/../uploads/` mean the same path.
      text_transformation: [
        { priority: 0, type: "URL_DECODE" },
        { priority: 1, type: "NORMALIZE_PATH" },
      ],
    },
  };
}

export function anyOf(statements: readonly Statement[]): Statement {
  return statements.length === 1 ? (statements[0] ?? {}) : { or_statement: { statement: statements } };
}

export function not(statement: Statement): Statement {
  return { not_statement: { statement: [statement] } };
}

export function all(...statements: readonly Statement[]): Statement {
  return { and_statement: { statement: statements } };
}
