/** Gives the person a file, by the browser's own way of saving. */
export function download(
  name: string,
  content: BlobPart | readonly BlobPart[],
  type: string,
): void {
  const parts = Array.isArray(content) ? content : [content];
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
