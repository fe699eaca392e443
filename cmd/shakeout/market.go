package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"shakeout/market/equilibrium"
	"shakeout/worlds/marketfile"
)

// newMarketCommand returns `shakeout market`: the market functions of a run, alone on a JSON file.
func newMarketCommand() *cobra.Command {
	cmd := group(&cobra.Command{Use: "market", Short: "One market alone: equilibrium and merger, calibration, clearing, auction; or a snapshot of a run",
		Long: `The static core of the simulator by itself. Each command but snapshot reads one JSON file, or - for standard input, and prints its answer as JSON with all
digits. docs/market.md describes the files.

Exit status: 0 done; 1 no answer was found, for example no Nash equilibrium; 2 the command line or the file is wrong.`})
	cmd.AddCommand(newEquilibriumCommand(), newCalibrateCommand(), newClearCommand(), newSpotCommand(), newSnapshotCommand())
	return cmd
}

func newEquilibriumCommand() *cobra.Command {
	var details bool
	cmd := &cobra.Command{Use: "equilibrium FILE", Short: "Nash prices of a pricing game, and of the merger where the file has one", Args: exactArgs(1),
		Example: "  shakeout market equilibrium duopoly.json\n  shakeout market equilibrium --details merger.json",
		RunE: func(cmd *cobra.Command, args []string) error {
			name, data, err := readInput(cmd, args[0])
			if err != nil {
				return err
			}
			g, err := marketfile.ReadGame(name, data)
			if err != nil {
				return exitError{exitUsage, err}
			}
			return answer(cmd, name, func() (any, error) { return marketfile.NewGameAnswer(g.Game, g.Merger, details) })
		}}
	addDetails(cmd, &details)
	return cmd
}

func newCalibrateCommand() *cobra.Command {
	var details bool
	cmd := &cobra.Command{Use: "calibrate FILE", Short: "Demand and costs under which observed prices are an equilibrium, and the merger where the file has one", Args: exactArgs(1),
		Example: "  shakeout market calibrate beer.json",
		RunE: func(cmd *cobra.Command, args []string) error {
			name, data, err := readInput(cmd, args[0])
			if err != nil {
				return err
			}
			o, err := marketfile.ReadObserved(name, data)
			if err != nil {
				return exitError{exitUsage, err}
			}
			return answer(cmd, name, func() (any, error) { return marketfile.NewCalibrationAnswer(o, details) })
		}}
	addDetails(cmd, &details)
	return cmd
}

func newClearCommand() *cobra.Command {
	return &cobra.Command{Use: "clear FILE", Short: "Who is served at posted prices with capacities", Args: exactArgs(1),
		Example: "  shakeout market clear offers.json",
		RunE: func(cmd *cobra.Command, args []string) error {
			name, data, err := readInput(cmd, args[0])
			if err != nil {
				return err
			}
			m, err := marketfile.ReadClearing(name, data)
			if err != nil {
				return exitError{exitUsage, err}
			}
			return answer(cmd, name, func() (any, error) { return marketfile.NewClearingAnswer(m) })
		}}
}

func newSpotCommand() *cobra.Command {
	return &cobra.Command{Use: "spot FILE", Short: "Price and quantities of a uniform-price auction", Args: exactArgs(1),
		Example: "  shakeout market spot hours.json",
		RunE: func(cmd *cobra.Command, args []string) error {
			name, data, err := readInput(cmd, args[0])
			if err != nil {
				return err
			}
			a, err := marketfile.ReadAuction(name, data)
			if err != nil {
				return exitError{exitUsage, err}
			}
			return answer(cmd, name, func() (any, error) { return marketfile.NewAuctionAnswer(a) })
		}}
}

func addDetails(cmd *cobra.Command, details *bool) {
	cmd.Flags().BoolVar(details, "details", false, "add what the reference form has no place for: compensating marginal cost reductions, and how many solutions were found")
}

// readInput reads a file, or standard input for -, and returns it with its name in messages. It reads no more than what is too much: the rest need not
// end.
func readInput(cmd *cobra.Command, name string) (string, []byte, error) {
	in := cmd.InOrStdin()
	if name == "-" {
		name = "standard input"
	} else {
		file, err := os.Open(name)
		if err != nil {
			return "", nil, exitError{exitUsage, err}
		}
		defer file.Close()
		in = file
	}
	data, err := io.ReadAll(io.LimitReader(in, marketfile.MaxBytes+4))
	if err != nil {
		return "", nil, exitError{exitUsage, fmt.Errorf("%s: %w", name, err)}
	}
	return name, data, nil
}

// answer computes and prints an answer, and leaves off when the user interrupts.
func answer(cmd *cobra.Command, name string, compute func() (any, error)) error {
	type result struct {
		value any
		err   error
	}
	done := make(chan result, 1)
	go func() {
		v, err := compute()
		done <- result{v, err}
	}()
	select {
	case <-cmd.Context().Done():
		return cmd.Context().Err()
	case r := <-done:
		if r.err != nil {
			return exitError{statusOf(r.err), fmt.Errorf("%s: %w", name, r.err)}
		}
		enc := json.NewEncoder(cmd.OutOrStdout())
		enc.SetIndent("", " ")
		enc.SetEscapeHTML(false)
		return enc.Encode(r.value)
	}
}

// statusOf tells a market without an answer from an input that the market itself refuses.
func statusOf(err error) int {
	var none *equilibrium.NoEquilibriumError
	if errors.As(err, &none) {
		return exitFailed
	}
	return exitUsage
}
