// Package statistics turns the outcomes of many runs into estimates with their uncertainty: means and quantiles,
// proportions, survival, paired effects, bootstrap intervals, sensitivity indices, regression and correlation.
//
// Every function is pure, sums in the order of its input, and gives the same bits on every processor: products are
// rounded before they are added, and logarithms, exponentials and normal quantiles are those of internal/exact.
// What is undefined (the variance of one number, a bound that does not exist) is NaN, and each function says when;
// bad input is an error that names the place, the value and what is allowed.
//
// Intervals are two-sided with equal tails. A level is a confidence level such as 0.95, always strictly between 0
// and 1.
package statistics
