import { ImagingClient } from '../../src/clients/imaging.ts';
import { serveTask } from './serve-task.ts';

const SAMPLE_SEED = 1;
const client = new ImagingClient();
const files: { readonly file: File; readonly path: string }[] = [];
const options = () => ({ signal: new AbortController().signal });

interface GivenFile {
  readonly name: string;
  readonly base64: string;
}

/** Reads all files as an import does: pixels, stripe, plate, thumbnail, preview and hash of each, in every worker. */
async function readAll() {
  const outcomes = await Promise.all(
    files.map(({ file, path }) => client.read(file, path, options())),
  );
  const reasons = outcomes.flatMap((outcome) =>
    outcome.kind === 'problem' ? [outcome.problem.reason] : [],
  );
  const plates = outcomes.flatMap((o) => (o.kind === 'picture' ? [o.picture.plate] : []));
  return { pictures: outcomes.length - reasons.length, plates: plates.length, reasons };
}

serveTask({
  /** Grows the sample set. */
  async prepare({ samples }: { readonly samples: number }) {
    const made = Array.from({ length: samples }, (_, i) =>
      client.sample(i, SAMPLE_SEED, options()),
    );
    files.push(...(await Promise.all(made)));
    return { workers: Math.min(8, navigator.hardwareConcurrency) };
  },
  /** Adds a file from the runner's disk. */
  add({ name, base64 }: GivenFile) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    files.push({ file: new File([bytes], name), path: name });
  },
  /** One file, for the runner's disk. */
  async file({ index }: { readonly index: number }): Promise<GivenFile> {
    const { file } = files[index] ?? {};
    if (!file) throw new RangeError(`there is no file ${index}`);
    const bytes = new Uint8Array(await file.arrayBuffer());
    let letters = '';
    for (let at = 0; at < bytes.length; at += 8192) {
      letters += String.fromCharCode(...bytes.subarray(at, at + 8192));
    }
    return { name: file.name, base64: btoa(letters) };
  },
  read: readAll,
});
