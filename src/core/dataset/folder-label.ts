/** A class of pictures: the name its folder has, which is the label, and the name that people read. */
export interface Category {
  readonly label: string;
  readonly title: string;
}

/** The ten categories of the paper (Modarres et al. 2017), labels as its folders are called. */
export const PAPER_CATEGORIES: readonly Category[] = [
  { label: 'Porous_Sponge', title: 'Porous sponge' },
  { label: 'Patterned_surface', title: 'Patterned surface' },
  { label: 'Particles', title: 'Particles' },
  { label: 'Films_Coated_Surface', title: 'Films and coated surfaces' },
  { label: 'Powder', title: 'Powder' },
  { label: 'Tips', title: 'Tips' },
  { label: 'Nanowires', title: 'Nanowires' },
  { label: 'Biological', title: 'Biological' },
  { label: 'MEMS_devices_and_electrodes', title: 'MEMS devices and electrodes' },
  { label: 'Fibres', title: 'Fibres' },
];

/** The labels alone, for lists to pick from. */
export const CATEGORIES: readonly string[] = PAPER_CATEGORIES.map(({ label }) => label);

/**
 * The label that a picture's folders give it, `path` being `/`-separated and relative to what was dropped.
 * The nearest folder that names a class of `vocabulary` gives that class's label; case, spaces, hyphens,
 * underscores, the word "and" and plural endings don't matter. Else the picture's own folder is the label
 * as it is written (letters composed and without space around it, since file systems differ in both), unless that is
 * the first of the path: the dropped folder is the collection, no class.
 */
export function folderLabel(
  path: string,
  vocabulary: readonly Category[] = PAPER_CATEGORIES,
): string | undefined {
  const folders = path.split('/').filter((part) => part !== '' && part !== '.');
  folders.pop();
  for (const folder of folders.toReversed()) {
    const name = canonical(folder);
    const known = vocabulary.find(
      ({ label, title }) => canonical(label) === name || canonical(title) === name,
    );
    if (known) return known.label;
  }
  const own = folders.length > 1 ? folders.at(-1)?.normalize('NFC').trim() : undefined;
  return own || undefined;
}

function canonical(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s_\-–,&+]+/)
    .filter((word) => word !== '' && word !== 'and')
    .map(singular)
    .join(' ');
}

function singular(word: string): string {
  if (/fib(re|er)s?$/.test(word)) return word.replace(/fib(re|er)s?$/, 'fibre');
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}
