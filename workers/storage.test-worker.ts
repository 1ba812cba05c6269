import { expose } from 'comlink';
import { registerTransferHandlers } from '../src/protocol/job.ts';
import { type OpenFile, openSyncFile, type SyncFile } from '../src/storage/project-files.ts';
import { createStorageApi } from './storage.ts';

/** The real worker over another folder, with a disk that fails as told: its name says how, as a query. */
const told = new URLSearchParams(self.name);
const { fault, after } = { fault: told.get('fault'), after: Number(told.get('after') ?? 0) };
const died = new BroadcastChannel(`${told.get('name')}-died`);
let calls = 0;

/** As a killed tab: nothing of this thread runs any more, and nothing is tidied up. */
function die(): never {
  died.postMessage('died');
  for (;;);
}

const isDue = (kind: string) => fault === kind && ++calls > after;

function faulty(file: SyncFile): SyncFile {
  return {
    read: (into, options) => file.read(into, options),
    write(from, options) {
      if (isDue('quota')) throw new DOMException('no room', 'QuotaExceededError');
      if (isDue('short-write')) return file.write(half(from), options);
      if (!isDue('die-in-write')) return file.write(from, options);
      file.write(half(from), options);
      die();
    },
    truncate: (size) => file.truncate(size),
    flush() {
      file.flush();
      if (isDue('die-after-flush')) die();
    },
    close: () => file.close(),
  };
}

function half(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength >> 1);
}

/** The database has no room for one more decision. */
const { put } = IDBObjectStore.prototype;
IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
  if (this.name === 'decisions' && isDue('quota-decisions')) {
    throw new DOMException('no room', 'QuotaExceededError');
  }
  return put.call(this, value, key);
};

const openFile: OpenFile = async (folder, name) => faulty(await openSyncFile(folder, name));

registerTransferHandlers();
const lockWaitMs = Number(told.get('lockWaitMs') ?? 4000);
const quota = told.get('quota');
const estimate = async () =>
  quota ? { usage: Number(quota) - 2 ** 26, quota: Number(quota) } : navigator.storage.estimate();
expose(createStorageApi({ name: told.get('name') ?? '', openFile, lockWaitMs, estimate }));
