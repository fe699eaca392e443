// Package customers is the market on which customers choose: posted prices, then capacity.
//
// Choice is a nested logit in three levels (nothing or something; a nest, for example a family of models; an offer of it) with an exact
// Markov chain for the inertia of individuals. Clear shares out what has a capacity by rounds of choice among the offers that have room.
// Nothing here knows an agent, a file or a clock.
package customers
