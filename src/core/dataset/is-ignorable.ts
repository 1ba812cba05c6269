const CLUTTER = new Set(['thumbs.db', 'ehthumbs.db', 'desktop.ini', 'icon\r', '__macosx']);

/** Whether a file may be passed over without a word: hidden ones, and what operating systems leave in folders. */
export function isIgnorable(path: string): boolean {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .some((part) => part.startsWith('.') || CLUTTER.has(part.toLowerCase()));
}
