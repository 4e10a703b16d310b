/** Where the program's words go: results to `out`, progress and errors to `err`. */
export type Output = { out: (line: string) => void; err: (line: string) => void };
