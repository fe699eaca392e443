// Package equilibrium finds the prices at which no firm gains by changing its own prices: Bertrand-Nash equilibrium of firms with several products
// whose demand is logit, nested logit (Berry 1994), a mixture of these over types of buyers, or the three-level form with a logarithmic price in
// which the simulator's customers choose.
//
// Solve returns the equilibrium; Game.At evaluates given prices, Game.Diversion says where the buyers of a product would go, Game.Markups inverts
// the first-order conditions at given prices, and Game.Joint makes one owner of all firms, whose prices are the collusive benchmark.
//
// Everything is computed with exact.Exp and exact.Log in a fixed order, on products sorted by id and types sorted by weight and parameters: the same
// bits on every processor and for every order of products, firms and types in a file. Shares are held as logarithms, so that a share of 1e-400, or an
// outside share of that size, is as good as any other. Money is scaled by a power of two before anything is computed: prices and costs times 2^k with
// alpha / 2^k give the same shares to the bit.
package equilibrium
