/** Rows of each label, ascending in both; rows with label -1 are in none. */
export function rowsByLabel(labels: Int32Array): readonly (readonly [number, readonly number[]])[] {
  const rowsOf = new Map<number, number[]>();
  labels.forEach((label, row) => {
    if (label < 0) return;
    const rows = rowsOf.get(label);
    if (rows) rows.push(row);
    else rowsOf.set(label, [row]);
  });
  return [...rowsOf].sort(([a], [b]) => a - b);
}
