//go:build long

package worlds_test

func init() { randomWorlds, randomTicks = 1000, 120 }
