package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"shakeout/worlds/history"
)

// text is the report as a person reads it.
func (r *compareReport) text() string {
	var b strings.Builder
	for _, s := range []struct {
		name string
		side compareSide
	}{{"A", r.A}, {"B", r.B}} {
		touched := ""
		if s.side.Touched {
			touched = ", changed since it was written"
		}
		fmt.Fprintf(&b, "%s  %s: %s, seed %d, %s, shakeout %s, digest %.12s%s\n", s.name, s.side.Directory, s.side.World, s.side.Seed,
			count(int(s.side.Ticks), "tick"), s.side.WrittenBy, s.side.Digest, touched)
	}
	b.WriteString("\n")
	if r.Equal {
		b.WriteString("The runs are equal.\n\n")
	}
	r.worldText(&b)
	r.outcomeText(&b)
	r.indicatorText(&b)
	r.partingText(&b)
	return b.String()
}

func (r *compareReport) worldText(b *strings.Builder) {
	if len(r.World) == 0 {
		return
	}
	fmt.Fprintf(b, "Worlds: %s\n", count(len(r.World), "different value"))
	t := newTable("value", "A", "B")
	for i, c := range r.World {
		if i == 20 {
			t.AppendRow(table.Row{fmt.Sprintf("and %d more", len(r.World)-i)})
			break
		}
		t.AppendRow(table.Row{c.Path, orDash(c.A), orDash(c.B)})
	}
	b.WriteString(t.Render() + "\n\n")
}

func orDash(s *string) string {
	if s == nil {
		return "-"
	}
	return short(*s)
}

func (r *compareReport) outcomeText(b *strings.Builder) {
	different := 0
	t := newTable("", "agent", "A", "since", "price USD m", "B", "since", "price USD m")
	t.SetColumnConfigs([]table.ColumnConfig{{Number: 5, Align: text.AlignRight}, {Number: 8, Align: text.AlignRight}})
	for _, p := range r.Outcomes {
		flag := ""
		if p.Differ {
			flag = "*"
			different++
		}
		row := table.Row{flag, p.Agent}
		for _, s := range []*outcomeSide{p.A, p.B} {
			if s == nil {
				row = append(row, "-", "", "")
				continue
			}
			what := s.Outcome
			if s.Counterparty != "" {
				what += " by " + s.Counterparty
			}
			row = append(row, what, strings.TrimSuffix(s.Date, "-01"), number(s.PriceUSDm))
		}
		t.AppendRow(row)
	}
	fmt.Fprintf(b, "Outcomes: %d of %d differ\n%s\n\n", different, len(r.Outcomes), t.Render())
}

func (r *compareReport) indicatorText(b *strings.Builder) {
	if len(r.Indicators) == 0 {
		return
	}
	b.WriteString("Indicators\n")
	t := newTable("date", "indicator", "A", "B", "B - A", "B / A")
	t.SetColumnConfigs([]table.ColumnConfig{{Number: 3, Align: text.AlignRight}, {Number: 4, Align: text.AlignRight}, {Number: 5, Align: text.AlignRight}, {Number: 6, Align: text.AlignRight}})
	last := ""
	for _, i := range r.Indicators {
		date := strings.TrimSuffix(i.Date, "-01")
		if date != last && last != "" {
			t.AppendSeparator()
		}
		shown := date
		if date == last {
			shown = ""
		}
		last = date
		difference, ratio := "", ""
		if i.A != nil && i.B != nil {
			difference = number(known(*i.B - *i.A))
			if *i.A > 0 && *i.B > 0 && !isLogarithm(i.Column) {
				ratio = fmt.Sprintf("%.3f", *i.B / *i.A)
			}
		}
		t.AppendRow(table.Row{shown, i.Column, number(i.A), number(i.B), difference, ratio})
	}
	b.WriteString(t.Render() + "\n\n")
}

// isLogarithm says whether a column of market.csv is a logarithm, whose ratio would mean nothing.
func isLogarithm(name string) bool {
	columns, _ := history.Columns[history.MarketRow]()
	return slices.ContainsFunc(columns, func(c history.Column) bool { return c.Name == name && strings.Contains(c.Doc, "log10") })
}

func (r *compareReport) partingText(b *strings.Builder) {
	p := r.Parting
	if p == nil {
		if !r.Equal && len(r.Tables) == 0 {
			b.WriteString("All tables are equal; only the worlds differ.\n")
		}
		return
	}
	fmt.Fprintf(b, "They part at tick %d (%s)%s. Rows that differ there: %d; the first of them:\n", p.Tick, p.Date, byWhom(p.Agents), p.Rows)
	for i, d := range p.Differences {
		if i == 8 {
			break
		}
		fmt.Fprintf(b, "  %s\n", d)
	}
}

// number shows four significant digits without an exponent, thousands apart from 10,000 on.
func number(x *float64) string {
	if x == nil {
		return ""
	}
	v := *x
	digits := 0
	if a := math.Abs(v); a > 0 && a < 1000 {
		digits = min(max(3-int(math.Floor(math.Log10(a))), 0), 8)
	}
	s := strconv.FormatFloat(v, 'f', digits, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	if digits > 0 {
		fraction = strings.TrimRight(fraction, "0")
	}
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for at := len(whole) - 3; len(whole) > 4 && at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole
}

func newTable(header ...string) table.Writer {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	row := table.Row{}
	for _, h := range header {
		row = append(row, h)
	}
	t.AppendHeader(row)
	return t
}
