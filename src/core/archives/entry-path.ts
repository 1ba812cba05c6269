const ARCHIVE = /\.(zip|tar|tar\.gz|tgz)$/i;

export type ArchiveKind = 'zip' | 'tar' | 'tar.gz';

/** What kind of archive a file is by its name; undefined for none that can be read. */
export function archiveKind(name: string): ArchiveKind | undefined {
  const ending = name.match(ARCHIVE)?.[1]?.toLowerCase();
  return ending === 'tgz' ? 'tar.gz' : (ending as ArchiveKind | undefined);
}

/** An archive's path without its ending: the folder that its entries seem to lie in. */
export function archiveFolder(path: string): string {
  return path.replace(ARCHIVE, '');
}

/**
 * An entry's name as a relative path, `/`-separated, that stays below where it is put: drives, roots and steps
 * upwards are left out. Empty for a name that holds nothing else.
 */
export function entryPath(name: string): string {
  return name
    .replaceAll('\\', '/')
    .replace(/^[a-z]:/i, '')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');
}

/** Where an entry seems to lie: in the archive's folder, named once if the entry names it too. */
export function pathInArchive(archivePath: string, entry: string): string {
  const folder = archiveFolder(archivePath);
  const own = folder.slice(folder.lastIndexOf('/') + 1);
  const above = folder.slice(0, folder.length - own.length);
  return entry.startsWith(`${own}/`) ? `${above}${entry}` : `${folder}/${entry}`;
}
