const { compare } = new Intl.Collator('en', { numeric: true });

/** The order of two names: "Cluster 2" before "Cluster 10". */
export function naturalOrder(a: string, b: string): number {
  return compare(a, b);
}
