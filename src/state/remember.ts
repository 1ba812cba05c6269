/** Remembers the last result while its inputs are the same objects. */
export function remember<Input extends readonly unknown[], Result>(
  compute: (...input: Input) => Result,
): (...input: Input) => Result {
  let last: { readonly input: Input; readonly result: Result } | undefined;
  return (...input) => {
    if (!last || input.some((value, i) => value !== last?.input[i])) {
      last = { input, result: compute(...input) };
    }
    return last.result;
  };
}
