import type { StateCreator } from 'zustand/vanilla';
import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import type { AppState } from './app-state.ts';
import { mayReadUnasked } from './folder-access.ts';
import type { Services } from './services.ts';

/** Undefined where a picture's file is not at hand, or is not as it was. */
export type FindOriginal = (record: PictureRecord) => Promise<File | undefined>;

export interface OriginalsSlice {
  /** Keeps a picture's file while the page is open. */
  keepOriginal(picture: PictureId, file: File): void;
  /** Finds files that were kept, and those in remembered folders that may be read without asking. */
  findOriginals(): Promise<FindOriginal>;
  /** Folders that later visits to the project can read again, by name. */
  rememberedFolders(): Promise<readonly FileSystemDirectoryHandle[]>;
  /** One of the same name is replaced. */
  rememberFolder(folder: FileSystemDirectoryHandle): Promise<void>;
}

const quiet = { signal: new AbortController().signal };

export const createOriginalsSlice =
  ({ storage }: Services): StateCreator<AppState, [], [], OriginalsSlice> =>
  (_set, get) => {
    const kept = new Map<PictureId, File>();
    return {
      keepOriginal: (picture, file) => {
        kept.set(picture, file);
      },
      findOriginals: async () => {
        const folders: FileSystemDirectoryHandle[] = [];
        for (const folder of await get().rememberedFolders()) {
          if (await mayReadUnasked(folder)) folders.push(folder);
        }
        return async (record) => kept.get(record.id) ?? (await fileIn(folders, record));
      },
      rememberedFolders: async () => (get().project ? storage.folders(quiet) : []),
      rememberFolder: async (folder) => {
        if (!get().refuseToChange()) await storage.rememberFolder(folder, quiet);
      },
    };
  };

async function fileIn(
  folders: readonly FileSystemDirectoryHandle[],
  record: PictureRecord,
): Promise<File | undefined> {
  for (const path of [record.path, ...record.otherPaths]) {
    for (const folder of folders) {
      const file = await fileAt(folder, withoutPage(path, record));
      const isSame = file?.size === record.fileBytes && file.lastModified === record.modifiedAt;
      if (isSame) return file;
    }
  }
  return undefined;
}

/** Pages behind a file's first one have their number at the end of the file's path. */
function withoutPage(path: string, { page }: PictureRecord): string {
  const mark = `#${page?.number}`;
  return path.endsWith(mark) ? path.slice(0, -mark.length) : path;
}

/** A path begins with the folder's own name. */
async function fileAt(folder: FileSystemDirectoryHandle, path: string): Promise<File | undefined> {
  const [top, ...below] = path.split('/');
  const name = below.pop();
  if (top !== folder.name || name === undefined) return undefined;
  try {
    let at = folder;
    for (const part of below) at = await at.getDirectoryHandle(part);
    return await (await at.getFileHandle(name)).getFile();
  } catch {
    // It was moved, renamed or unplugged since: as good as never remembered.
    return undefined;
  }
}
