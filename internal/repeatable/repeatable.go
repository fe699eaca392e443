// Package repeatable makes the random cases of property tests the same in every run, so that what passes once passes
// everywhere. A test file that uses rapid imports it for its effect. To look further: RAPID_SEED=N go test ./...
package repeatable

import (
	"flag"

	_ "pgregory.net/rapid" // registers the flag
)

func init() {
	seed := flag.Lookup("rapid.seed")
	if seed.Value.String() != "0" {
		return
	}
	if err := seed.Value.Set("2025"); err != nil {
		panic(err)
	}
}
