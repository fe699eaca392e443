// Package marketfile reads and writes single markets as JSON: a pricing game with or without a merger, a market to calibrate, a market to clear, an
// auction. The form is that of the reference files, described in docs/market.md.
//
// Reading is strict: every problem is reported at once, each with file, line, column, field, what was found and what is wanted. The keys name, note and
// comment are remarks at any place, expect at the top; they are not looked at. An unknown key is a problem, because a misspelled one is too easily taken
// for a remark. The error is a worldfile.Problems.
package marketfile
