/**
 * Size of all files in `folder` and the folders in it; one that goes meanwhile is not counted.
 * What Chromium itself estimates may be far off, by gigabytes either way, after it has been closed.
 */
export async function folderBytes(folder: FileSystemDirectoryHandle): Promise<number> {
  let bytes = 0;
  for await (const handle of folder.values()) {
    bytes +=
      handle.kind === 'directory'
        ? await folderBytes(handle as FileSystemDirectoryHandle)
        : await fileBytes(handle as FileSystemFileHandle);
  }
  return bytes;
}

async function fileBytes(handle: FileSystemFileHandle): Promise<number> {
  try {
    return (await handle.getFile()).size;
  } catch (cause) {
    if ((cause as Error).name === 'NotFoundError') return 0;
    throw cause;
  }
}
