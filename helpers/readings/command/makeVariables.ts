/** Variables that make passes to its children. Unset them for a reader's command: a nested make would print "Entering directory …", which no reader sees. */
export const makesOwn = ['MAKEFLAGS', 'MFLAGS', 'MAKELEVEL', 'MAKEOVERRIDES'];
