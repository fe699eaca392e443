// Package merger simulates mergers between firms that set prices and computes the agencies' screens: diversion, upward pricing pressure, the gross
// upward pricing pressure index and compensating marginal cost reductions.
package merger
