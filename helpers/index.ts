/** The one door for specs. */
export { claim } from './claim/claim.ts';
