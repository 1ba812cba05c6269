import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Subset } from '../src/core/export/subset.ts';

/** The exported file as data, after checking it against the published schema. */
export async function readSubset(file: string): Promise<Subset> {
  const [subset, subsetSchema, recipeSchema] = await Promise.all(
    [file, 'public/schema/subset-1.json', 'public/schema/recipe-1.json'].map(async (path) =>
      JSON.parse(await readFile(path, 'utf8')),
    ),
  );
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  ajv.addSchema(recipeSchema);
  const validate = ajv.compile(subsetSchema);
  validate(subset);
  expect(validate.errors).toBeNull();
  return subset;
}
