/** A variable that whoever calls make may give. */
export type Given = {
  /** `a|b` is a closed set of values, `<…>` is anything. */
  takes: string;
  says: string;
  /** The targets that read it. */
  targets: readonly string[];
  /** Other programs use the word too: no name near it is taken for it. */
  common?: true;
};
