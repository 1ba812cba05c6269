import type { FileLabel } from './label-files.ts';

/** Labels of files as columns: fifty thousand of them cross to another thread in a moment, as objects they would not. */
export interface LabelColumns {
  /** One a label, joined by NUL, which no path has. */
  readonly paths: string;
  /** As `paths`; empty where only the path is known. */
  readonly sha256s: string;
  readonly names: readonly string[];
  /** Which of `names` each label is. */
  readonly labels: Uint32Array<ArrayBuffer>;
}

const BETWEEN = '\0';

export function columnsOfLabels(labels: readonly FileLabel[]): LabelColumns {
  const numbers = new Map<string, number>();
  const numberOf = (name: string) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  };
  const plain = (text = '') => text.replaceAll(BETWEEN, '');
  return {
    paths: labels.map(({ path }) => plain(path)).join(BETWEEN),
    sha256s: labels.map(({ sha256 }) => plain(sha256)).join(BETWEEN),
    labels: Uint32Array.from(labels, ({ label }) => numberOf(label)),
    names: [...numbers.keys()],
  };
}

export function labelsOfColumns(columns: LabelColumns): readonly FileLabel[] {
  const paths = columns.paths.split(BETWEEN);
  const sha256s = columns.sha256s.split(BETWEEN);
  return Array.from(columns.labels, (name, i) => ({
    path: paths[i],
    sha256: sha256s[i] || undefined,
    label: columns.names[name],
  }));
}
