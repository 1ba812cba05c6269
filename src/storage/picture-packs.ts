import type { CutPlate } from '../core/dataset/picture.ts';
import type { CutPlace, PictureRow } from './database.ts';
import { Pack, type Place } from './pack.ts';
import type { NewPicture } from './picture-batch.ts';
import type { ProjectFiles } from './project-files.ts';

/** The bytes of a project's pictures: thumbnails, previews, plates and cuts, in one pack each. */
export class PicturePacks {
  readonly thumbnails: Pack;
  readonly previews: Pack;
  readonly plates: Pack;
  readonly cuts: Pack;

  constructor(files: ProjectFiles) {
    this.thumbnails = new Pack(files, 'thumbnails');
    this.previews = new Pack(files, 'previews');
    this.plates = new Pack(files, 'plates');
    this.cuts = new Pack(files, 'cuts');
  }

  /** Writes bytes that count for nothing until `commit`; gives the rows that refer to them, in the order of the pictures. */
  async append(pictures: readonly NewPicture[]): Promise<readonly PictureRow[]> {
    const thumbnails = await this.thumbnails.append(pictures.map((p) => p.thumbnail));
    const previews = await this.previews.append(pictures.map((p) => p.preview));
    const plates = await this.plates.append(pictures.map((p) => p.plate.data));
    return pictures.map(({ record, plate }, i) => ({
      record,
      thumbnail: thumbnails[i] as Place,
      preview: previews[i] as Place,
      plate: plates[i] as Place,
      plateWidth: plate.width,
      plateHeight: plate.height,
    }));
  }

  /** As `append`, of plates that were cut from pictures' files. */
  async appendCuts(cuts: readonly CutPlate[]): Promise<readonly CutPlace[]> {
    const places = await this.cuts.append(cuts.map(({ plate }) => plate.data));
    return cuts.map(({ crop, plate: { width, height } }, i) => {
      return { crop, plate: places[i] as Place, width, height };
    });
  }

  /** Notes that the database refers to these places. */
  commit({ thumbnail, preview, plate, cuts = [] }: Omit<PictureRow, 'record'>): void {
    this.thumbnails.commit(thumbnail);
    this.previews.commit(preview);
    this.plates.commit(plate);
    for (const cut of cuts) this.cuts.commit(cut.plate);
  }

  /** Best effort, after an `append` that came to nothing: what can't be cut now is cut when the project is opened next. */
  async drop(): Promise<void> {
    const packs = [this.thumbnails, this.previews, this.plates];
    await Promise.allSettled(packs.map((pack) => pack.dropTail()));
  }

  /** As `drop`, after `appendCuts`. */
  async dropCuts(): Promise<void> {
    await Promise.allSettled([this.cuts.dropTail()]);
  }

  /** Bytes in use, by file name. */
  committed(): readonly (readonly [string, number])[] {
    const packs = [this.thumbnails, this.previews, this.plates, this.cuts];
    return packs.flatMap((pack) => pack.committed());
  }
}
