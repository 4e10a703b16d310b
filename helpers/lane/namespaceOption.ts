/** How kubectl and its like take a namespace on the command line, up to its name: a piece of a regular expression. */
export const namespaceOption = String.raw`\s(?:-n(?:=|\s*)|--namespace(?:=|\s+))`;

const named = new RegExp(String.raw`(?<=${namespaceOption}["']?)[a-z0-9][a-z0-9-]*`);

/** The namespace that a command names by an option. */
export const namespaceNamedIn = (command: string): string | undefined => named.exec(command)?.[0];
