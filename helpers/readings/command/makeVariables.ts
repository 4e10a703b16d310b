/** What make tells its children. A reader does not type inside of make, whatever started this run: a make that is told prints what no reader sees. */
export const makesOwn = ['MAKEFLAGS', 'MFLAGS', 'MAKELEVEL', 'MAKEOVERRIDES'];
