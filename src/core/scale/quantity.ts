const NANOMETRES: Readonly<Record<string, number>> = {
  pm: 1e-3,
  å: 0.1,
  nm: 1,
  um: 1e3,
  µm: 1e3,
  μm: 1e3,
  micron: 1e3,
  microns: 1e3,
  mm: 1e6,
  cm: 1e7,
  m: 1e9,
};

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/i;

/** The first number in `text`, whatever stands around it; undefined if there is none. */
export function firstNumber(text: string | undefined): number | undefined {
  const found = text?.match(NUMBER)?.[0];
  return found === undefined ? undefined : Number(found);
}

/** Nanometres in one `unit` (`nm`, `um`, `µm`, `micron`, …); undefined for a unit that is no length. */
export function nanometresPer(unit: string | undefined): number | undefined {
  return unit === undefined ? undefined : NANOMETRES[unit.trim().toLowerCase()];
}

/** Nanometres of a length with its unit, such as `7.520 µm`; undefined where either is missing. */
export function lengthNm(text: string | undefined): number | undefined {
  const value = firstNumber(text);
  const unit = text?.match(/\d\s*([a-zµμå]+)\s*$/i)?.[1];
  const factor = nanometresPer(unit);
  return value === undefined || factor === undefined ? undefined : value * factor;
}

/** `value * factor` if `value` is a positive finite number, else undefined. */
export function positive(value: number | undefined, factor = 1): number | undefined {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value * factor : undefined;
}
