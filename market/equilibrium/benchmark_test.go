package equilibrium

import (
	"fmt"
	"testing"
)

// BenchmarkSolve gives the time of a solve, search for large deviations included, and its growth with size.
func BenchmarkSolve(b *testing.B) {
	for _, of := range []size{{2, 1, 1}, {6, 3, 1}, {12, 3, 1}, {3, 3, 8}, {6, 3, 8}, {12, 3, 8}, {24, 3, 8}, {48, 3, 8}, {12, 1, 8}, {12, 3, 2}, {12, 3, 4}} {
		b.Run(fmt.Sprintf("%dfirms-%dproducts-%dtypes", of.firms, of.products, of.types), func(b *testing.B) {
			g := random(1, of)
			for b.Loop() {
				if _, err := Solve(g); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
