/** The one door for specs. */
export { claim } from './claim/claim.ts';
export { lab } from './claim/labCheck.ts';
