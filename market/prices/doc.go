// Package prices measures how prices of changing goods move: a matched-model index, which compares each good with itself, and a hedonic one,
// which compares goods of the same quality.
package prices
