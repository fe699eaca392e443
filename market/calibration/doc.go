// Package calibration finds the demand and the unit costs under which observed prices and shares are a Nash equilibrium in prices.
package calibration
