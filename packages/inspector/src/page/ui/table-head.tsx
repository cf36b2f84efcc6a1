/**
 * The head of a table.
 * @param columns - The title of each column.
 * @param hasActions - True if a last column has the buttons of a row; only screen readers read its title.
 */
export const TableHead = ({ columns, hasActions = false }: { columns: readonly string[]; hasActions?: boolean }) => (
  <thead>
    <tr>
      {columns.map((column) => (
        <th key={column} scope="col">
          {column}
        </th>
      ))}
      {hasActions && (
        <th scope="col">
          <span class="hidden-visually">Actions</span>
        </th>
      )}
    </tr>
  </thead>
);
