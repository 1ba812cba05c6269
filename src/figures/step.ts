/** What an arrow key asks for: so many places to the right, so many down. */
export type Step = readonly [right: number, down: number];
