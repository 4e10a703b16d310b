/** What an observation brought, before it is kept in the pack: bytes or text with a name. */
export interface RawArtifact {
  name: string;
  content: string | Buffer;
  mediaType: string;
  /** Bytes of a file of this repository: others know its hash. */
  asItIs?: boolean;
  /** Secrets that the content has lost already, by kind. */
  removed?: ReadonlyMap<string, number>;
}

/** What the API server had of an object before and after a change; a side is absent where the object was. */
export interface RawObjectChange {
  /** Kind and name, such as NetworkPolicy/backend. */
  object: string;
  before?: RawArtifact;
  after?: RawArtifact;
}
