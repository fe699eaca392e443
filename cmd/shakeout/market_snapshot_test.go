package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSnapshot(t *testing.T) {
	dir := recorded(t)
	for _, c := range []struct {
		args   []string
		same   bool // the equilibrium has the prices of the month
		reason string
	}{
		{[]string{"--tick", "3"}, true, "implied costs: the month's prices are the equilibrium"},
		{[]string{"--tick", "2025-04"}, true, "a month in place of a tick"},
		{[]string{"--tick", "end", "--merge", "alpha,beta"}, true, "with a merger"},
		{[]string{"--tick", "3", "--costs", "simulated"}, false, "with the unit costs of the run"},
	} {
		out := filepath.Join(t.TempDir(), "markets")
		text, code, err := execute(newMarketCommand(), append([]string{"snapshot", dir, "--out", out}, c.args...)...)
		if code != 0 || strings.TrimSpace(text) != filepath.Join(out, "developers.json") {
			t.Fatalf("%v: exit status %d, %v, %q (%s)", c.args, code, err, text, c.reason)
		}
		name := filepath.Join(out, "developers.json")
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			Merger any
			Note   struct {
				Missing   []string `json:"not_in_this_form"`
				Simulated map[string]struct {
					Price, Cost, Share float64
					Revenue            float64 `json:"revenue_usd_m"`
				}
			}
		}
		if err := json.Unmarshal(data, &file); err != nil {
			t.Fatal(err)
		}
		if len(file.Note.Missing) < 4 || len(file.Note.Simulated) != 2 {
			t.Errorf("%v: got note %+v; want what the form has no place for, and the offers as simulated", c.args, file.Note)
		}
		answer, code, err := execute(newMarketCommand(), "equilibrium", name)
		if code != 0 {
			t.Fatalf("%v: exit status %d, %v", c.args, code, err)
		}
		var got struct {
			Pre  struct{ Prices, Shares, Profits map[string]float64 }
			Post *struct{ Prices map[string]float64 }
		}
		if err := json.Unmarshal([]byte(answer), &got); err != nil {
			t.Fatal(err)
		}
		// A unit is a dollar's worth: prices are 1, shares go with revenue, and together the offers leave the gross profit of the month.
		buyers, revenue, gross, implied := 0.0, 0.0, 0.0, 0.0
		for _, s := range file.Note.Simulated {
			buyers, revenue, gross = buyers+s.Share, revenue+s.Revenue, gross+1e6*s.Revenue*(1-s.Cost/s.Price)
		}
		for _, p := range got.Pre.Profits {
			implied += p
		}
		for id, s := range file.Note.Simulated {
			near := math.Abs(got.Pre.Prices[id]-1) < 1e-10 && math.Abs(got.Pre.Shares[id]/(buyers*s.Revenue/revenue)-1) < 1e-10 && math.Abs(implied/gross-1) < 1e-10
			if near != c.same {
				t.Errorf("%v: %s: got price %v, share %v, gross profit %v; want 1, %v, %v: %v (%s)", c.args, id, got.Pre.Prices[id], got.Pre.Shares[id], implied, buyers*s.Revenue/revenue, gross, c.same, c.reason)
			}
		}
		if (file.Merger != nil) != (got.Post != nil) || len(c.args) == 4 && strings.Contains(c.args[2], "merge") && got.Post.Prices["alpha/api"] <= got.Pre.Prices["alpha/api"] {
			t.Errorf("%v: got after the merger %v; want higher prices (%s)", c.args, got.Post, c.reason)
		}
	}
}

func TestSnapshotForCalibration(t *testing.T) {
	out := t.TempDir()
	if _, code, err := execute(newMarketCommand(), "snapshot", recorded(t), "--tick", "6", "--form", "calibration", "--out", out); code != 0 {
		t.Fatal(code, err)
	}
	text, code, err := execute(newMarketCommand(), "calibrate", filepath.Join(out, "developers.json"))
	if code != 0 || !strings.Contains(text, `"alpha"`) {
		t.Errorf("got exit status %d, %v", code, err)
	}
}

func TestSnapshotOfLinearPrice(t *testing.T) {
	out := t.TempDir()
	dir := recorded(t, "customers.price_form=linear", "customers.segments[developers].alpha=0.5")
	if _, code, err := execute(newMarketCommand(), "snapshot", dir, "--tick", "2", "--out", out); code != 0 {
		t.Fatal(code, err)
	}
	data, err := os.ReadFile(filepath.Join(out, "developers.json"))
	if err != nil {
		t.Fatal(err)
	}
	text, code, err := execute(newMarketCommand(), "equilibrium", filepath.Join(out, "developers.json"))
	var file struct {
		Note struct {
			Simulated map[string]struct{ Price, Share float64 }
		}
	}
	var got struct {
		Pre struct{ Prices, Shares map[string]float64 }
	}
	if code != 0 || json.Unmarshal(data, &file) != nil || json.Unmarshal([]byte(text), &got) != nil {
		t.Fatal(code, err)
	}
	for id, s := range file.Note.Simulated { // a unit is what a buyer takes in a month
		if math.Abs(got.Pre.Prices[id]/s.Price-1) > 1e-10 || math.Abs(got.Pre.Shares[id]/s.Share-1) > 1e-10 {
			t.Errorf("%s: got price %v and share %v; want those of the month, %v and %v", id, got.Pre.Prices[id], got.Pre.Shares[id], s.Price, s.Share)
		}
	}
}

func TestSnapshotForClearing(t *testing.T) {
	out := t.TempDir()
	if _, code, err := execute(newMarketCommand(), "snapshot", recorded(t), "--tick", "6", "--form", "clearing", "--out", out); code != 0 {
		t.Fatal(code, err)
	}
	text, code, err := execute(newMarketCommand(), "clear", filepath.Join(out, "developers.json"))
	if code != 0 || !strings.Contains(text, `"alpha/api"`) {
		t.Errorf("got exit status %d, %v: %s", code, err, text)
	}
}

func TestSnapshotRefuses(t *testing.T) {
	dir := recorded(t)
	for _, c := range []struct {
		args   []string
		code   int
		want   string
		reason string
	}{
		{[]string{dir}, 2, "--tick: got nothing", "no tick"},
		{[]string{dir, "--tick", "7"}, 2, "got tick 7; want one from 0 to 6", "a tick after the end"},
		{[]string{dir, "--tick", "x"}, 2, `got "x"`, "no tick at all"},
		{[]string{dir, "--tick", "2031-01"}, 2, "want a month of the run", "a month after the end"},
		{[]string{dir, "--tick", "1", "--merge", "alpha"}, 2, "want two firms", "one firm"},
		{[]string{dir, "--tick", "1", "--merge", "alpha,gamma"}, 1, "no segment", "a firm that sells nothing"},
		{[]string{dir, "--tick", "1", "--form", "x"}, 2, `got "x"`, "an unknown form"},
		{[]string{dir, "--tick", "1", "--form", "clearing", "--merge", "alpha,beta"}, 2, "has no merger", "a merger of a market without owners"},
		{[]string{dir, "--tick", "1", "--form", "clearing", "--costs", "simulated"}, 2, "has no costs", "costs of a market without any"},
		{[]string{t.TempDir(), "--tick", "1"}, 2, "manifest", "no run directory"},
	} {
		args := append([]string{"snapshot", "--out", t.TempDir()}, c.args...)
		if out, code, err := execute(newMarketCommand(), args...); code != c.code || !strings.Contains(out+err.Error(), c.want) {
			t.Errorf("%v: got exit status %d, %v; want %d with %q (%s)", c.args[1:], code, err, c.code, c.want, c.reason)
		}
	}
}
