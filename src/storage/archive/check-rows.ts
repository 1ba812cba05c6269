import type { Decision } from '../../core/dataset/decisions.ts';
import type { ArchivedRow, ArchivedStore } from './archive-layout.ts';

type Check = (value: unknown) => boolean;

const isText: Check = (v) => typeof v === 'string';
const isNumber: Check = (v) => typeof v === 'number';
const isFlag: Check = (v) => typeof v === 'boolean';
const isCount: Check = (v) => Number.isSafeInteger(v) && (v as number) >= 0;
const isTexts: Check = (v) => Array.isArray(v) && v.every(isText);
const isPlace: Check = (v) => Array.isArray(v) && v.length === 3 && v.every(isCount);
const isAnything: Check = () => true;
const optional =
  (check: Check): Check =>
  (v) =>
    v === undefined || check(v);
const nullable =
  (check: Check): Check =>
  (v) =>
    v === null || check(v);
const listOf =
  (check: Check): Check =>
  (v) =>
    Array.isArray(v) && v.every(check);

/** Whether all the named parts are there and right; others are let through. */
function shape(parts: Readonly<Record<string, Check>>): Check {
  return (v) =>
    typeof v === 'object' &&
    v !== null &&
    Object.entries(parts).every(([name, check]) => check((v as Record<string, unknown>)[name]));
}

const isRectangle = shape({ x: isCount, y: isCount, width: isCount, height: isCount });

const isRecord = shape({
  id: isText,
  path: isText,
  otherPaths: isTexts,
  fileBytes: isCount,
  importedAt: isCount,
  format: isText,
  width: isCount,
  height: isCount,
  bitDepth: isCount,
  crop: isRectangle,
  folderLabel: optional(isText),
  fileCuts: optional(listOf(isRectangle)),
  metadata: optional(shape({ vendor: isText })),
  scale: optional(shape({ source: isText })),
});

const isGivenScale = shape({
  label: optional(shape({ value: isNumber, unit: isText })),
  pixelSizeNm: optional(isNumber),
});

const DECISIONS: Readonly<Record<Decision['kind'], Check>> = {
  label: shape({ pictures: isTexts, label: nullable(isText), before: listOf(nullable(isText)) }),
  labels: shape({ pictures: isTexts, labels: isTexts, before: listOf(nullable(isText)) }),
  'cluster-name': shape({
    cluster: shape({ treeKey: isText, node: isCount }),
    name: nullable(isText),
    before: nullable(isText),
  }),
  crop: shape({
    pictures: isTexts,
    crop: nullable(isRectangle),
    before: listOf(nullable(isRectangle)),
  }),
  scale: shape({
    pictures: isTexts,
    scales: listOf(nullable(isGivenScale)),
    before: listOf(nullable(isGivenScale)),
  }),
  'keep-alike': shape({
    pictures: isTexts,
    label: nullable(isText),
    before: listOf(nullable(isText)),
    keptBefore: listOf(isFlag),
  }),
  remove: shape({ pictures: isTexts }),
  restore: shape({ pictures: isTexts }),
};

const isDecision: Check = (v) => {
  const { kind } = (v ?? {}) as { readonly kind?: unknown };
  return Object.hasOwn(DECISIONS, String(kind)) && DECISIONS[kind as Decision['kind']](v);
};

const ROWS: Readonly<Record<ArchivedStore, { readonly key: readonly Check[]; value: Check }>> = {
  pictures: {
    key: [isCount],
    value: shape({
      record: isRecord,
      thumbnail: isPlace,
      preview: isPlace,
      plate: isPlace,
      plateWidth: isCount,
      plateHeight: isCount,
      cuts: optional(
        listOf(shape({ crop: isRectangle, plate: isPlace, width: isCount, height: isCount })),
      ),
    }),
  },
  problems: {
    key: [isText, isText],
    value: shape({ path: isText, code: isText, reason: isText }),
  },
  decisions: { key: [isCount], value: isDecision },
  featureTables: { key: [isText], value: shape({ file: isText, cols: isCount, rows: isCount }) },
  featureRows: { key: [isText, isCount], value: isTexts },
  artefacts: {
    key: [isText],
    value: shape({
      file: optional(isText),
      bytes: isCount,
      meta: isAnything,
      arrays: listOf(shape({ name: isText, kind: isText, offset: isCount, bytes: isCount })),
    }),
  },
};

/** Whether `rows` are what this version keeps in `store`. */
export function areRows(store: string, rows: unknown): rows is readonly ArchivedRow[] {
  if (!Object.hasOwn(ROWS, store) || !Array.isArray(rows)) return false;
  const { key, value } = ROWS[store as ArchivedStore];
  return rows.every(
    (row) =>
      Array.isArray(row) &&
      Array.isArray(row[0]) &&
      row[0].length === key.length &&
      key.every((check, i) => check(row[0][i])) &&
      value(row[1]),
  );
}
