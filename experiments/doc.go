// Package experiments asks questions of worlds: ensembles with uncertain numbers, sweeps, arms that share their luck,
// tournaments of strategies. An experiment is a file; its runs go to all cores, its results stream to disk, and its
// summaries say how sure they are.
//
// Run k of every arm and of every point of a sweep has the same seed, hence the same luck, and the same draws of the
// uncertain numbers: what differs between two arms differs because of the arm. The results are the same bytes for any
// number of workers and any split into shards, and after any interruption that was resumed.
package experiments
