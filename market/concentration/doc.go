// Package concentration measures how concentrated a market is: the
// Herfindahl-Hirschman index, the share of the four greatest, and the
// Herfindahl index corrected for partial ownership.
//
// Every function is pure, sums in the order in which it is given its numbers
// (callers sort by id), and says with ok = false that there is nothing to
// measure, instead of dividing by zero.
package concentration
