// Package sampling lays out the runs of an experiment: grids, Latin hypercubes, Sobol' and Halton sequences, Saltelli's
// and Morris's designs on the unit cube, and the distributions through which a point of the cube becomes the numbers of
// a world.
//
// Every design is a function of a seed and of the names of its axes. What is random about an axis is drawn from a stream
// that its name owns, so that one more uncertain number moves no other's values (in a Sobol' or Halton design it must
// come last for that, since there the place of an axis counts as well). The numbers are the same on every processor.
package sampling
