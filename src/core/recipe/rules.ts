import { AppError } from '../app-error.ts';

/** Gives the value back typed, or throws an `AppError` `bad-recipe` that names `path` and what is allowed. */
export type Rule<T> = (value: unknown, path: string) => T;

const count = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 20 });

function refuse(value: unknown, path: string, allowed: string): never {
  const shown = JSON.stringify(value) ?? String(value);
  const brief = shown.length > 60 ? `${shown.slice(0, 57)}...` : shown;
  throw new AppError(
    'bad-recipe',
    `The recipe's "${path}" is ${brief}, but must be ${allowed}. Correct it, or leave it out for the default.`,
  );
}

/** A whole number within both bounds. */
export function wholeNumber(min: number, max: number): Rule<number> {
  return (value, path) => {
    if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) {
      return value as number;
    }
    return refuse(value, path, `a whole number from ${count.format(min)} to ${count.format(max)}`);
  };
}

/** A number above zero, up to and with `max`. */
export function positiveUpTo(max: number): Rule<number> {
  return (value, path) =>
    typeof value === 'number' && value > 0 && value <= max
      ? value
      : refuse(value, path, `a number above 0 and at most ${count.format(max)}`);
}

export const nonEmptyText: Rule<string> = (value, path) =>
  typeof value === 'string' && value.trim() !== ''
    ? value
    : refuse(value, path, 'a text that is not empty');

export const yesOrNo: Rule<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : refuse(value, path, 'true or false');

export function oneOf<T extends string | number>(...allowed: readonly T[]): Rule<T> {
  return (value, path) =>
    allowed.includes(value as T)
      ? (value as T)
      : refuse(
          value,
          path,
          allowed.length === 1
            ? JSON.stringify(allowed[0])
            : `one of ${allowed.map((a) => JSON.stringify(a)).join(', ')}`,
        );
}

/** One to `max` items that are all different. */
export function distinctList<T>(item: Rule<T>, max: number): Rule<readonly T[]> {
  return (value, path) => {
    const items = list(item, max)(value, path);
    return new Set(items).size === items.length
      ? items
      : refuse(value, path, 'a list without repetitions');
  };
}

/** One to `max` items. */
export function list<T>(item: Rule<T>, max: number): Rule<readonly T[]> {
  return (value, path) =>
    Array.isArray(value) && value.length >= 1 && value.length <= max
      ? value.map((entry, i) => item(entry, `${path}[${i}]`))
      : refuse(value, path, `a list of 1 to ${max} items`);
}

export function orNull<T>(rule: Rule<T>): Rule<T | null> {
  return (value, path) => (value === null ? null : rule(value, path));
}

/** One of the words, or what `rule` allows. */
export function orWord<const Word extends string, T>(
  words: readonly Word[],
  rule: Rule<T>,
): Rule<T | Word> {
  return (value, path) => {
    if (words.includes(value as Word)) return value as Word;
    if (typeof value !== 'string') return rule(value, path);
    const allowed = words.map((word) => JSON.stringify(word)).join(' or ');
    return refuse(value, path, `${allowed} or a value`);
  };
}

/** An object with no other keys than those of `rules`; what is absent comes from `defaults`. */
export function settings<T extends object>(
  rules: { readonly [K in keyof T]: Rule<T[K]> },
  defaults: T,
): Rule<T> {
  return (value, path) => {
    if (value === undefined) return defaults;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      if (path !== '') return refuse(value, path, 'an object of settings');
      throw new AppError('bad-recipe', 'A recipe is a JSON object, such as { "seed": 1 }.');
    }
    const given = value as Record<string, unknown>;
    const known = Object.keys(rules) as (keyof T & string)[];
    const stray = Object.keys(given).find((key) => !known.includes(key as keyof T & string));
    if (stray !== undefined) {
      throw new AppError(
        'bad-recipe',
        `The recipe's "${join(path, stray)}" is unknown. ${path === '' ? 'A recipe' : `"${path}"`} may have: ${known.join(', ')}.`,
      );
    }
    return Object.fromEntries(
      known.map((key) => [
        key,
        given[key] === undefined ? defaults[key] : rules[key](given[key], join(path, key)),
      ]),
    ) as T;
  };
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
