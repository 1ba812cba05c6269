/** What the script around the page does for it. */
export interface AnalysisHost {
  /** Takes away what an earlier run left. Called once, before anything is written, when there is something to analyse. */
  begin(): Promise<void>;
  /** Adds to what will be the file `path` under the output folder; the first piece makes it anew. */
  write(path: string, base64: string): Promise<void>;
  /** The file is whole. */
  finish(path: string): Promise<void>;
  /** What is going on, for a person. */
  report(progress: HostProgress): Promise<void>;
  /** A sentence that a person should read. */
  note(text: string): Promise<void>;
}

export interface HostProgress {
  readonly title: string;
  readonly stage: string;
  /** In `[0, 1]`, or undefined while the total is unknown. */
  readonly fraction: number | undefined;
  /** Set once, when it has ended. */
  readonly seconds: number | undefined;
}
