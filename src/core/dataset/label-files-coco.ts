import type { FileLabel } from './label-files.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Labels out of COCO's images, annotations and categories: of each picture the category that most of its annotations
 * have, the first of equals. Undefined where the JSON is not COCO's.
 */
export function parseCocoLabels(json: Json): readonly FileLabel[] | undefined {
  const images = objects(json.images);
  const annotations = objects(json.annotations);
  const categories = objects(json.categories);
  if (!images || !annotations || !categories) return undefined;
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  const counts = new Map<unknown, Map<string, number>>();
  for (const { image_id, category_id } of annotations) {
    const name = names.get(category_id);
    if (typeof name !== 'string' || name === '') continue;
    const ofImage = counts.get(image_id) ?? new Map<string, number>();
    ofImage.set(name, (ofImage.get(name) ?? 0) + 1);
    counts.set(image_id, ofImage);
  }
  return images.flatMap(({ id, file_name }) => {
    const label = mostFrequent(counts.get(id));
    return typeof file_name !== 'string' || label === undefined
      ? []
      : [{ path: file_name.replaceAll('\\', '/'), label }];
  });
}

function objects(value: unknown): readonly Json[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((item): item is Json => typeof item === 'object' && item !== null);
}

function mostFrequent(counts: ReadonlyMap<string, number> | undefined): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const [name, count] of counts ?? []) {
    if (count > most) {
      most = count;
      best = name;
    }
  }
  return best;
}
