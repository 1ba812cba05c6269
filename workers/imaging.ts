import { transfer } from 'comlink';
import { AppError } from '../src/core/app-error.ts';
import { type Companion, isCompanionSize, parseCompanion } from '../src/core/dataset/companion.ts';
import type { KnownPicture, Plate, Rectangle } from '../src/core/dataset/picture.ts';
import { decodeText } from '../src/imaging/decode-text.ts';
import { plateOfFile } from '../src/imaging/plate-of-file.ts';
import { readPictures } from '../src/imaging/read-picture.ts';
import { sampleFile } from '../src/imaging/sample/sample-file.ts';
import type { FileStamp, ImagingApi, ReadOutcome, SampleFile } from '../src/protocol/imaging.ts';
import { checkpointFor, type Job } from '../src/protocol/job.ts';

export function createImagingApi(): ImagingApi {
  return { read, cut, companion, stamp, sample };
}

async function read(file: File, path: string, job: Job): Promise<ReadOutcome> {
  job.signal.throwIfAborted();
  try {
    const checkpoint = checkpointFor(job, 'decoding');
    const { pictures, broken } = await readPictures(file, path, { checkpoint });
    const buffers = pictures.flatMap((p) => [
      p.thumbnail.buffer,
      p.preview.buffer,
      p.plate.data.buffer,
    ]);
    const [picture] = pictures;
    if (picture && !picture.record.page) return transfer({ kind: 'picture', picture }, buffers);
    const problems = broken.map(({ path: page, error }) => ({ path: page, ...problemOf(error) }));
    return transfer({ kind: 'pages', pictures, problems }, buffers);
  } catch (error) {
    job.signal.throwIfAborted();
    return { kind: 'problem', problem: { path, ...problemOf(error) } };
  }
}

/** Decoders throw what they like at a damaged file: all of it is a fault of the file. */
function problemOf(error: unknown): { readonly code: string; readonly reason: string } {
  if (error instanceof AppError) return { code: error.code, reason: error.message };
  const detail = error instanceof Error ? error.message : String(error);
  return {
    code: 'unreadable-picture',
    reason: `The file is damaged and can’t be decoded (${detail}). Copy it again from the microscope.`,
  };
}

async function cut(file: File, of: KnownPicture, crop: Rectangle, job: Job): Promise<Plate> {
  job.signal.throwIfAborted();
  const checkpoint = checkpointFor(job, 'decoding');
  const plate = await plateOfFile(file, { of, crop }, { checkpoint });
  return transfer(plate, [plate.data.buffer]);
}

async function companion(file: File, path: string, job: Job): Promise<Companion | undefined> {
  job.signal.throwIfAborted();
  if (!isCompanionSize(path, file.size)) return undefined;
  const text = decodeText(new Uint8Array(await file.arrayBuffer()));
  job.signal.throwIfAborted();
  return parseCompanion(path, text);
}

async function stamp({ size, lastModified }: File, job: Job): Promise<FileStamp> {
  job.signal.throwIfAborted();
  return { bytes: size, modifiedAt: lastModified };
}

async function sample(index: number, seed: number, job: Job): Promise<SampleFile> {
  job.signal.throwIfAborted();
  return sampleFile(index, seed);
}
