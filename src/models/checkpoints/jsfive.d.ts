/** The part of jsfive that is used; it comes without types. */
declare module 'jsfive' {
  export class Dataset {
    readonly name: string;
    readonly shape: readonly number[];
    readonly dtype: unknown;
    readonly value: ArrayLike<number>;
  }
  export class Group {
    readonly name: string;
    readonly keys: readonly string[];
    get(name: string): Group | Dataset | null;
  }
  export class File extends Group {
    constructor(file: ArrayBuffer, name: string);
  }
}
