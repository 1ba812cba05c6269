/** @param {readonly number[]} values */
export const lowest = (values) => Math.min(...values);

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Four digits are more than a timing is worth. @param {number} value */
export const round = (value) => Number(value.toPrecision(4));

/** @param {unknown} value @returns {string} */
function worded(value) {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value) && value.length === 0) return 'none';
  return Object.entries(value)
    .map(([name, part]) => `${name} ${worded(part)}`)
    .join(', ');
}

/** One result: JSON for programs, and the same in words for whoever watches. @param {Record<string, unknown>} line */
export function writeLine(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
  const { task, n, engine, ...rest } = line;
  const facts = Object.entries(rest).map(([name, value]) => `${name} ${worded(value)}`);
  const size = n === undefined ? '' : `, n = ${n}`;
  process.stderr.write(`${task}${size}, ${engine}: ${facts.join('; ')}\n`);
}
