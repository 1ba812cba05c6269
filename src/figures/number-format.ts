const MINUS = '\u2212';
const THIN_SPACE = '\u2009';

function typeset(digits: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(.*)$/.exec(digits) ?? ['', '', digits];
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE) : whole;
  return `${sign ? MINUS : ''}${grouped}${rest}`;
}

/** With a true minus sign and thin spaces between thousands from five digits on. */
export function formatNumber(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) return '\u2013';
  const digits = value.toFixed(decimals);
  return typeset(Number(digits) === 0 ? digits.replace('-', '') : digits);
}

/** Three figures, never in exponents between a thousandth and a million. */
export function formatSignificant(value: number): string {
  if (!Number.isFinite(value)) return '\u2013';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e6 || size < 1e-4) return formatPower(value);
  const decimals = Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(size))));
  return formatNumber(value, decimals);
}

function formatPower(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(1).split('e');
  const power = [...String(Number(exponent))].map((c) =>
    c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)],
  );
  return `${typeset(mantissa)}\u00d710${power.join('')}`;
}

/** 1, 10, 100, 1k, 10k, 1M: for ticks of logarithmic axes. */
export function formatShort(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  if (value >= 1e3) return `${Number((value / 1e3).toPrecision(3))}k`;
  if (value > 0 && value < 1e-4) return `10${formatPower(value).split('10')[1] ?? ''}`;
  return typeset(String(Number(value.toPrecision(3))));
}
