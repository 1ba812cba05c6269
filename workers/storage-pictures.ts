import { transfer } from 'comlink';
import type { Plate } from '../src/core/dataset/picture.ts';
import { type PlateId, parsePlateId } from '../src/core/dataset/plate-id.ts';
import { plateOfPreview } from '../src/imaging/plate-of-preview.ts';
import type { ReadPicture } from '../src/protocol/imaging.ts';
import type { StorageApi } from '../src/protocol/storage.ts';
import type { PictureStore } from '../src/storage/picture-store.ts';
import type { StorageSession } from './storage-session.ts';

type PictureVerbs = Pick<
  StorageApi,
  | 'records'
  | 'addPictures'
  | 'updateRecords'
  | 'addCuts'
  | 'noteImport'
  | 'addProblems'
  | 'clearProblems'
  | 'dropProblems'
  | 'thumbnails'
  | 'preview'
  | 'plates'
>;

/** The verbs that are about the open project's pictures, and about their import. */
export function pictureVerbs(session: StorageSession): PictureVerbs {
  return {
    records: (from, job) => session.inTurn(job, () => session.project().pictures.records(from)),

    addPictures: (batch, folderLabels, job) =>
      session.inTurn(job, async () => {
        const { pictures } = session.writable();
        await session.room.require(bytesOf(batch));
        return pictures.add(batch, folderLabels);
      }),

    updateRecords: (changes, job) =>
      session.inTurn(job, () => session.writable().pictures.update(changes)),

    addCuts: (cuts, job) =>
      session.inTurn(job, async () => {
        const { pictures } = session.writable();
        await session.room.require(cuts.reduce((sum, { plate }) => sum + plate.data.length, 0));
        return pictures.addCuts(cuts);
      }),

    noteImport: (progress, job) =>
      session.inTurn(job, () => session.writable().noteImport(progress)),

    addProblems: (problems, job) =>
      session.inTurn(job, () => session.writable().addProblems(problems)),

    clearProblems: (job) => session.inTurn(job, () => session.writable().clearProblems()),

    dropProblems: (paths, job) => session.inTurn(job, () => session.writable().dropProblems(paths)),

    thumbnails: (ids, job) =>
      session.atOnce(job, async () => {
        const { pictures } = session.project();
        const jpegs = await Promise.all(ids.map((id) => pictures.thumbnail(id)));
        return transfer(
          jpegs,
          jpegs.flatMap((jpeg) => (jpeg ? [jpeg.buffer] : [])),
        );
      }),

    preview: (id, job) =>
      session.atOnce(job, async () => {
        const jpeg = await session.project().pictures.preview(id);
        return jpeg && transfer(jpeg, [jpeg.buffer]);
      }),

    plates: (ids, job) =>
      session.atOnce(job, async () => {
        const { pictures } = session.project();
        const plates = await Promise.all(ids.map((id) => plateOf(pictures, id)));
        return transfer(
          plates,
          plates.map((plate) => plate.data.buffer),
        );
      }),
  };
}

function bytesOf(batch: readonly ReadPicture[]): number {
  const sizes = batch.map((p) => p.thumbnail.length + p.preview.length + p.plate.data.length);
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function plateOf(pictures: PictureStore, id: PlateId): Promise<Plate> {
  const { picture, crop, isFromFile } = parsePlateId(id);
  if (crop && isFromFile) return pictures.cut(picture, crop);
  const preview = crop && (await pictures.preview(picture));
  if (!crop || !preview) return pictures.plate(picture);
  return plateOfPreview(preview, { of: await pictures.record(picture), crop });
}
