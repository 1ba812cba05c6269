/** Mean over boxes `2 * radius + 1` wide, edges repeated; two passes are nearly a Gaussian. In place. */
export function blur(
  data: Float32Array,
  { width, height }: { readonly width: number; readonly height: number },
  radius: number,
): void {
  if (radius < 1) return;
  const line = new Float32Array(Math.max(width, height));
  for (let y = 0; y < height; y++) {
    const start = y * width;
    line.set(data.subarray(start, start + width));
    let sum = (radius + 1) * line[0];
    for (let i = 0; i < radius; i++) sum += line[Math.min(i, width - 1)];
    for (let x = 0; x < width; x++) {
      sum += line[Math.min(x + radius, width - 1)];
      if (x > 0) sum -= line[Math.max(x - radius - 1, 0)];
      else sum -= line[0];
      data[start + x] = sum / (2 * radius + 1);
    }
  }
  blurColumns(data, { width, height }, radius);
}

function blurColumns(
  data: Float32Array,
  { width, height }: { readonly width: number; readonly height: number },
  radius: number,
): void {
  const source = data.slice();
  const sums = new Float64Array(width);
  for (let j = -radius; j <= radius; j++) addRow(sums, source, clampRow(j, height) * width, 1);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data[y * width + x] = sums[x] / (2 * radius + 1);
    addRow(sums, source, clampRow(y + radius + 1, height) * width, 1);
    addRow(sums, source, clampRow(y - radius, height) * width, -1);
  }
}

function clampRow(row: number, height: number): number {
  return Math.min(height - 1, Math.max(0, row));
}

function addRow(sums: Float64Array, source: Float32Array, start: number, sign: number): void {
  for (let x = 0; x < sums.length; x++) sums[x] += sign * source[start + x];
}

/** Gaussian of small `sigma` (up to about 3 pixels) by two three-tap passes each way, repeated. In place. */
export function soften(
  data: Float32Array,
  size: { readonly width: number; readonly height: number },
  sigma: number,
): void {
  const passes = Math.max(1, Math.ceil((sigma * sigma) / 0.5));
  const side = (sigma * sigma) / (2 * passes);
  for (let pass = 0; pass < passes; pass++) threeTap(data, size, side);
}

function threeTap(
  data: Float32Array,
  { width, height }: { readonly width: number; readonly height: number },
  side: number,
): void {
  const middle = 1 - 2 * side;
  for (let y = 0; y < height; y++) {
    let before = data[y * width];
    for (let x = 0, at = y * width; x < width - 1; x++, at++) {
      const here = data[at];
      data[at] = side * before + middle * here + side * data[at + 1];
      before = here;
    }
  }
  const above = data.slice(0, width);
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const here = data[at];
      data[at] = side * above[x] + middle * here + side * data[at + width];
      above[x] = here;
    }
  }
}
