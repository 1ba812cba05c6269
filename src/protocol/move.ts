import { transfer } from 'comlink';

/**
 * Marks `value` so that Comlink transfers the buffers of all typed arrays in it, at any depth of plain
 * objects and lists, instead of copying them; they are detached here once it is sent, but for shared memory, which
 * both sides then see.
 */
export function move<T extends object>(value: T): T {
  const buffers = new Set<ArrayBuffer>();
  collect(value, buffers);
  return transfer(value, [...buffers]);
}

function collect(value: unknown, buffers: Set<ArrayBuffer>): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
  } else for (const part of Object.values(value)) collect(part, buffers);
}
