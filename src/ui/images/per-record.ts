import type { PictureRecord } from '../../core/dataset/picture.ts';

/** Remembers what is made of each record for as long as the record is the same. */
export function perRecord<Made>(
  make: (record: PictureRecord) => Made,
): (record: PictureRecord) => Made {
  const known = new WeakMap<PictureRecord, { readonly made: Made }>();
  return (record) => {
    const former = known.get(record);
    if (former) return former.made;
    const made = make(record);
    known.set(record, { made });
    return made;
  };
}
