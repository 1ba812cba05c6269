type Labels = ReadonlyMap<string, string | undefined>;

/** Undefined in `label` says that there is none, whatever the folders say. */
interface MatchedLabel {
  readonly label: string | undefined;
}

function suffixesOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, i) => parts.slice(i).join('/'));
}

/** Labels by every ending of their paths, less those endings that would give two labels. */
function byEnding(labels: Labels): Labels {
  const found = new Map<string, string | undefined>();
  const doubtful = new Set<string>();
  for (const [path, label] of labels) {
    for (const ending of suffixesOf(path)) {
      if (found.has(ending) && found.get(ending) !== label) doubtful.add(ending);
      found.set(ending, label);
    }
  }
  for (const ending of doubtful) found.delete(ending);
  return found;
}

/**
 * Finds the line of a labels file for a picture. The line may name the whole path, an ending of it down to the
 * file's name, or a longer path that ends with the picture's, the imported folder's own name included or not.
 */
export function labelMatcher(labels: Labels): (path: string) => MatchedLabel | undefined {
  const endings = byEnding(labels);
  return (path) => {
    const named = suffixesOf(path).find((ending) => labels.has(ending));
    if (named !== undefined) return { label: labels.get(named) };
    const [whole = path, inFolder = path] = suffixesOf(path);
    const ending = [whole, inFolder].find((wanted) => endings.has(wanted));
    return ending === undefined ? undefined : { label: endings.get(ending) };
  };
}
