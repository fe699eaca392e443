// Package games reads the payoff matrix of a tournament as a game between strategies: best responses and exploitability,
// Nash equilibria (all of them, in exact arithmetic, for small games; by replicator dynamics for any), invasion, and
// rankings with their uncertainty.
//
// A payoff matrix holds in row i and column j what strategy i earns against strategy j. A mixed strategy is a list of
// probabilities that add to 1. Results are the same bits on every processor.
package games
