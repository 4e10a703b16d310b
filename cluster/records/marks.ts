/** The run that made an object, by its key of six digits: a namespace without it is no lane. */
export const runLabel = 'meshproof/run';
/** The same run by its name, as `make verify` prints it: after a crash it is all that somebody has who lost the checkout. */
export const nameLabel = 'meshproof/run-name';
/** What all lanes' names begin with. */
export const lanePrefix = 'mp-lane-';
